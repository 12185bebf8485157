"""A blank form as a workbook: drop-downs, locked formulas, notes and a sheet of checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.intake.blank import Blank
from analysis.intake.cells import FIRST_YEAR, LAST_YEAR
from analysis.intake.form import Column, Form, Table
from analysis.intake.printing import fit_to_page
from analysis.intake.remark import column_letters
from analysis.intake.template_checks import FONT, LINE_HEIGHT, write_checks
from analysis.locale import message

FACT_ROWS = 3
HEADING_ROW = 7
_THIN = Side(style="thin", color="8A8F98")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LOCKED = PatternFill("solid", fgColor="EEEEEE")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_FREE = Protection(locked=False)
_WIDTHS = {"unit": 28, "item": 46, "facility": 44, "choice": 19, "day": 14, "text": 26}
_NARROW, _USUAL = 6, 13
_WIDER = 1.05
"""Words break early and bold letters are wide: lines hold fewer characters than columns say."""

_FORMATS = {"rate": "0.00", "year": "0", "day": "dd/mm/yyyy", "amount": "#,##0.##", "text": "@"}
_BOUNDS = {"change": (-100_000_000, 100_000_000), "year": (FIRST_YEAR, LAST_YEAR)}
SPARE_ROWS = 6
"""Blank rows of a list that may grow."""


def _font(**style: Any) -> Font:
    return Font(name=FONT, **{"size": 11, **style})


def lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a column of a width in characters."""
    return max(1, ceil(len(text) * _WIDER / width))


def _say(key: str, **values: object) -> str:
    return message(f"intake.template.{key}", "vi", **values)


def write_template(blank: Blank, path: Path) -> None:
    """Write the blank form; an existing file is not overwritten by accident: the caller looks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in blank.form.tables:
        _write_table(book.create_sheet(table.sheet), table, blank)
    write_checks(book.create_sheet(_say("checks")), blank, first_row(blank.form))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def printed_columns(form: Form) -> list[Column]:
    """Columns that a template prints; the others are only read."""
    return [column for column in form.columns if column.heading]


def letters_of(form: Form) -> dict[str, str]:
    """Letter of every printed column."""
    return {c.code: column_letters(i) for i, c in enumerate(printed_columns(form), 1)}


def first_row(form: Form) -> int:
    """Row of the first figures: below the heading and the numbers of the columns."""
    return HEADING_ROW + max(len(column.heading) for column in printed_columns(form)) + 1


def _write_table(sheet: Worksheet, table: Table, blank: Blank) -> None:
    _write_facts(sheet, table, blank)
    depth = _write_heading(sheet, blank.form)
    first = first_row(blank.form)
    for offset, line in enumerate(blank.lines):
        _write_row(sheet, blank, first + offset, {"order": offset + 1, **line})
    last = first + len(blank.lines) - 1
    if any(column.adds_up for column in blank.form.columns):
        _write_total(sheet, blank.form, last + 1, first)
    _validate(sheet, blank, first, last)
    sheet.freeze_panes = f"C{first}"
    sheet.protection.sheet = True
    fit_to_page(sheet)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW + depth}"


def _write_facts(sheet: Worksheet, table: Table, blank: Blank) -> None:
    sheet["A1"], sheet["A2"] = blank.form.title, table.title
    sheet["A1"].font, sheet["A2"].font = _font(bold=True, size=14), _font(bold=True)
    facts: list[tuple[str, str | int]] = [
        (_say("unit"), f"{blank.unit.code} – {blank.unit.full_name_vi}"),
        (_say("year"), blank.year),
    ]
    facts += [(_say("standard"), blank.standard.name_vi)] if blank.standard else []
    for row, (label, value) in enumerate(facts, 3):
        sheet.cell(row, 1, label).font = _font()
        sheet.cell(row, 3, value).font = _font(bold=True)
        sheet.cell(row, 3).alignment = Alignment(horizontal="left")


def _write_heading(sheet: Worksheet, form: Form) -> int:
    """Write the levels of the heading with merged cells, then the numbers of the columns."""
    columns = printed_columns(form)
    depth = max(len(column.heading) for column in columns)
    for index, column in enumerate(columns, 1):
        for level in range(depth):
            text = column.heading[level] if level < len(column.heading) else None
            same = index > 1 and level == 0 and depth > 1 and columns[index - 2].heading[0] == text
            cell: Any = sheet.cell(HEADING_ROW + level, index)
            cell.value = None if same else text
            cell.font, cell.fill, cell.border, cell.alignment = (
                _font(bold=True),
                _HEAD,
                _BOX,
                _CENTRED,
            )
        number: Any = sheet.cell(HEADING_ROW + depth, index, index)
        number.border, number.alignment, number.font = _BOX, _CENTRED, _font(italic=True, size=9)
        _explain(sheet.cell(HEADING_ROW + len(column.heading) - 1, index), column)
        sheet.column_dimensions[column_letters(index)].width = _width(column)
    for level in range(depth):
        sheet.row_dimensions[HEADING_ROW + level].height = LINE_HEIGHT * _tallest(columns, level)
    _merge(sheet, columns, depth)
    return depth


def _tallest(columns: Sequence[Column], level: int) -> int:
    """Lines of a level of the heading; short headings run over all levels, the last one is long."""
    depth = max(len(column.heading) for column in columns)
    if level < depth - 1:
        return 1
    above = {c.code: depth - len(c.heading) for c in columns}
    return max(lines_needed(c.heading[-1], _width(c)) - above[c.code] for c in columns)


def _width(column: Column) -> int:
    if column.code == "order":
        return _NARROW
    return _WIDTHS["text"] if column.code == "note" else _WIDTHS.get(column.kind, _USUAL)


def _explain(cell: Any, column: Column) -> None:
    if column.note:
        cell.comment = Comment(column.note, _say("author"), height=90, width=260)


def _merge(sheet: Worksheet, columns: Sequence[Column], depth: int) -> None:
    """Merge short headings downwards and the neighbours of one group sideways."""
    start = 0
    for index, column in enumerate(columns):
        letter = column_letters(index + 1)
        if len(column.heading) < depth:
            sheet.merge_cells(f"{letter}{HEADING_ROW}:{letter}{HEADING_ROW + depth - 1}")
        following = columns[index + 1].heading[0] if index + 1 < len(columns) else ""
        if following == column.heading[0]:
            continue
        if index > start:
            sheet.merge_cells(f"{column_letters(start + 1)}{HEADING_ROW}:{letter}{HEADING_ROW}")
        start = index + 1


def _write_row(sheet: Worksheet, blank: Blank, row: int, line: Mapping[str, str | int]) -> None:
    form = blank.form
    letters = letters_of(form)
    cells = {code: f"{letter}{row}" for code, letter in letters.items()}
    for index, column in enumerate(printed_columns(form), 1):
        cell: Any = sheet.cell(row, index, line.get(column.code))
        cell.border, cell.alignment, cell.font = _BOX, _TOP, _font()
        if column.formula:
            cell.value, cell.fill = "=" + column.formula.format(**cells), _LOCKED
        elif column.code != "order" and (column is not form.key or blank.is_open):
            cell.protection = _FREE
        cell.number_format = _FORMATS.get(column.kind, "#,##0")
    lines = lines_needed(str(line.get(form.key.code, "")), _width(form.key))
    sheet.row_dimensions[row].height = LINE_HEIGHT * lines


def _write_total(sheet: Worksheet, form: Form, row: int, first: int) -> None:
    letters = letters_of(form)
    cells = {code: f"{letter}{row}" for code, letter in letters.items()}
    for index, column in enumerate(printed_columns(form), 1):
        cell: Any = sheet.cell(row, index)
        cell.border, cell.fill, cell.font = _BOX, _LOCKED, _font(bold=True)
        letter = letters[column.code]
        if column is form.key:
            cell.value = _say("total")
        elif column.adds_up:
            cell.value = f"=SUM({letter}{first}:{letter}{row - 1})"
        elif column.formula:
            cell.value = "=" + column.formula.format(**cells)
        cell.number_format = _FORMATS.get(column.kind, "#,##0")


def _validate(sheet: Worksheet, blank: Blank, first: int, last: int) -> None:
    """Let Excel refuse what the intake would refuse; names and choices come from lists."""
    letters = letters_of(blank.form)
    for column in printed_columns(blank.form):
        rule = _rule(
            column, blank, f"=${letters[column.code]}${first}:${letters[column.code]}${last}"
        )
        if rule is not None:
            rule.showErrorMessage = rule.showInputMessage = True
            rule.prompt, rule.promptTitle = column.note[:250] or None, column.heading[-1][:30]
            rule.add(f"{letters[column.code]}{first}:{letters[column.code]}{last}")
            sheet.add_data_validation(rule)


def _rule(column: Column, blank: Blank, names: str) -> DataValidation | None:
    """What Excel lets into the cells of a column."""
    if column.kind == "choice":
        words = ",".join(said[0] for said in column.choices.values())
        return DataValidation("list", formula1=f'"{words}"', error=_say("choice"))
    if column is blank.form.key:
        return None if blank.is_open else DataValidation("list", formula1=names, allow_blank=False)
    if not column.is_number or column.formula:
        return None
    lowest, highest = _BOUNDS.get(column.kind, (0, 100_000_000))
    kind: Literal["decimal", "whole"] = "decimal" if column.kind == "amount" else "whole"
    error = _say("number" if kind == "decimal" else "whole_number")
    return DataValidation(
        kind, operator="between", formula1=str(lowest), formula2=str(highest), error=error
    )
