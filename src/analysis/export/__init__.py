"""Turns an executed notebook into a file to hand on; knows pages, nothing of the subject."""

from analysis.export.docx import BriefingDOCXExporter
from analysis.export.fragments import NotebookNotReadyError
from analysis.export.html import BriefingHTMLExporter
from analysis.export.pdf import BriefingPDFExporter

__all__ = [
    "BriefingDOCXExporter",
    "BriefingHTMLExporter",
    "BriefingPDFExporter",
    "NotebookNotReadyError",
]
