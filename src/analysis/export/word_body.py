"""The pieces of a page as paragraphs, tables and pictures of Word, read from their HTML form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from xml.etree import ElementTree as ET

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from analysis.export.theme import LIGHT
from analysis.export.typesetting import drawing_png
from analysis.export.word_official import write_official
from analysis.export.word_table import Cell, cells_of, fill_table
from analysis.export.word_text import AFTER_BORDERS, draw_border, words_of, write_words
from analysis.markup import plain

LINE_MM = 165.0
"""Width of a line between the margins."""
DRAWING_CM = 16.5
"""Width that figures are drawn for."""
CARDS_A_ROW = 4
_SMALLER = {"Normal": "Small Print", "List Bullet": "Small List Bullet"}
"""Styles of what stands in small print."""

_SVG = "{http://www.w3.org/2000/svg}svg"
_INLINE = frozenset(
    ("a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup")
)
_SKIPPED = frozenset(("summary", "script", "style", "template", "button", "input", "select"))


class WordBody:
    """Writes pieces of a page to the end of a Word document.

    Parameters
    ----------
    document : docx.document.Document
        Document with the styles of a briefing.
    """

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._figures: list[tuple[str, ET.Element]] = []
        self._style_id = cache(self._found_style_id)

    def write_html(self, html: str) -> None:
        """Write markup made by this package; what it does not know becomes paragraphs."""
        lines = "\n".join(plain(line) for line in html.splitlines())
        self._blocks(ET.fromstring(f"<div>{lines}</div>"))  # noqa: S314  made by this package

    def write_verbatim(self, text: str) -> None:
        """Write words of another package as they stand, line by line."""
        for line in text.rstrip("\n").split("\n"):
            self._add("Verbatim", plain(line))

    def write_figures_behind(self, heading: str) -> None:
        """Write the tables behind the drawings, which a screen folds away, under a heading."""
        if self._figures:
            self._document.add_heading(heading, level=2)
        for words, table in self._figures:
            self._add("Caption", words)
            self._grid([cells_of(row) for row in table.iter("tr")], words)

    def _add(self, style: str, words: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph(words)
        paragraph._p.style = self._style_id(style)
        return paragraph

    def _found_style_id(self, name: str) -> str | None:
        """Identifier of a paragraph style: looked up once, which takes longer than to write."""
        found: str | None = self._document.part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
        return found

    def _blocks(self, parent: ET.Element) -> None:
        """Write each child; words between blocks become paragraphs of their own."""
        for child in _with_loose_words_wrapped(parent):
            self._block(child)

    def _block(self, element: ET.Element) -> None:
        classes = element.get("class", "").split()
        tag = element.tag
        is_hidden = tag in _SKIPPED or "narrow" in classes
        if is_hidden or write_official(self._document, element, classes):
            return
        if re.fullmatch("h[1-6]", tag):
            self._paragraph(element, f"Heading {tag[1]}")
        elif tag in ("p", "dt", "dd", "figcaption", "caption"):
            self._paragraph(element, _style_of(tag, classes))
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "pre":
            self.write_verbatim("".join(element.itertext()))
        elif tag == _SVG:
            self._drawing(element)
        elif tag == "figure":
            self._figure(element)
        elif "note" in classes:
            self._note(element, classes)
        elif "table-notes" in classes:
            self._small_print(element)
        elif "key-figures" in classes:
            self._cards(element)
        elif "facts" in classes:
            self._facts(element)
        else:
            self._blocks(element)

    def _paragraph(self, element: ET.Element, style: str) -> None:
        if words_of(element):
            write_words(self._add(style), element)

    def _list(self, element: ET.Element) -> None:
        """Items; the numbers of an ordered list are words, so that each list starts at one."""
        for number, item in enumerate(element.iterfind("li"), start=1):
            if element.tag == "ul":
                style = "List" if element.get("class") == "signed" else "List Bullet"
                paragraph = self._add(style)
            else:
                paragraph = self._add("List", f"{number}. ")
            write_words(paragraph, item)

    def _table(self, element: ET.Element) -> None:
        caption = element.find("caption")
        words = words_of(caption) if caption is not None else ""
        if caption is not None:
            self._paragraph(caption, "Caption")
        self._grid([cells_of(row) for row in element.iter("tr")], words)

    def _grid(self, rows: Sequence[Sequence[Cell]], words: str) -> None:
        if rows and rows[0]:
            table = self._document.add_table(len(rows), len(rows[0]))
            fill_table(table, rows, words, LINE_MM)
            self._gap()

    def _cards(self, element: ET.Element) -> None:
        """Key figures: a table whose head names them and whose one row says them."""
        cards = list(element.iterfind("div"))
        self._gap()
        for start in range(0, len(cards), CARDS_A_ROW):
            group = cards[start : start + CARDS_A_ROW]
            head = [Cell(tuple(card.iterfind("dt")), is_head=True) for card in group]
            said = [Cell(tuple(card.iterfind("dd"))) for card in group]
            names = "; ".join(words_of(line) for cell in head for line in cell.lines)
            self._grid([head, said], names)

    def _facts(self, element: ET.Element) -> None:
        facts = [[words_of(part) for part in pair] for pair in element]
        words = " · ".join(f"{label}: {value}" for label, value in facts)
        self._add("Small Print", words)

    def _small_print(self, element: ET.Element) -> None:
        for paragraph in self._new_paragraphs(element):
            if paragraph.style is not None and paragraph.style.name in _SMALLER:
                paragraph.style = _SMALLER[paragraph.style.name]

    def _new_paragraphs(self, element: ET.Element) -> list[Paragraph]:
        """Write the pieces inside an element and tell which paragraphs they became."""
        before = len(self._document.paragraphs)
        self._blocks(element)
        return self._document.paragraphs[before:]

    def _note(self, element: ET.Element, classes: Sequence[str]) -> None:
        tone = next((name for name in classes if f"{name}-fill" in LIGHT), "info")
        for paragraph in self._new_paragraphs(element):
            _set_apart(paragraph, LIGHT[f"{tone}-ink"], LIGHT[f"{tone}-fill"])
        self._gap()

    def _gap(self) -> None:
        self._add("After Table")

    def _figure(self, element: ET.Element) -> None:
        caption = element.find("figcaption")
        for folded in element.findall("details"):
            words = "" if caption is None else words_of(caption)
            self._figures += [(words, table) for table in folded.iter("table")]
            element.remove(folded)
        self._blocks(element)

    def _drawing(self, element: ET.Element) -> None:
        words = element.get("aria-label", "")
        picture = drawing_png(ET.tostring(element, encoding="unicode"), DRAWING_CM)
        shape = self._document.add_picture(io.BytesIO(picture), width=Cm(DRAWING_CM))
        shape._inline.docPr.set("descr", words)


def _with_loose_words_wrapped(parent: ET.Element) -> Iterator[ET.Element]:
    """Children of a block, where runs of words and inline elements stand in paragraphs."""
    loose = ET.Element("p")
    loose.text = parent.text
    for child in parent:
        tail, child.tail = child.tail, None
        if child.tag in _INLINE:
            child.tail = tail
            loose.append(child)
            continue
        yield loose
        yield child
        loose = ET.Element("p")
        loose.text = tail
    yield loose


def _style_of(tag: str, classes: Sequence[str]) -> str:
    if "kicker" in classes:
        return "Kicker"
    if "note-title" in classes:
        return "Note Title"
    return "Caption" if tag in ("figcaption", "caption") else "Normal"


def _set_apart(paragraph: Paragraph, ink: str, fill: str) -> None:
    """Draw a line beside a paragraph and shade it."""
    draw_border(paragraph, "left", size=24, space=8, color=ink[1:])
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill[1:])):
        shade.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(shade, *AFTER_BORDERS[1:])
