"""Sheet of checks of a template: a line for each row and rule, whose formula says if it holds."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from analysis.intake.blank import Blank
from analysis.intake.form import Check, Form, Table
from analysis.intake.printing import fit_to_page
from analysis.intake.remark import column_letters
from analysis.locale import message

_THIN = Side(style="thin", color="8A8F98")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_BAD = PatternFill("solid", bgColor="F8CBAD")
FONT, LINE_HEIGHT = "Times New Roman", 15
_HEADING_ROW = 3
_WIDTHS = {"A": 22, "B": 40, "C": 64, "D": 14}

Line = tuple[str, str, str]
"""Sheet, sentence of the rule and the condition as a formula."""


def write_checks(sheet: Worksheet, blank: Blank, first: int) -> None:
    """Write the sheet; `first` is the row of the first figures in the tables."""
    sheet.append([_say("check_count"), None, None, f'=COUNTIF(D:D,"{_say("fails")}")'])
    sheet.append([])
    heads = ("sheet", "unit", "rule", "result")
    sheet.append([_say(f"check_{head}") for head in heads])
    for row, line in enumerate(blank.lines, first):
        name = line.get(blank.form.key.code, "")
        for table, rule, condition in _conditions(blank.form, row):
            result = f'=IF({condition},"{_say("holds")}","{_say("fails")}")'
            sheet.append([table, name, rule, result])
    _style(sheet)


def _style(sheet: Worksheet) -> None:
    for cells in sheet.iter_rows(min_row=_HEADING_ROW):
        for cell in cells:
            cell.border, cell.alignment = _BOX, Alignment(vertical="top", wrap_text=True)
            cell.font = Font(name=FONT, size=11)
    for cell in (*sheet[1], *sheet[_HEADING_ROW]):
        cell.font, cell.fill = Font(name=FONT, size=11, bold=True), _HEAD
    for row in range(_HEADING_ROW + 1, sheet.max_row + 1):
        texts = ((sheet[f"{letter}{row}"].value, width) for letter, width in _WIDTHS.items())
        lines = max(ceil(_shown(text) * 1.1 / width) for text, width in texts)
        sheet.row_dimensions[row].height = LINE_HEIGHT * min(max(lines, 1), 3)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    failing = CellIsRule(  # type: ignore[no-untyped-call]
        "equal", [f'"{_say("fails")}"'], fill=_BAD, font=Font(bold=True)
    )
    sheet.conditional_formatting.add(f"D{_HEADING_ROW}:D{sheet.max_row}", failing)
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.protection.sheet = True
    fit_to_page(sheet)


def _shown(value: object) -> int:
    """Characters that a cell shows: a formula shows its short result."""
    text = str(value or "")
    return 0 if text.startswith("=") else len(text)


def _say(key: str, **values: object) -> str:
    return message(f"intake.template.{key}", "vi", **values)


def _conditions(form: Form, row: int) -> Iterator[Line]:
    """Conditions of one row in every table, then those between tables."""
    for table in form.tables:
        for check in form.checks:
            if check.rule == "at_most":
                part, whole = (_cell(form, table, c, row) for c in (check.result, check.plus[0]))
                yield table.sheet, _sentence(form, check, " ≤ "), f"{part}<={whole}"
            elif check.rule == "needs":
                yield from _needed(form, table, check, row)
    if len(form.tables) > 1:
        first, second = form.tables[:2]
        for check in form.checks:
            here, there = (_cell(form, t, check.result, row) for t in (second, first))
            if check.rule == "same_across":
                yield (
                    second.sheet,
                    _say("check_same", name=_name(form, check.result)),
                    f"{here}={there}",
                )
            elif check.rule == "sum_across":
                whole = _cell(form, first, check.plus[0], row)
                values = {"name": _name(form, check.result), "whole": _name(form, check.plus[0])}
                yield second.sheet, _say("check_sum", **values), f"{here}+{there}<={whole}"


def _needed(form: Form, table: Table, check: Check, row: int) -> Iterator[Line]:
    chosen = _cell(form, table, check.result, row)
    said = form.column(check.result).choices[check.choice][0]
    for code in check.plus:
        rule = _say("check_needed", value=said, name=_name(form, code))
        yield table.sheet, rule, f'OR({chosen}<>"{said}",LEN({_cell(form, table, code, row)})>0)'


def _sentence(form: Form, check: Check, sign: str) -> str:
    return sign.join(_name(form, code) for code in (check.result, *check.plus))


def _name(form: Form, code: str) -> str:
    return " / ".join(form.column(code).heading)


def _cell(form: Form, table: Table, code: str, row: int) -> str:
    printed = [column.code for column in form.columns if column.heading]
    return f"'{table.sheet}'!{column_letters(printed.index(code) + 1)}{row}"
