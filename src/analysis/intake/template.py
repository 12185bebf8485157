"""A blank form as a workbook: drop-downs, locked formulas, notes and a sheet of checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data.model import Standard, Unit
from analysis.intake.form import Column, Form, Table
from analysis.intake.remark import column_letters
from analysis.locale import message

FACT_ROWS = 3
HEADING_ROW = 7
_THIN = Side(style="thin", color="8A8F98")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LOCKED = PatternFill("solid", fgColor="EEEEEE")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FREE = Protection(locked=False)
_WIDTHS = {"order": 6, "unit": 28, "note": 24}


@dataclass(frozen=True)
class Blank:
    """What a template is for: the unit that reports, the rows it fills in, year and standard."""

    form: Form
    unit: Unit
    parts: tuple[Unit, ...]
    year: int
    standard: Standard | None

    @property
    def rows(self) -> tuple[Unit, ...]:
        """Units with a row of their own."""
        return self.parts or (self.unit,)


def _say(key: str, **values: object) -> str:
    return message(f"intake.template.{key}", "vi", **values)


def write_template(blank: Blank, path: Path) -> None:
    """Write the blank form; an existing file is not overwritten by accident: the caller looks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in blank.form.tables:
        _write_table(book.create_sheet(table.sheet), table, blank)
    _write_checks(book.create_sheet(_say("checks")), blank)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _printed(form: Form) -> list[Column]:
    return [column for column in form.columns if column.heading]


def letters_of(form: Form) -> dict[str, str]:
    """Letter of every printed column."""
    return {c.code: column_letters(i) for i, c in enumerate(_printed(form), 1)}


def _write_table(sheet: Worksheet, table: Table, blank: Blank) -> None:
    _write_facts(sheet, table, blank)
    depth = _write_heading(sheet, blank.form)
    first = HEADING_ROW + depth + 1
    for offset, unit in enumerate(blank.rows):
        _write_row(sheet, blank.form, first + offset, offset + 1, unit.full_name_vi)
    last = first + len(blank.rows) - 1
    _write_total(sheet, blank.form, last + 1, first)
    _validate(sheet, blank.form, first, last)
    sheet.freeze_panes = f"C{first}"
    sheet.protection.sheet = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW + depth}"


def _write_facts(sheet: Worksheet, table: Table, blank: Blank) -> None:
    sheet["A1"], sheet["A2"] = blank.form.title, table.title
    sheet["A1"].font, sheet["A2"].font = Font(bold=True, size=14), Font(bold=True)
    facts: list[tuple[str, str | int]] = [
        (_say("unit"), f"{blank.unit.code} – {blank.unit.full_name_vi}"),
        (_say("year"), blank.year),
    ]
    facts += [(_say("standard"), blank.standard.name_vi)] if blank.standard else []
    for row, (label, value) in enumerate(facts, 3):
        sheet.cell(row, 1, label)
        sheet.cell(row, 3, value).font = Font(bold=True)


def _write_heading(sheet: Worksheet, form: Form) -> int:
    """Write the levels of the heading with merged cells, then the numbers of the columns."""
    columns = _printed(form)
    depth = max(len(column.heading) for column in columns)
    for index, column in enumerate(columns, 1):
        for level in range(depth):
            text = column.heading[level] if level < len(column.heading) else None
            same = index > 1 and level == 0 and depth > 1 and columns[index - 2].heading[0] == text
            cell: Any = sheet.cell(HEADING_ROW + level, index)
            cell.value = None if same else text
            cell.font, cell.fill, cell.border, cell.alignment = (
                Font(bold=True),
                _HEAD,
                _BOX,
                _CENTRED,
            )
        number: Any = sheet.cell(HEADING_ROW + depth, index, index)
        number.border, number.alignment, number.font = _BOX, _CENTRED, Font(italic=True, size=9)
        _explain(sheet.cell(HEADING_ROW + len(column.heading) - 1, index), column)
        sheet.column_dimensions[column_letters(index)].width = _WIDTHS.get(column.code, 13)
    sheet.row_dimensions[HEADING_ROW + depth - 1].height = 36
    _merge(sheet, columns, depth)
    return depth


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


def _write_row(sheet: Worksheet, form: Form, row: int, order: int, name: str) -> None:
    letters = letters_of(form)
    cells = {code: f"{letter}{row}" for code, letter in letters.items()}
    for index, column in enumerate(_printed(form), 1):
        cell: Any = sheet.cell(row, index)
        cell.border = _BOX
        if column.code == "order":
            cell.value = order
        elif column.code == "unit":
            cell.value = name
        elif column.formula:
            cell.value, cell.fill = "=" + column.formula.format(**cells), _LOCKED
        else:
            cell.protection = _FREE
        cell.number_format = "0.00" if column.kind == "rate" else "#,##0"


def _write_total(sheet: Worksheet, form: Form, row: int, first: int) -> None:
    letters = letters_of(form)
    cells = {code: f"{letter}{row}" for code, letter in letters.items()}
    for index, column in enumerate(_printed(form), 1):
        cell: Any = sheet.cell(row, index)
        cell.border, cell.fill, cell.font = _BOX, _LOCKED, Font(bold=True)
        letter = letters[column.code]
        if column.code == "unit":
            cell.value = _say("total")
        elif column.adds_up:
            cell.value = f"=SUM({letter}{first}:{letter}{row - 1})"
        elif column.formula:
            cell.value = "=" + column.formula.format(**cells)
        cell.number_format = "0.00" if column.kind == "rate" else "#,##0"


def _validate(sheet: Worksheet, form: Form, first: int, last: int) -> None:
    """Let Excel refuse what the intake would refuse; unit names come from a list."""
    letters = letters_of(form)
    names = DataValidation("list", formula1=f"=$B${first}:$B${last}", allow_blank=False)
    names.add(f"{letters['unit']}{first}:{letters['unit']}{last}")
    sheet.add_data_validation(names)
    for column in _printed(form):
        if column.is_number and not column.formula:
            lowest = "0" if column.kind == "count" else "-100000000"
            rule = DataValidation(
                "whole", operator="between", formula1=lowest, formula2="100000000"
            )
            rule.error, rule.errorTitle = _say("whole_number"), _say("author")
            rule.prompt, rule.promptTitle = column.note[:250], column.heading[-1][:30]
            rule.showErrorMessage = rule.showInputMessage = True
            rule.add(f"{letters[column.code]}{first}:{letters[column.code]}{last}")
            sheet.add_data_validation(rule)


def _write_checks(sheet: Worksheet, blank: Blank) -> None:
    """One line for each row and rule: a formula that says whether it holds."""
    sheet.append(
        [_say("check_sheet"), _say("check_unit"), _say("check_rule"), _say("check_result")]
    )
    letters = letters_of(blank.form)
    first = HEADING_ROW + max(len(c.heading) for c in _printed(blank.form)) + 1
    for table in blank.form.tables:
        for row, unit in enumerate(blank.rows, first):
            for check in (c for c in blank.form.checks if c.rule == "at_most"):
                part, whole = (
                    f"'{table.sheet}'!{letters[c]}{row}" for c in (check.result, check.plus[0])
                )
                names = (
                    " / ".join(blank.form.column(c).heading) for c in (check.result, check.plus[0])
                )
                result = f'=IF({part}<={whole},"{_say("holds")}","{_say("fails")}")'
                sheet.append([table.sheet, unit.full_name_vi, " ≤ ".join(names), result])
    for cell in sheet[1]:
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _BOX
    for letter, width in zip("ABCD", (18, 30, 62, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True
