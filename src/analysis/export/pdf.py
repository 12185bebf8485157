"""Exports an executed notebook as a briefing in PDF: archival, tagged, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from functools import cache
from importlib import resources as package_resources
from typing import Any

import typst
from matplotlib.ft2font import FT2Font
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from analysis.assets import FONT_DIRECTORY
from analysis.export.document import Document
from analysis.export.fragments import Fragment, check_executed, fragments
from analysis.export.markdown import markdown_typst, verbatim_typst
from analysis.export.theme import LIGHT, typst_theme
from analysis.locale import message
from analysis.markup import typst_array, typst_string

PDF_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""For the archive (fonts and colours inside, tagged) and for screen readers."""

REPLACEMENT = "□"
"""Stands for a character that the bundled fonts do not have."""


class BriefingPDFExporter(Exporter):
    """nbconvert exporter ``briefing_pdf``: outputs and text of a notebook on A4, without code."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # nbconvert types the notebook, not the page
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, Any]:
        """Make the PDF of an executed notebook.

        Raises
        ------
        NotebookNotReadyError
            If a code cell was not run or failed.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources["metadata"]["name"]
        document = Document.from_notebook(notebook, name)
        check_executed(notebook, name, document.language)
        return compile_pdf(typst_source(notebook, document), document.dated), resources


def typst_source(notebook: NotebookNode, document: Document) -> str:
    """Whole document in Typst: colours, functions, page, and the notebook's pieces in order."""
    body = "\n\n".join(map(_piece, fragments(notebook)))
    if "#masthead(" not in body and "#heading(level: 1" not in body:
        body = f"#masthead({typst_string(document.title)})\n\n{body}"
    return "\n".join([typst_theme(LIGHT), _prelude(), _page(document), body])


def compile_pdf(source: str, dated: dt.datetime) -> bytes:
    """PDF of a Typst document, in the bundled fonts alone.

    Parameters
    ----------
    source : str
        The document.
    dated : datetime
        Moment written into the file, in UTC.

    Raises
    ------
    RuntimeError
        In a process forked from one that has compiled before, where it would wait for ever.
    """
    if _home_process() != os.getpid():
        raise RuntimeError("the compiler's threads stay behind in a fork: first compile after it")
    pdf = _compiler().compile(
        printable(source).encode(), format="pdf", pdf_standards=PDF_STANDARDS, timestamp=dated
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the compiler returned no document")
    return pdf


def printable(text: str) -> str:
    """Text with what the bundled fonts lack replaced, so that one letter cannot stop a document.

    Examples
    --------
    >>> printable("Đakrông 漢")
    'Đakrông □'
    """
    lacking = {ord(letter) for letter in text} - _letters()
    return text.translate(
        {code: "" if unicodedata.category(chr(code)) == "Cf" else REPLACEMENT for code in lacking}
    )


def _piece(fragment: Fragment) -> str:
    if fragment.kind == "markdown":
        return markdown_typst(fragment.text)
    return fragment.typst if fragment.kind == "typst" else verbatim_typst(fragment.text)


def _page(document: Document) -> str:
    pages = message("export.page", document.language, page="{page}", pages="{pages}")
    day = document.dated
    return (
        f"#show: briefing.with(title: {typst_string(document.title)}, "
        f"language: {typst_string(document.language)}, "
        f"unit-name: {typst_string(document.unit_name)}, author: {typst_string(document.author)}, "
        f"marks: {typst_array(map(typst_string, document.marks))}, "
        f"watermark: {typst_string(document.watermark)}, "
        f"data-date: {typst_string(document.data_date)}, page-words: {typst_string(pages)}, "
        f"dated: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
    )


@cache
def _prelude() -> str:
    return package_resources.files(__package__).joinpath("templates/prelude.typ").read_text("utf-8")


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_DIRECTORY]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


@cache
def _home_process() -> int:
    return os.getpid()


@cache
def _letters() -> frozenset[int]:
    fonts = [FT2Font(path) for path in sorted(FONT_DIRECTORY.glob("*.[ot]tf"))]
    return frozenset({ord("\n")}.union(*(font.get_charmap() for font in fonts)))
