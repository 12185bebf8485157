"""Exports an executed notebook as a Word file to edit: the words and numbers of the page."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section, _Footer, _Header
from docx.shared import Mm
from nbformat import NotebookNode

from analysis.export.document import Document
from analysis.export.exporter import BriefingExporter
from analysis.export.fragments import fragments, has_title
from analysis.export.markdown import markdown_html
from analysis.export.word_body import WordBody
from analysis.export.word_official import dress_formally
from analysis.export.word_style import dress
from analysis.export.word_text import write_field
from analysis.locale import message

EARLIEST_YEAR = 1980
"""The year in which the time of a ZIP archive begins."""


class BriefingDOCXExporter(BriefingExporter):
    """nbconvert exporter ``briefing_docx``: outputs and text of a notebook, to edit in Word."""

    export_from_notebook = "Briefing (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ending = "docx"

    def content(self, notebook: NotebookNode, document: Document) -> bytes:
        """Bytes of the file, the same for the same notebook."""
        word = docx.Document()
        dress(word, document)
        if document.is_administrative:
            dress_formally(word)
        _set_page(word.sections[0], document)
        _write(word, notebook, document)
        return _packed(word, document)


def _write(word: WordDocument, notebook: NotebookNode, document: Document) -> None:
    body = WordBody(word)
    pieces = list(fragments(notebook))
    if not has_title(pieces):
        word.add_heading(document.title, level=1)
    for piece in pieces:
        if piece.kind == "html":
            body.write_verbatim(piece.text)
        else:
            body.write_html(markdown_html(piece.text) if piece.kind == "markdown" else piece.html)
    body.write_figures_behind(message("export.figures_behind", document.language))


def _set_page(section: Section, document: Document) -> None:
    """A4 with the margins of Decree 30/2020; the number of the page on top from the second."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = "Page Number Line"
    write_field(number, "PAGE")
    _mark(section.header, document)
    _mark(section.first_page_header, document)
    _date(section.footer, document)
    _date(section.first_page_footer, document)


def _mark(header: _Header, document: Document) -> None:
    """Say on every page what must not be overlooked: a draft, made-up figures."""
    if document.marks:
        last = header.paragraphs[-1]
        line = header.add_paragraph() if last.runs else last
        line.style = "Mark"
        line.add_run(" · ".join(document.marks))


def _date(footer: _Footer, document: Document) -> None:
    line = footer.paragraphs[0]
    line.style = "Small Print"
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.add_run(document.data_date)


def _packed(word: WordDocument, document: Document) -> bytes:
    """Bytes of the file with the document's moment in place of the clock's."""
    raw, packed = io.BytesIO(), io.BytesIO()
    word.save(raw)
    moment = document.dated.timetuple()[:6]
    dated = moment if moment[0] >= EARLIEST_YEAR else (EARLIEST_YEAR, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, dated)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
