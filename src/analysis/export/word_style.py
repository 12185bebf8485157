"""Styles, language and properties of a Word document, as Decree 30/2020 asks for them."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from analysis.export.document import Document
from analysis.export.theme import LIGHT

FONT = "Times New Roman"
"""The decree's font; every office has it, and unlike in a PDF it need not be inside the file."""

BODY_POINTS = 13.0
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
WORD_2013 = "15"
"""What Word since 2013 takes as its own; without it a file opens in compatibility mode."""

_HEADINGS = {"Heading 1": 17.0, "Heading 2": 14.0, "Heading 3": 13.0, "Heading 4": 13.0}
_SMALL = {"Table Text": 10.5, "After Table": 6.0, "Small Print": 11.0, "Kicker": 12.0}


def dress(word: WordDocument, document: Document) -> None:
    """Set the styles, the language and the properties of a new document."""
    _set_properties(word, document)
    _set_language(word, LOCALES[document.language])
    _set_compatibility(word)
    for name in ("Normal", "List Bullet", "List", "Caption", *_HEADINGS):
        _set_font(word.styles[name])
    _set_body(word)
    _set_headings(word)
    _add_styles(word)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title
    properties.subject = document.unit_name
    properties.author = properties.last_modified_by = document.author
    properties.keywords = document.data_date
    properties.language = LOCALES[document.language]
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = document.dated.replace(tzinfo=None)


def _set_language(word: WordDocument, code: str) -> None:
    """Tell spell checkers and screen readers the language of every word."""
    for properties in word.styles.element.iter(qn("w:rPrDefault")):
        for language in properties.iter(qn("w:lang")):
            language.set(qn("w:val"), code)


def _set_compatibility(word: WordDocument) -> None:
    settings = word.settings.element
    compatibility = settings.find(qn("w:compat"))
    if compatibility is not None:
        mode = OxmlElement("w:compatSetting")
        mode.set(qn("w:name"), "compatibilityMode")
        mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
        mode.set(qn("w:val"), WORD_2013)
        compatibility.append(mode)


def _set_font(style: CharacterStyle) -> None:
    """Name the font for every kind of letter, in place of the template's theme."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _set_body(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    normal.font.size = Pt(BODY_POINTS)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    caption = word.styles["Caption"]
    caption.font.size = Pt(12)
    caption.font.bold = True
    caption.font.color.rgb = RGBColor(0, 0, 0)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(10)
    caption.paragraph_format.space_after = Pt(4)


def _set_headings(word: WordDocument) -> None:
    for name, points in _HEADINGS.items():
        style = word.styles[name]
        style.font.size = Pt(points)
        style.font.bold = True
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(14)
        style.paragraph_format.space_after = Pt(6)


def _add_styles(word: WordDocument) -> None:
    for name, points in _SMALL.items():
        style = _add(word, name, points)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    word.styles["Small Print"].paragraph_format.space_after = Pt(3)
    small_list = _add(word, "Small List Bullet", _SMALL["Small Print"])
    small_list.base_style = word.styles["List Bullet"]
    small_list.paragraph_format.space_after = Pt(2)
    title = _add(word, "Note Title", BODY_POINTS)
    title.font.bold = True
    title.paragraph_format.keep_with_next = True
    _add(word, "Verbatim", 10.0).font.name = "Courier New"
    number = _add(word, "Page Number Line", BODY_POINTS)
    number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.space_after = Pt(0)
    mark = _add(word, "Mark", 12.0)
    mark.font.bold = True
    mark.font.color.rgb = RGBColor.from_string(LIGHT["bad-ink"][1:])
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add(word: WordDocument, name: str, points: float) -> ParagraphStyle:
    style: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.font.size = Pt(points)
    return style
