"""Where the heading of a sheet is and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.intake.form import Form
from analysis.intake.isolation import Row, Sheet
from analysis.intake.numerals import CellValue
from analysis.intake.remark import Place, Remark, refused
from analysis.intake.words import fold

SEARCHED_ROWS = 60
FEWEST_COLUMNS = 3
LONGEST_HEADING = 80
_NUMBERING = re.compile(r"\(?([0-9]{1,2})\)?(?:\s*=.*)?|[A-Ha-h]")


@dataclass(frozen=True)
class Heading:
    """Columns of a form by their index in the sheet; data begin at row `first_row`."""

    form: Form
    sheet: str
    row: int
    first_row: int
    columns: Mapping[str, int]
    texts: frozenset[tuple[str, ...]]
    path: str
    remarks: tuple[Remark, ...]


def text_of(cell: CellValue) -> str:
    """Cell as text, a whole number without decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def texts_of(row: Row) -> tuple[str, ...]:
    """All cells of a row as texts."""
    return tuple(text_of(cell) for cell in row)


def looks_like_number(text: str) -> bool:
    """Whether a cell may be one of a row that only numbers the columns."""
    return _NUMBERING.fullmatch(text) is not None


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: ``A B 1 2 3=1-2``."""
    found = [_NUMBERING.fullmatch(text) for text in texts if text]
    numbers = [int(match[1]) for match in found if match and match[1]]
    steps = list(range(numbers[0], numbers[0] + len(numbers))) if numbers else []
    return all(found) and len(numbers) >= FEWEST_COLUMNS and numbers == steps


def find_heading(sheet: Sheet, forms: Sequence[Form]) -> Heading | None:
    """Heading of the form that knows most of a sheet's columns."""
    found = [heading for form in forms if (heading := _search(sheet, form)) is not None]
    return max(found, key=lambda heading: len(heading.columns), default=None)


def _search(sheet: Sheet, form: Form) -> Heading | None:
    unit = form.key
    for number in sorted(sheet.rows)[:SEARCHED_ROWS]:
        texts = texts_of(sheet.rows[number])
        index = next((i for i, t in enumerate(texts) if t and unit.fits(fold(t))), None)
        if index is not None and len(texts[index]) <= LONGEST_HEADING:
            heading = _heading(sheet, form, number, index)
            if len(heading.columns) >= FEWEST_COLUMNS:
                return heading
    return None


def _heading(sheet: Sheet, form: Form, top: int, unit_index: int) -> Heading:
    levels = [texts_of(sheet.rows[top])]
    bottom = top + 1
    while bottom in sheet.rows and _continues(sheet.rows[bottom], unit_index, levels[0]):
        levels.append(texts_of(sheet.rows[bottom]))
        bottom += 1
    paths = column_paths(levels)
    columns, remarks = _match(sheet.name, form, top, paths)
    keys = frozenset(tuple(fold(text) for text in level) for level in levels)
    return Heading(
        form, sheet.name, top, bottom, columns, keys, fold(" ".join(paths)), tuple(remarks)
    )


def _continues(row: Row, unit_index: int, first: tuple[str, ...]) -> bool:
    """Whether a row still belongs to the heading: words, none of them a unit's name."""
    texts = texts_of(row)
    name = texts[unit_index] if unit_index < len(texts) else ""
    has_numbers = any(isinstance(cell, int | float) for cell in row)
    return not has_numbers and not is_numbering(texts) and name in ("", first[unit_index])


def column_paths(levels: Sequence[tuple[str, ...]]) -> list[str]:
    """Headings of each column from top to bottom; merged cells count for all they cover.

    Examples
    --------
    >>> column_paths([("Đơn vị", "Cuối năm", ""), ("", "Số hộ", "Tỷ lệ")])
    ['Đơn vị', 'Cuối năm / Số hộ', 'Cuối năm / Tỷ lệ']
    """
    width = max(map(len, levels))
    grid = [[*level, *[""] * (width - len(level))] for level in levels]
    for depth, level in enumerate(grid[:-1]):
        for column in range(1, width):
            if not level[column] and any(lower[column] for lower in grid[depth + 1 :]):
                level[column] = level[column - 1]
    columns = [[level[column] for level in grid] for column in range(width)]
    return [" / ".join(dict.fromkeys(filter(None, column))) for column in columns]


def _match(
    sheet: str, form: Form, row: int, paths: Sequence[str]
) -> tuple[dict[str, int], list[Remark]]:
    columns: dict[str, int] = {}
    remarks = []
    for index, path in enumerate(paths):
        place = Place(sheet, row, index + 1)
        fitting = [c for c in form.columns if path and c.fits(fold(path))]
        read = [c for c in fitting if c.kind != "ignore"]
        if len(read) > 1 or (read and read[0].code in columns):
            remarks.append(refused("heading_ambiguous", place, value=path))
        elif not fitting and path:
            remarks.append(refused("heading_unknown", place, value=path))
        elif read:
            columns[read[0].code] = index
    missing = [c for c in form.columns if c.required and c.code not in columns]
    for column in missing:
        name = " / ".join(column.heading)
        remarks.append(refused("heading_missing", Place(sheet, row), value=name))
    return columns, remarks
