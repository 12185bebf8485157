"""The head, title, end and appendices of Decree 30/2020/NĐ-CP in a Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from analysis.export.word_text import draw_border, words_of

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
BODY_INDENT = Mm(10)
HANGING = Mm(5)
HEAD_WIDTHS = (Mm(64), Mm(101))
END_WIDTHS = (Mm(82), Mm(83))
SIGNATURE_POINTS = 90


def dress_formally(word: WordDocument) -> None:
    """Justify and indent the text, and set the headings in the size of the decree."""
    derived = [
        style
        for style in word.styles
        if getattr(style, "base_style", None) is not None
        and style.base_style.name == "Normal"
        and hasattr(style, "paragraph_format")
    ]
    for style in derived:
        style.paragraph_format.first_line_indent = Mm(0)
        if style.paragraph_format.alignment is None:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    body = word.styles["Normal"].paragraph_format
    body.alignment, body.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, BODY_INDENT
    for name in ("List", "List Bullet"):
        items = word.styles[name].paragraph_format
        items.left_indent, items.first_line_indent = BODY_INDENT + HANGING, -HANGING
        items.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    word.styles["Caption"].paragraph_format.alignment = CENTRE
    for name, points in (("Heading 1", 14), ("Heading 2", 14), ("Heading 3", 13)):
        word.styles[name].font.size = Pt(points)
    word.styles["Heading 1"].paragraph_format.alignment = CENTRE
    word.styles["Heading 1"].paragraph_format.space_before = Pt(0)


def write_official(word: WordDocument, element: ET.Element, classes: Sequence[str]) -> bool:
    """Write a part of the decree's form to the end of a document.

    Returns
    -------
    bool
        Whether the element was one.
    """
    writer = next((_WRITERS[name] for name in classes if name in _WRITERS), None)
    if writer is not None:
        writer(word, element)
    return writer is not None


def _head(word: WordDocument, element: ET.Element) -> None:
    """Two columns without borders: the issuer on the left, the nation on the right."""
    table = _two_columns(word, 2, HEAD_WIDTHS)
    for cell, part in zip((c for row in table.rows for c in row.cells), element, strict=True):
        for line in _first_then_added(cell, part.findall("p")):
            _head_line(*line)
    word.add_paragraph(style="After Table")


def _two_columns(word: WordDocument, rows: int, widths: tuple[Length, Length]) -> Table:
    """Table without borders, with widths that every program keeps."""
    table: Table = word.add_table(rows, 2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _head_line(paragraph: Paragraph, line: ET.Element) -> None:
    classes = line.get("class", "").split()
    is_capital = "issuer" in classes or "nation" in classes
    words = words_of(line).upper() if is_capital else words_of(line)
    run = _say(paragraph, words, points=12 if is_capital or "remark" in classes else 13)
    run.bold = bool({"body", "nation", "motto"} & set(classes))
    run.italic = bool({"date", "remark"} & set(classes))
    if "body" in classes or "motto" in classes:
        _rule_after(paragraph, side=Mm(22) if "body" in classes else Mm(20))


def _title(word: WordDocument, element: ET.Element) -> None:
    kind, subject = element.find("p"), element.find("h1")
    paragraph = word.add_paragraph()
    _say(paragraph, _words(kind).upper(), points=14).bold = True
    heading = word.add_heading(_words(subject), level=1)
    _rule_after(heading, side=Mm(55))


def _closing(word: WordDocument, element: ET.Element) -> None:
    """Last line of the report, which no page leaves behind."""
    word.add_paragraph(words_of(element)).paragraph_format.keep_with_next = True


def _end(word: WordDocument, element: ET.Element) -> None:
    left, right = _two_columns(word, 1, END_WIDTHS).rows[0].cells
    label = _say(left.paragraphs[0], _words(element.find("div/p")), points=12, centre=False)
    label.bold = label.italic = True
    for item in element.iter("li"):
        _say(left.add_paragraph(), f"- {words_of(item)}", points=11, centre=False)
    _say(right.paragraphs[0], _words(element.find("p")), points=11).italic = True
    right.paragraphs[0].paragraph_format.space_after = Pt(SIGNATURE_POINTS)


def _appendix(word: WordDocument, element: ET.Element) -> None:
    heading = word.add_heading(level=2)
    title = element.find("h2")
    number = (title.text or "") if title is not None else ""
    run = heading.add_run(number)
    run.add_break()
    heading.add_run(_words(element.find("h2/span")).upper())
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.alignment = CENTRE
    _say(word.add_paragraph(), _words(element.find("p")), points=12).italic = True


_WRITERS: dict[str, Callable[[WordDocument, ET.Element], None]] = {
    "official-head": _head,
    "official-title": _title,
    "official-closing": _closing,
    "official-end": _end,
    "official-appendix": _appendix,
}


def _words(element: ET.Element | None) -> str:
    return "" if element is None else words_of(element)


def _first_then_added(
    cell: _Cell, lines: Sequence[ET.Element]
) -> list[tuple[Paragraph, ET.Element]]:
    """Pair each line with a paragraph of the cell, which begins with one."""
    return [
        (cell.paragraphs[0] if index == 0 else cell.add_paragraph(), line)
        for index, line in enumerate(lines)
    ]


def _say(paragraph: Paragraph, words: str, *, points: float, centre: bool = True) -> Run:
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = Mm(0), Pt(2), 1.0
    form.alignment = CENTRE if centre else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(words)
    run.font.size = Pt(points)
    return run


def _rule_after(paragraph: Paragraph, side: Length) -> None:
    """Draw the decree's short rule below a paragraph, drawn in from both sides."""
    rule = Paragraph(OxmlElement("w:p"), paragraph._parent)
    paragraph._p.addnext(rule._p)
    form = rule.paragraph_format
    form.left_indent = form.right_indent = side
    form.first_line_indent, form.space_after, form.line_spacing = Mm(0), Pt(4), Pt(4)
    draw_border(rule, "top", size=6, space=1, color="000000")
