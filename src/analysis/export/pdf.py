"""Exports an executed notebook as a briefing in PDF: archival, tagged, the same bytes each time."""

from __future__ import annotations

from functools import cache
from importlib import resources as package_resources

from nbformat import NotebookNode

from analysis.export.document import Attachment, Document
from analysis.export.exporter import BriefingExporter
from analysis.export.fragments import Fragment, fragments, has_title
from analysis.export.markdown import markdown_typst, verbatim_typst
from analysis.export.theme import FORMAL, LIGHT, typst_theme
from analysis.export.typesetting import compile_pdf
from analysis.locale import message
from analysis.markup import typst_array, typst_bytes, typst_string

TEMPLATES = ("prelude", "administrative")
"""Files of Typst functions, in the order in which they build on each other."""


class BriefingPDFExporter(BriefingExporter):
    """nbconvert exporter ``briefing_pdf``: outputs and text of a notebook on A4, without code."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"
    ending = "pdf"

    def content(self, notebook: NotebookNode, document: Document) -> bytes:
        """Bytes of the PDF."""
        return compile_pdf(typst_source(notebook, document), document.dated)


def typst_source(notebook: NotebookNode, document: Document) -> str:
    """Whole document in Typst: colours, functions, page, and the notebook's pieces in order."""
    pieces = list(fragments(notebook))
    body = "\n\n".join(map(_piece, pieces))
    if not has_title(pieces):
        body = f"#masthead({typst_string(document.title)})\n\n{body}"
    attached = map(_attached, document.attachments)
    theme = typst_theme(FORMAL if document.is_administrative else LIGHT)
    return "\n".join([theme, *_templates(), _page(document), *attached, body])


def _piece(fragment: Fragment) -> str:
    if fragment.kind == "markdown":
        return markdown_typst(fragment.text)
    return fragment.typst if fragment.kind == "typst" else verbatim_typst(fragment.text)


def _attached(attachment: Attachment) -> str:
    return (
        f"#pdf.attach({typst_string(attachment.name)}, {typst_bytes(attachment.text)}, "
        f'relationship: "data", mime-type: {typst_string(attachment.media_type)}, '
        f"description: {typst_string(attachment.description)})"
    )


def _page(document: Document) -> str:
    pages = message("export.page", document.language, page="{page}", pages="{pages}")
    day = document.dated
    return (
        f"#show: {document.layout}.with(title: {typst_string(document.title)}, "
        f"language: {typst_string(document.language)}, "
        f"unit-name: {typst_string(document.unit_name)}, author: {typst_string(document.author)}, "
        f"marks: {typst_array(map(typst_string, document.marks))}, "
        f"watermark: {typst_string(document.watermark)}, "
        f"data-date: {typst_string(document.data_date)}, page-words: {typst_string(pages)}, "
        f"dated: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
    )


@cache
def _templates() -> tuple[str, ...]:
    folder = package_resources.files(__package__).joinpath("templates")
    return tuple(folder.joinpath(f"{name}.typ").read_text("utf-8") for name in TEMPLATES)
