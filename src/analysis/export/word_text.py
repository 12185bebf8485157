"""Runs of words in a Word paragraph: emphasis, badges, links and fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from analysis.export.theme import LIGHT
from analysis.markup import LINK_SCHEMES, plain

AFTER_BORDERS = (
    "w:shd",
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)
"""What may follow the borders of a paragraph, in the order that the format asks for."""

_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class _Look:
    """How the words of a run look, and where they lead."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    tone: str = ""
    address: str = ""


def write_words(paragraph: Paragraph, element: ET.Element, *, bold: bool = False) -> None:
    """Write the words inside an element to the end of a paragraph."""
    for text, look in _pieces(element, _Look(bold=bold)):
        _write(paragraph, text, look)
    _trim(paragraph)


def write_field(paragraph: Paragraph, instruction: str) -> None:
    """Write a field that Word works out, such as the number of the page."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind == "shown":
            run.text = "2"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def draw_border(paragraph: Paragraph, side: str, *, size: int, space: int, color: str) -> None:
    """Draw a line on one side of a paragraph; `size` counts eighths of a point."""
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", color)):
        line.set(qn(f"w:{name}"), str(value))
    borders = OxmlElement("w:pBdr")
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def words_of(element: ET.Element) -> str:
    """Words inside an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _pieces(element: ET.Element, look: _Look) -> Iterator[tuple[str, _Look]]:
    if element.text:
        yield element.text, look
    for child in element:
        if child.tag == "br":
            yield "\n", look
        yield from _pieces(child, _look_of(child, look))
        if child.tail:
            yield child.tail, look


def _look_of(element: ET.Element, look: _Look) -> _Look:
    classes = element.get("class", "").split()
    if "badge" in classes:
        tone = next((name for name in classes if f"{name}-ink" in LIGHT), "")
        return replace(look, bold=True, tone=tone)
    if element.tag in ("strong", "b"):
        return replace(look, bold=True)
    if element.tag in ("em", "i"):
        return replace(look, italic=True)
    if element.tag == "code":
        return replace(look, code=True)
    address = element.get("href", "") if element.tag == "a" else ""
    return replace(look, address=address) if address.startswith(LINK_SCHEMES) else look


def _write(paragraph: Paragraph, text: str, look: _Look) -> None:
    words = text if text == "\n" else _SPACES.sub(" ", plain(text))
    run = paragraph.add_run(words)
    run.bold = look.bold or None
    run.italic = look.italic or None
    if look.code:
        run.font.name = "Courier New"
    if look.tone:
        run.font.color.rgb = RGBColor.from_string(LIGHT[f"{look.tone}-ink"][1:])
    if look.address:
        _lead_to(paragraph, run, look.address)


def _lead_to(paragraph: Paragraph, run: Run, address: str) -> None:
    run.underline = True
    run.font.color.rgb = RGBColor.from_string(LIGHT["accent"][1:])
    link = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    link.append(run._r)


def _trim(paragraph: Paragraph) -> None:
    """Drop the spaces around a paragraph, which markup leaves at its ends."""
    pieces = list(paragraph.iter_inner_content())
    if pieces and isinstance(pieces[0], Run):
        pieces[0].text = pieces[0].text.lstrip(" ")
    if pieces and isinstance(pieces[-1], Run):
        pieces[-1].text = pieces[-1].text.rstrip(" ")
