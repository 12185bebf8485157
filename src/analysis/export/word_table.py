"""Tables in a Word document: a caption, a head that repeats, and widths that fit the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row

from analysis.export.theme import LIGHT
from analysis.export.word_text import words_of, write_words

# Widths in letters of the size of tables.
_WIDEST = 34
_PADDING = 3
_LINE = 88
_BOLD_IS_WIDER = 5

TEXT_STYLE_ID = "TableText"
_SHORT = 14
"""Tables up to this many rows stay on one page."""


@dataclass(frozen=True)
class Cell:
    """What a cell shows: one or more lines of words, at the start or the end of the cell."""

    lines: tuple[ET.Element, ...]
    is_number: bool = False
    is_head: bool = False


def cells_of(row: ET.Element) -> list[Cell]:
    """Cells of an HTML row."""
    return [
        Cell(
            lines=(cell,),
            is_number="end" in cell.get("class", "").split() or "right" in cell.get("style", ""),
            is_head=cell.tag == "th" and cell.get("scope") != "row",
        )
        for cell in row
        if cell.tag in ("td", "th")
    ]


def fill_table(table: Table, rows: Sequence[Sequence[Cell]], words: str, width_mm: float) -> None:
    """Fill an empty table.

    Parameters
    ----------
    table : Table
        Table of the size of `rows`.
    rows : sequence of sequence of Cell
        Cells; the first row is the head.
    words : str
        What it shows, for those who cannot see it.
    width_mm : float
        Width of the line.
    """
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(rows, width_mm)
    _describe(table, words)
    for row, cells in zip(table.rows, rows, strict=True):
        _hold_together(row)
        for target, cell, width in zip(row.cells, cells, widths, strict=True):
            target.width = width
            _fill(target, cell)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    if len(rows) <= _SHORT:
        _keep_on_one_page(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _widths(rows: Sequence[Sequence[Cell]], width_mm: float) -> list[Length]:
    """Widths of the columns: a word stays whole before a line does."""
    columns = list(zip(*rows, strict=True))
    least = [max(_letters(cell, of_words=True) for cell in column) for column in columns]
    most = [min(max(map(_letters, column)), _WIDEST) for column in columns]
    wishes = [max(wish - word, 0) for wish, word in zip(most, least, strict=True)]
    spare = min(max(_LINE - sum(least) - _PADDING * len(columns), 0) / max(sum(wishes), 1), 1)
    letters = [word + _PADDING + wish * spare for word, wish in zip(least, wishes, strict=True)]
    return [Mm(width_mm * count / sum(letters)) for count in letters]


def _letters(cell: Cell, *, of_words: bool = False) -> int:
    """Length of the longest line, or of the longest word; a head may take two lines."""
    lines = [words_of(line) for line in cell.lines]
    word = max((len(word) for line in lines for word in line.split(" ")), default=0)
    line = max(map(len, lines), default=0)
    if cell.is_head:
        word += word // _BOLD_IS_WIDER
        line = max(word, line // 2)
    return word if of_words else line


def _fill(target: _Cell, cell: Cell) -> None:
    for index, line in enumerate(cell.lines):
        paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
        # By its identifier: looking a style up by name for each cell takes half of the time.
        paragraph._p.style = TEXT_STYLE_ID
        write_words(paragraph, line, bold=cell.is_head or line.get("class") == "value")
        if cell.is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cell.is_head:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", LIGHT["surface"][1:])):
            shade.set(qn(f"w:{name}"), value)
        target._tc.get_or_add_tcPr().append(shade)


def _describe(table: Table, words: str) -> None:
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), words)
        table._tbl.tblPr.append(element)


def _hold_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keep_on_one_page(table: Table) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
