"""A form goes its whole way: template, mistakes, correction, record, decision, undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.cli import main
from analysis.data import load_dataset

BY = ("--by", "kiểm thử")


@pytest.fixture
def clone(tmp_path: Path, copy_without_forms: Callable[[Path], Path]) -> Path:
    """Data directory of one's own."""
    return copy_without_forms(tmp_path)


@contextmanager
def ends_with(code: int) -> Iterator[None]:
    with pytest.raises(SystemExit) as ended:
        yield
    assert ended.value.code == code


def fill(path: Path, exits: int) -> None:
    book = load_workbook(path)
    for sheet in book.worksheets[:2]:
        for row in range(10, 15):
            for column, value in {3: 1000, 4: 110, 5: 50, 6: exits, 7: 4, 8: 6, 11: 40}.items():
                sheet.cell(row, column, value)
    book.save(path)


def rates(clone: Path, as_of: str) -> list[tuple[str, float]]:
    """Vintages of the poor-household rate of Đakrông at the end of 2026, as known on a day."""
    figures = load_dataset(directory=clone, as_of=as_of).figures("poor_household_rate", "467")
    return [(figure.vintage.name, figure.value) for figure in figures if figure.year == 2026]


def test_a_form_goes_its_whole_way(
    clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "poverty_review_467_2026.xlsx"
    data = ("--data", str(clone))
    main(["template", "poverty_review", "--unit", "467", "--year", "2026", "--output", str(form)])
    take = ["intake", str(form), *data, *BY]

    fill(form, exits=-2)
    with ends_with(3):
        main([*take, "--receive", "--received", "18/11/2026"])
    assert (tmp_path / "checked" / form.name).is_file()
    assert rates(clone, "2026-11-25") == []

    fill(form, exits=20)
    main([*take, "--accept", "--vintage", "preliminary", "--received", "20/11/2026"])
    fill(form, exits=30)
    decided = ("--vintage", "decision", "--decision-number", "thử nghiệm", "--received")
    main([*take, "--accept", *decided, "24/11/2026"])

    assert rates(clone, "2026-11-19") == []
    assert rates(clone, "2026-11-20") == [("PRELIMINARY", 10.0)]
    assert rates(clone, "2026-11-24") == [("PRELIMINARY", 10.0), ("DECISION", 9.0)]

    kept = {path: path.read_bytes() for path in clone.rglob("R000[123]/*")}
    main(["undo", "R0003", "--reason", "nhầm biểu", *BY, *data])
    capsys.readouterr()
    main(["log", "--json", *data])
    states = [entry["status"] for entry in json.loads(capsys.readouterr().out)]

    assert states == ["received", "accepted", "withdrawn"]
    assert {path: path.read_bytes() for path in kept} == kept
    panel = load_dataset(directory=clone).panel("poor_household_rate")
    assert [o.value for o in panel.observations if (o.unit, o.year) == ("467", 2026)] == [10.0]
