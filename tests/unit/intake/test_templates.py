"""Every template, for every kind of unit, gives back what was filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.intake.blank import Blank
from analysis.intake.form import Column
from analysis.intake.intake import Known, examine, read_known
from analysis.intake.preparation import prepare
from analysis.intake.remark import Severity
from analysis.intake.submission import Asked
from analysis.intake.template import first_row, letters_of, write_template

HOUSEHOLDS = 9000
FIGURES = {
    "households": HOUSEHOLDS, "start": 700, "start_em": 300, "exits": 150, "relapses": 12,
    "new": 33, "other_change": -5, "end_em": 200, "labour_force": 8000, "trained": 5000,
    "certified": 2100, "places": 120, "people": 96, "community": 310, "planned": 40.5,
    "achieved": 38, "due_year": 2028,
}  # fmt: skip
UNITS = {
    "former district, present communes": ("467", 2026, 5),
    "former district before 2025": ("466", 2024, 17),
    "commune before 2025": ("19525", 2024, 1),
    "special zone": ("19742-2025", 2026, 1),
    "commune": ("19555-2025", 2025, 1),
    "merged province": ("44-2025", 2026, 78),
    "province before 2025": ("45", 2024, 10),
}


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known(DataDirectory(DEFAULT_DIRECTORY))


def value_of(column: Column, row: int) -> object:
    """What is filled into a cell, other in every row."""
    if column.kind == "choice":
        return next(iter(column.choices.values()))[0]
    if column.kind == "day":
        return dt.date(2026, 10, 1 + row % 28)
    if column.kind == "text":
        return f"Nội dung {row}"
    shift = row if column.code in ("households", "start", "labour_force", "places") else 0
    return FIGURES[column.code] + shift


def fill(blank: Blank, path: Path) -> None:
    """Fill every cell that is not locked, but for blank lines."""
    write_template(blank, path)
    book = load_workbook(path)
    for table in blank.form.tables:
        sheet = book[table.sheet]
        for row, line in enumerate(blank.lines):
            for code, letter in letters_of(blank.form).items():
                cell = sheet[f"{letter}{first_row(blank.form) + row}"]
                column = blank.form.column(code)
                if line and column.is_read and not cell.protection.locked and cell.value is None:
                    cell.value = value_of(column, row)
    book.save(path)


@pytest.mark.parametrize("form", ["poverty_review", "trained_labour", "facilities", "tasks"])
@pytest.mark.parametrize("kind", UNITS)
def test_template_reads_back_losslessly(known: Known, tmp_path: Path, form: str, kind: str) -> None:
    unit, year, count = UNITS[kind]
    blank = prepare("", form, unit, year, "")
    path = tmp_path / "form.xlsx"
    fill(blank, path)

    outcome = examine(path, Asked(), known)

    assert [r.text("vi") for r in outcome.remarks if r.severity > Severity.NOTE] == []
    submission = outcome.submission
    assert submission.unit is not None
    assert (submission.unit.code, submission.year) == (unit, year)
    assert len(submission.tables) == len(blank.form.tables)
    lines = [line for line in blank.lines if line]
    assert blank.form.key.kind != "unit" or len(lines) == count
    for table in submission.tables:
        frame = table.rows.frame
        listed = frame[frame["role"] == "unit"]
        assert list(listed["name"]) == [line[blank.form.key.code] for line in lines]
        assert (listed["subject"] != "").all()
        for column in (c for c in blank.form.columns if c.is_number and not c.formula):
            filled = [value_of(column, row) for row in range(len(lines))]
            pd.testing.assert_series_equal(
                listed[column.code].reset_index(drop=True),
                pd.Series(filled, dtype="float64", name=column.code),
            )


def test_template_locks_formulas_and_explains_its_columns(tmp_path: Path) -> None:
    blank = prepare("", "poverty_review", "467", 2026, "")
    write_template(blank, tmp_path / "form.xlsx")
    book = load_workbook(tmp_path / "form.xlsx")
    sheet = book["Hộ nghèo"]

    assert sheet.protection.sheet
    assert (sheet["J10"].protection.locked, sheet["D10"].protection.locked) == (True, False)
    assert str(sheet["J10"].value).startswith("=")
    assert "bằng số hộ cuối năm trước" in sheet["D8"].comment.text
    assert {v.type for v in sheet.data_validations.dataValidation} == {"list", "whole"}
    rules = [row[2].value for row in book["Kiểm tra"].iter_rows(min_row=4, max_row=13)]
    assert any("≤" in str(rule) for rule in rules)
