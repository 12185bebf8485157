"""Sending an edition to a store may be cut off anywhere: the last one stands there whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.remote import RemoteFolder
from analysis.run.destination import Destination
from analysis.run.job import Job, Outcome
from analysis.run.model import Plan
from analysis.run.pipeline import Pipeline
from analysis.run.pointer import LATEST, read_pointer
from analysis.run.verification import find_damage

Builder = Callable[[Job], Outcome]


class CutOffError(BaseException):
    """As a kill: nothing catches it."""


def make_index(output: Path, *_: object) -> str:
    return f"<html>{read_pointer(output / 'published', LATEST)}</html>"


def test_cut_off_at_any_file_the_last_edition_stands_and_the_next_run_completes_it(
    plan: Plan, build: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec", reason="extra `storage` not installed")
    store, figures = tmp_path / "store", plan.data_directory / "published" / "02.csv"
    place = Destination(tmp_path / "copy", store.as_uri())
    send = RemoteFolder._put

    def run() -> str:
        pipeline = Pipeline(plan, place, builder=build, make_index=make_index)
        return Path(pipeline.run().edition).name

    def sent_until(left: list[int]) -> None:
        def put(remote: RemoteFolder, path: Path, name: str) -> None:
            if not left.pop():
                raise CutOffError
            send(remote, path, name)

        monkeypatch.setattr(RemoteFolder, "_put", put)

    def seen() -> str:
        """Edition that a reader of the store finds, intact."""
        name = read_pointer(store / "published", LATEST)
        assert name is not None
        assert find_damage(store / "published" / name) == {}
        return name

    last, cuts = run(), 0
    for count in range(0, 100, 2):
        figures.write_text("2" * (count + 3), encoding="utf-8")
        sent_until([False, *[True] * count])
        try:
            run()
        except CutOffError:
            cuts += 1
        else:
            break
        finally:
            monkeypatch.setattr(RemoteFolder, "_put", send)
        seen()
        last = run()
        assert seen() == last
        assert last in (store / "index.html").read_text(encoding="utf-8")
    assert cuts > 6


def test_what_a_cut_off_file_left_in_the_store_is_not_fetched(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="extra `storage` not installed")
    store, copy = tmp_path / "store", tmp_path / "copy"
    store.mkdir()
    for name in ("index.html", "index.html.part", ".lock", ".lock.part"):
        (store / name).write_text("x", encoding="utf-8")
    RemoteFolder(store.as_uri()).pull(copy)
    assert [path.name for path in copy.iterdir()] == ["index.html"]
