"""Who sent what when, and which editions a new record outdates."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.cli import main
from analysis.data.files import DataDirectory
from analysis.data.receipts import read_receipts
from analysis.run.outdated import outdated_editions
from analysis.run.outdated_marking import mark_outdated
from analysis.run.outdated_marks import mark_of, read_marks

Fill = Callable[..., Path]
ACCEPT = ("--accept", "--vintage", "preliminary", "--by", "kiểm thử", "--received")


def run(directory: DataDirectory, *words: object) -> None:
    main([*map(str, words), "--data", str(directory.root)])


def spoil(book: Workbook) -> None:
    book["Hộ nghèo"]["J10"] = 99


def edition(output: Path, as_of: str, inputs: list[str]) -> None:
    """What is read of an edition: its manifest and its list of checksums."""
    folder = output / "published" / f"{as_of}_1"
    folder.mkdir(parents=True)
    manifest = {
        "edition": folder.name,
        "dataset": "published",
        "as_of": as_of,
        "data": dict.fromkeys(inputs, ""),
        "reports": [],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "SHA256SUMS").write_text("", encoding="utf-8")
    (output / "published" / "latest").write_text(folder.name, encoding="utf-8")


def test_a_wrong_form_is_on_record_as_received_and_later_as_accepted(
    directory: DataDirectory, fill: Fill
) -> None:
    with pytest.raises(SystemExit):
        run(directory, "intake", fill(change=spoil), "--receive", "--received", "20/11/2026")
    run(directory, "intake", fill(), *ACCEPT, "24/11/2026")

    first, second = read_receipts(directory.root)
    assert (first.unit, first.form, first.year) == ("467", "poverty_review", 2026)
    assert (first.status(), first.problems, first.vintage) == ("received", 1, "")
    assert (second.status(), second.problems, second.vintage) == ("accepted", 0, "preliminary")
    assert second.is_late(dt.date(2026, 11, 23))
    assert not second.is_late(dt.date(2026, 11, 24))
    assert read_receipts(directory.root, as_of=dt.date(2026, 11, 20)) == (first,)


def test_a_withdrawn_receipt_says_so_from_that_day(directory: DataDirectory, fill: Fill) -> None:
    run(directory, "intake", fill(), *ACCEPT, "20/11/2026")
    run(directory, "undo", "R0001", "--reason", "nhầm")

    (receipt,) = read_receipts(directory.root)
    assert receipt.status() == "withdrawn"
    assert receipt.status(dt.date(2026, 11, 20)) == "accepted"


def test_an_unreadable_file_is_received_where_the_caller_says_whose_it_is(
    directory: DataDirectory, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7")
    receive = ("--receive", "--received", "20/11/2026")

    with pytest.raises(SystemExit) as ended:
        run(directory, "intake", path, *receive)
    assert ended.value.code == 2
    assert "--unit" in capsys.readouterr().err
    who = ("--unit", "H. Đakrông", "--year", 2026, "--form", "poverty_review")
    with pytest.raises(SystemExit):
        run(directory, "intake", path, *receive, *who)

    assert [(r.unit, r.status()) for r in read_receipts(directory.root)] == [("467", "received")]


def test_editions_without_a_new_record_are_named(
    directory: DataDirectory, fill: Fill, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "reports"
    edition(output, "2025-08-22", ["published/observations.csv"])
    edition(output, "2026-11-21", ["published/observations.csv"])

    run(directory, "intake", fill(), *ACCEPT, "20/11/2026", "--output", output)

    notice = capsys.readouterr().err
    latest, earlier = outdated_editions(directory, output)
    assert (latest.name, latest.missing, latest.is_wrong_for_its_day) == (
        "2026-11-21_1",
        ("R0001",),
        True,
    )
    assert (earlier.is_latest, earlier.is_wrong_for_its_day) == (False, False)
    assert "published/2026-11-21_1 (mới nhất), số liệu đến 21/11/2026: thiếu R0001" in notice


def test_index_page_is_made_anew_where_an_edition_lacks_a_record(
    directory: DataDirectory, fill: Fill, tmp_path: Path
) -> None:
    output = tmp_path / "reports"
    run(directory, "intake", fill(), *ACCEPT, "20/11/2026", "--output", output)
    edition(output, "2026-11-21", ["published/observations.csv"])
    index = output / "index.html"
    made: list[str] = []

    def make_index(_: Path, language: str, is_demo: bool) -> str:
        made.append(language)
        return f"new {is_demo}"

    mark_outdated(directory, output, make_index)
    index.write_text('<!DOCTYPE html>\n<html lang="en">', encoding="utf-8")
    mark_outdated(directory, output, make_index)
    mark_outdated(directory, output, make_index)

    assert made == ["en"]
    assert index.read_text(encoding="utf-8") == "new False"
    assert read_marks(output) == {
        "published/2026-11-21_1": {"records": ["R0001"], "is_wrong": True}
    }
    assert "cần lập lại" in mark_of(output / "published" / "2026-11-21_1", "vi")


def test_a_withdrawal_outdates_the_editions_that_show_the_figures(
    directory: DataDirectory, fill: Fill, tmp_path: Path
) -> None:
    output = tmp_path / "reports"
    run(directory, "intake", fill(), *ACCEPT, "20/11/2026", "--output", output)
    edition(output, "2026-11-20", ["received/R0001/record.json"])
    edition(output, "2026-11-19", ["published/observations.csv"])
    assert [o.name for o in outdated_editions(directory, output)] == ["2026-11-19_1"]

    run(directory, "undo", "R0001", "--reason", "nhầm", "--output", output)

    assert [(o.name, o.missing) for o in outdated_editions(directory, output)] == [
        ("2026-11-20_1", ("R0002",))
    ]
