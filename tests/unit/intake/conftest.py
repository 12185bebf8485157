"""A data directory of its own for each test, and a form filled in with made-up figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from analysis.data.files import DataDirectory
from analysis.intake.preparation import prepare
from analysis.intake.template import write_template

FIRST_ROW = 10
TABLES = ("Hộ nghèo", "Hộ cận nghèo")


@pytest.fixture
def directory(tmp_path: Path, copy_without_forms: Callable[[Path], Path]) -> DataDirectory:
    return DataDirectory(copy_without_forms(tmp_path))


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Path]:
    """Template of Đakrông, filled in: 1,000 households a commune, 110 poor, then 100."""

    def make(name: str = "form.xlsx", change: Callable[[Workbook], None] | None = None) -> Path:
        path = tmp_path / name
        blank = prepare("", "poverty_review", "467", 2026, "")
        write_template(blank, path)
        book = load_workbook(path)
        for table in TABLES:
            for row in range(FIRST_ROW, FIRST_ROW + len(blank.lines)):
                values = {3: 1000, 4: 110, 5: 50, 6: 20, 7: 4, 8: 6, 9: 0, 11: 40}
                for column, value in values.items():
                    book[table].cell(row, column, value)
        if change is not None:
            change(book)
        book.save(path)
        return path

    return make
