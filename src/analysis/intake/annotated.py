"""A copy of a received file with every remark in its cell: values alone, nothing that could run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from analysis.intake.isolation import Row, Sheet
from analysis.intake.layout import FEWEST_COLUMNS, text_of
from analysis.intake.printing import fit_to_page
from analysis.intake.remark import Place, Remark, Severity, column_letters
from analysis.locale import message

MOST_COPIED_ROWS = 2_000
MOST_LISTED_REMARKS = 1_000
LONGEST_SHEET_NAME = 31
MOST_WIDE_COLUMNS = 200
NARROWEST, WIDEST = 6, 26
WIDER, LINE_HEIGHT, MOST_LINES = 1.15, 15, 8
"""Letters are wider than the unit of column widths; a row is at most so many lines high."""

_TEXT_WIDTH = 90
_FILLS = {
    Severity.NOTE: PatternFill("solid", fgColor="DDEBF7"),
    Severity.WRONG: PatternFill("solid", fgColor="FFE699"),
    Severity.REFUSED: PatternFill("solid", fgColor="F8CBAD"),
}
_THIN = Side(style="thin", color="B0B5BD")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_THICK = Side(style="medium", color="9C0006")
_MARK = Border(left=_THICK, right=_THICK, top=_THICK, bottom=_THICK)
_FONT = Font(name="Calibri", size=11)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINE, _MARKED = "form_line", {severity: f"form_{severity.name.lower()}" for severity in Severity}
"""Names of the styles of cells: one name is quicker to set than the parts of a style."""


def write_copy(sheets: Sequence[Sheet], remarks: Sequence[Remark], path: Path) -> None:
    """Write the copy, its first sheet listing all remarks."""
    book = Workbook()
    book.add_named_style(NamedStyle(_LINE, font=_FONT, alignment=_WRAPPED, border=_BOX))
    for severity, name in _MARKED.items():
        fill = _FILLS[severity]
        style = NamedStyle(name, font=_FONT, alignment=_WRAPPED, border=_MARK, fill=fill)
        book.add_named_style(style)
    names = {sheet.name: _safe_name(sheet.name, i) for i, sheet in enumerate(sheets, 1)}
    _list_remarks(book.worksheets[0], remarks, names)
    for sheet in sheets:
        _copy(book.create_sheet(names[sheet.name]), sheet, remarks)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _safe_name(name: str, number: int) -> str:
    plain = ILLEGAL_CHARACTERS_RE.sub("", name)
    kept = "".join(c for c in plain if c not in r"[]:*?/\'").strip()
    return kept[:LONGEST_SHEET_NAME] or str(number)


def _put(cell: Any, value: object) -> None:
    """Write a value as itself: a text that begins with ``=`` stays a text."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _list_remarks(sheet: Worksheet, remarks: Sequence[Remark], names: Mapping[str, str]) -> None:
    sheet.title = message("intake.copy.title", "vi")
    heads = ("severity", "sheet", "cell", "text")
    for column, head in enumerate(heads, 1):
        sheet.cell(1, column, message(f"intake.copy.{head}", "vi")).font = Font(bold=True)
    for row, remark in enumerate(remarks[:MOST_LISTED_REMARKS], 2):
        severity = message(f"intake.severity.{remark.severity.name.lower()}", "vi")
        sheet_name = names.get(remark.place.sheet, "")
        for column, text in enumerate(
            (severity, sheet_name, remark.place.address, remark.text("vi")), 1
        ):
            cell: Any = sheet.cell(row, column)
            _put(cell, text)
            cell.style = _LINE
        sheet.cell(row, 1).fill = _FILLS[remark.severity]
        lines = ceil(len(remark.text("vi")) * WIDER / _TEXT_WIDTH)
        sheet.row_dimensions[row].height = LINE_HEIGHT * lines
    if (rest := len(remarks) - MOST_LISTED_REMARKS) > 0:
        sheet.cell(MOST_LISTED_REMARKS + 2, 4, message("intake.copy.more", "vi", count=rest))
    for letter, width in zip("ABCD", (16, 20, 8, _TEXT_WIDTH), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    fit_to_page(sheet)


def _copy(target: Worksheet, sheet: Sheet, remarks: Sequence[Remark]) -> None:
    copied = sorted(sheet.rows)[:MOST_COPIED_ROWS]
    last = max(copied, default=0)
    widths = _widths([sheet.rows[number] for number in copied])
    for number in copied:
        _copy_row(target, number, sheet.rows[number], widths)
    for column, width in enumerate(widths[:MOST_WIDE_COLUMNS], 1):
        target.column_dimensions[column_letters(column)].width = width
    fit_to_page(target)
    by_place: dict[Place, list[Remark]] = {}
    for remark in remarks:
        if remark.place.sheet == sheet.name and remark.place.column and remark.place.row <= last:
            by_place.setdefault(remark.place, []).append(remark)
    for place, found in by_place.items():
        _mark(target.cell(place.row, place.column), found)


def _copy_row(target: Worksheet, number: int, row: Row, widths: Sequence[int]) -> None:
    """Write one row: a line of the table in boxes, a title or a note as it runs."""
    is_line = sum(value is not None for value in row) >= FEWEST_COLUMNS
    for column, value in enumerate(row, 1):
        if value is not None or is_line:
            cell: Any = target.cell(number, column)
            _put(cell, value)
            if is_line:
                cell.style = _LINE
    if is_line:
        texts = zip(row, widths, strict=False)
        lines = max(ceil(len(text_of(value)) * WIDER / width) for value, width in texts)
        target.row_dimensions[number].height = LINE_HEIGHT * min(lines, MOST_LINES)


def _widths(rows: Sequence[Row]) -> list[int]:
    """Widths of the columns by the lines of the table; long texts are broken."""
    lines = [row for row in rows if sum(value is not None for value in row) >= FEWEST_COLUMNS]
    width = max(map(len, lines), default=0)
    longest = [0] * width
    for row in lines:
        for column, value in enumerate(row):
            longest[column] = max(longest[column], len(text_of(value)))
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]


def _mark(cell: Any, remarks: Sequence[Remark]) -> None:
    text = "\n".join(
        f"{message(f'intake.severity.{r.severity.name.lower()}', 'vi')}: {r.text('vi')}"
        for r in remarks
    )
    cell.style = _MARKED[max(r.severity for r in remarks)]
    cell.comment = Comment(text, message("intake.template.author", "vi"), height=120, width=320)
