"""Folders at a URL, on any store that fsspec knows: ``s3://…``, ``file://…`` and others.

Nothing is read or written there piece by piece. A copy on this machine is brought up to date
before the work (`pull`) and sent back after it (`push`), files that others follow last.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, Problem
from analysis.locale import message

STATE = ".remote.json"
"""What the copy knows of the store: marks and hashes of all files when they were last the same.
It lies beside the copy."""
PARTIAL = ".part"
NOT_SENT = (".work/", ".lock")
LANGUAGE = "vi"


def is_url(place: str) -> bool:
    """Whether a place is named by a URL and not by a path."""
    return "://" in place


@dataclass(frozen=True)
class RemoteFolder:
    """A folder at a URL.

    Parameters
    ----------
    url : str
        Where it is, such as ``s3://bucket/folder``.
    """

    url: str

    @cached_property
    def _store(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs

            store, root = url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise self.problem("data.remote.unknown", error) from error
        return store, str(root).rstrip("/")

    def problem(self, key: str, error: Exception) -> ParameterError:
        """Sentence on what the store does not do, with its own words."""
        words = " ".join(str(error).split())[:200]
        return ParameterError([Problem(message(key, LANGUAGE, reason=words), self.url)])

    def copy_place(self) -> Path:
        """Folder of this user in which the copy is kept from one run to the next."""
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(base) / "quang-tri-2030" / hashlib.sha256(self.url.encode()).hexdigest()[:16]

    def pull(self, folder: Path) -> None:
        """Bring a copy up to date; files that it alone has stay.

        Raises
        ------
        ParameterError
            If the store cannot be read.
        """
        folder.mkdir(parents=True, exist_ok=True)
        state, marks = _read_state(folder), self._asked(self._marks)
        for name, mark in marks.items():
            if state.get(name, {}).get("mark") != mark or not (folder / name).is_file():
                self._asked(self._get, name, folder / name)
                state[name] = {"mark": mark, "sha256": _hash(folder / name)}
        for name in state.keys() - marks.keys():
            (folder / name).unlink(missing_ok=True)
            del state[name]
        _write_state(folder, state)

    def push(self, folder: Path, rank: Callable[[str], int]) -> None:
        """Send what differs in a copy, in order of rank, then remove what it no longer has.

        Each file appears in one step. Whatever was sent is noted at once, so that a push that was
        cut off goes on where it stopped.
        """
        state = _read_state(folder)
        names = sorted(_names(folder), key=lambda name: (rank(name), name))
        for name in names:
            found = _hash(folder / name)
            if state.get(name, {}).get("sha256") != found:
                self._asked(self._put, folder / name, name)
                state[name] = {"mark": self._asked(self._mark, name), "sha256": found}
                _write_state(folder, state)
        for name in state.keys() - set(names):
            self._asked(self._remove, name)
            del state[name]
        _write_state(folder, state)

    def create(self, name: str, content: bytes) -> bool:
        """Write a small file only if there is none of its name; whether it was written."""
        return bool(self._asked(self._create, name, content))

    def write(self, name: str, content: bytes) -> None:
        """Write a small file."""
        self._asked(self._write, name, content)

    def read(self, name: str) -> bytes:
        """Content of a small file; empty where it is gone."""
        return bytes(self._asked(self._read, name))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        self._asked(self._remove, name)

    def _asked(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Ask the store; whatever goes wrong there is one sentence."""
        try:
            return function(*arguments)
        except ParameterError:
            raise
        except Exception as error:
            raise self.problem("data.remote.failed", error) from error

    def _marks(self) -> dict[str, str]:
        store, root = self._store
        store.invalidate_cache()
        found = store.find(root, detail=True) if store.exists(root) else {}
        names = {path[len(root) + 1 :]: _mark(info) for path, info in found.items()}
        return {name: mark for name, mark in names.items() if _is_sent(name)}

    def _mark(self, name: str) -> str:
        store, root = self._store
        store.invalidate_cache()
        return _mark(store.info(f"{root}/{name}"))

    def _get(self, name: str, path: Path) -> None:
        store, root = self._store
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(path.name + PARTIAL)
        store.get_file(f"{root}/{name}", str(aside))
        aside.replace(path)

    def _put(self, path: Path, name: str) -> None:
        store, root = self._store
        # Stores of objects have no folders.
        store.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
        with _appearing_whole(store, f"{root}/{name}") as place, store.transaction:
            store.put_file(str(path), place)

    def _create(self, name: str, content: bytes) -> bool:
        store, root = self._store
        try:
            store.makedirs(root, exist_ok=True)
            store.pipe_file(f"{root}/{name}", content, mode="create")
        except FileExistsError:
            return False
        return True

    def _write(self, name: str, content: bytes) -> None:
        store, root = self._store
        with _appearing_whole(store, f"{root}/{name}") as place:
            store.pipe_file(place, content)

    def _read(self, name: str) -> bytes:
        store, root = self._store
        try:
            return bytes(store.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return b""

    def _remove(self, name: str) -> None:
        store, root = self._store
        if store.exists(f"{root}/{name}"):
            store.rm_file(f"{root}/{name}")


def pulled(url: str) -> Path:
    """Copy of a folder at a URL that this user keeps, brought up to date.

    Raises
    ------
    ParameterError
        If the store cannot be read or has no such folder.
    """
    from filelock import FileLock

    remote = RemoteFolder(url)
    place = remote.copy_place()
    place.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{place}.lock"):
        remote.pull(place)
    if not any(_names(place)):
        raise remote.problem("data.remote.empty", FileNotFoundError())
    return place


@contextmanager
def _appearing_whole(store: Any, place: str) -> Iterator[str]:
    """Where to write a file that is to appear in one step: on a disk aside, to be renamed."""
    from fsspec.implementations.local import LocalFileSystem

    if not isinstance(store, LocalFileSystem):
        yield place
        return
    yield place + PARTIAL
    Path(place + PARTIAL).replace(place)


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _is_sent(name):
            yield name


def _is_sent(name: str) -> bool:
    return not name.startswith(NOT_SENT) and not name.endswith(PARTIAL)


def _mark(info: dict[str, Any]) -> str:
    """What changes when a file of the store changes."""
    tag = info.get("ETag") or info.get("etag") or info.get("md5Hash") or info.get("mtime")
    return f"{info.get('size')} {tag}"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _state_place(folder: Path) -> Path:
    return folder.with_name(folder.name + STATE)


def _read_state(folder: Path) -> dict[str, dict[str, str]]:
    try:
        state: dict[str, dict[str, str]] = json.loads(_state_place(folder).read_bytes())
    except (OSError, ValueError):
        return {}
    return state


def _write_state(folder: Path, state: dict[str, dict[str, str]]) -> None:
    place = _state_place(folder)
    aside = place.with_name(place.name + PARTIAL)
    aside.write_text(json.dumps(state), encoding="utf-8")
    aside.replace(place)
