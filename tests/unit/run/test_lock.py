"""One run at a time works on a folder at a URL, and one that lost it sends and removes nothing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.remote import RemoteFolder
from analysis.run import lock as lock_module
from analysis.run.destination import destination
from analysis.run.failure import OutputError
from analysis.run.lock import LEASE_SECONDS, LOCK, FolderLock, release_all

pytest.importorskip("fsspec", reason="extra `storage` not installed")
PATIENCE_SECONDS = 10


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(lock_module, "RENEWED_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(lock_module, "WRITTEN_WITHIN_SECONDS", 0)
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


@pytest.fixture
def remote(store: Path) -> RemoteFolder:
    return RemoteFolder(store.as_uri())


def write(store: Path, owner: str, age: float = 0.0) -> None:
    lease = {"owner": owner, "renewed": time.time() - age}
    (store / LOCK).write_text(json.dumps(lease), encoding="utf-8")


def found(store: Path) -> dict[str, object]:
    """What the lock says; whoever reads it finds it whole also while it is renewed."""
    content: dict[str, object] = json.loads((store / LOCK).read_bytes())
    return content


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_folder_of_a_living_run_is_not_taken_and_that_of_a_killed_one_is(
    store: Path, remote: RemoteFolder
) -> None:
    write(store, "other", LEASE_SECONDS / 2)
    with pytest.raises(OutputError) as raised, destination(store.as_uri(), "vi"):
        pass
    assert str(raised.value).startswith(f"{store.as_uri()}: Thư mục này đang được")
    write(store, "other", LEASE_SECONDS * 2)
    lock = FolderLock(remote)
    assert lock.take()
    assert lock.is_held()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_lock_that_says_nothing_keeps_nobody_off(
    store: Path, remote: RemoteFolder, content: bytes
) -> None:
    (store / LOCK).write_bytes(content)
    assert not FolderLock(remote).is_held()
    assert FolderLock(remote).take()


def test_lock_that_another_is_just_writing_is_not_taken(
    store: Path, remote: RemoteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk a file is there, empty, for a moment before its words are."""
    (store / LOCK).write_bytes(b"")
    monkeypatch.setattr(time, "sleep", lambda _: write(store, "other"))
    assert not FolderLock(remote).take()
    assert found(store)["owner"] == "other"


def test_of_two_that_find_a_killed_runs_lock_one_sends(
    store: Path, remote: RemoteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other was about to remove what it had read, when this one had already done so."""
    write(store, "killed", LEASE_SECONDS * 2)
    first, second, remove = FolderLock(remote), FolderLock(remote), RemoteFolder.remove

    def late(self: RemoteFolder, name: str) -> None:
        monkeypatch.setattr(RemoteFolder, "remove", remove)
        assert second.take()
        remove(self, name)

    monkeypatch.setattr(RemoteFolder, "remove", late)
    assert first.take()
    assert [first.is_held(), second.is_held()] == [True, False]


@pytest.mark.parametrize("is_gone", [False, True], ids=["taken over", "gone"])
@pytest.mark.parametrize(
    ("language", "sentence"), [("vi", "chưa gửi gì lên"), ("en", "nothing was sent")]
)
def test_run_that_lost_the_folder_sends_nothing_and_leaves_the_lock(
    store: Path, language: str, sentence: str, is_gone: bool
) -> None:
    with destination(store.as_uri(), language) as place:
        (place.folder / "index.html").write_text("<html>", encoding="utf-8")
        if is_gone:
            (store / LOCK).unlink()
        else:
            write(store, "other")
        with pytest.raises(OutputError, match=sentence) as raised:
            place.deliver()
        assert len(str(raised.value).splitlines()) == 1
    assert not (store / "index.html").exists()
    assert (store / LOCK).exists() is not is_gone
    if not is_gone:
        assert found(store)["owner"] == "other"


def test_run_that_kept_the_folder_sends_and_gives_it_up(store: Path) -> None:
    with destination(store.as_uri(), "vi") as place:
        (place.folder / "index.html").write_text("<html>", encoding="utf-8")
        place.deliver()
    assert [path.name for path in store.iterdir()] == ["index.html"]


def test_run_that_was_suspended_does_not_renew_or_remove_the_lock_of_another(
    store: Path, remote: RemoteFolder
) -> None:
    lock = FolderLock(remote)
    assert lock.take()
    write(store, "other", age=5.0)
    taken_over = found(store)
    renewal = threading.Thread(target=lock._renew, args=(threading.Event(),), daemon=True)
    renewal.start()
    renewal.join(PATIENCE_SECONDS)
    assert not renewal.is_alive()
    with lock.kept():
        pass
    assert found(store) == taken_over


@pytest.mark.parametrize("name", ["_read", "_write"])
def test_failed_renewal_is_tried_again(
    store: Path, remote: RemoteFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lock, answer, fails = FolderLock(remote), getattr(RemoteFolder, name), iter(range(3))

    def fail_at_first(*arguments: object) -> object:
        if next(fails, None) is not None:
            raise ConnectionError("gone for a while")
        return answer(*arguments)

    assert lock.take()
    taken = found(store)["renewed"]
    monkeypatch.setattr(RemoteFolder, name, fail_at_first)
    with lock.kept():
        wait_until(lambda: found(store)["renewed"] != taken)
    assert next(fails, None) is None
    assert not (store / LOCK).exists()


def test_lock_is_renewed_while_a_file_is_sent(store: Path, remote: RemoteFolder) -> None:
    lock = FolderLock(remote)
    assert lock.take()
    taken = found(store)["renewed"]
    files, _ = remote._store
    with lock.kept(), files.transaction:
        wait_until(lambda: found(store)["renewed"] != taken)
    assert list(store.iterdir()) == []


def test_store_that_does_not_answer_is_one_sentence_and_ends_nothing_else(
    remote: RemoteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = FolderLock(remote)
    assert lock.take()

    def fail(*_: object) -> bytes:
        raise ConnectionError("gone")

    with lock.kept():
        monkeypatch.setattr(RemoteFolder, "_read", fail)
        with pytest.raises(ParameterError, match="gone"):
            lock.is_held()
        release_all()
