"""A page of a past day is the same bytes after later figures and evidence came in."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from analysis import display as show
from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.display.element import Element

DAY, LATER = "2024-12-01", "2025-03-20"
SOURCE = "Made here for this test"


def append(path: Path, **values: str) -> None:
    """Write the last row of a table once more, with other values in some columns."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(rows[-1]), lineterminator="\n").writerow({**rows[-1], **values})


def pages(data: Path, day: str) -> list[tuple[str, str, object]]:
    """Parts of a page as HTML, as typesetting and as attached files."""
    dataset = load_dataset(as_of=day, period="2024", directory=data)
    report = show.Report(dataset, "45")
    poverty = show.outlooks(dataset, "poverty", method="naive")
    elements: list[Element] = [
        show.official_head(report),
        show.results_section(report, *poverty),
        show.figures_table(report, "poverty"),
        show.plan_board(report, *poverty),
        show.submission_board(report),
        show.provenance(report, *poverty),
    ]
    return [(e.html, e.typst, e.data.get("attachments")) for e in elements]


def test_what_came_later_changes_no_byte(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    before, before_of_later = pages(data, DAY), pages(data, LATER)

    moment = {"source_title": SOURCE, "year": "2024", "period_point": "end_of_year"}
    append(data / "published" / "supplement.csv", **moment, value="11.00")
    append(
        data / "reference" / "vintages.csv",
        **moment,
        reference_year="2024",
        vintage="decision",
        status="A",
        known_on="2025-03-01",
    )
    append(
        data / "reference" / "plan_evidence.csv", known_on="2025-03-02", happened_on="2024-12-31"
    )

    assert pages(data, DAY) == before
    assert pages(data, LATER) != before_of_later
    assert "11,00%" in pages(data, LATER)[2][0]
