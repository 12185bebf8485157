"""What of an executed notebook goes onto the page, in order; code and notes to analysts stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode

from analysis.errors import ParameterError, Problem
from analysis.locale import message
from analysis.markup import MIME_TYPST

ANALYST_TAG = "analyst"
"""Markdown cells with this tag speak to who edits the notebook and are left out."""
SKIPPED_TAG = "skip-execution"

MIME_HTML = "text/html"
MIME_PLAIN = "text/plain"


class NotebookNotReadyError(ParameterError, ConversionException):
    """The notebook was not executed, or a cell of it failed."""


@dataclass(frozen=True)
class Fragment:
    """One piece of the page.

    Parameters
    ----------
    kind : {"markdown", "typst", "html"}
        ``"typst"`` is made by this package and has both forms; ``"html"`` is made by another.
    html, typst, text : str
        The forms the piece has; the source of a markdown cell is its text.
    """

    kind: Literal["markdown", "typst", "html"]
    text: str
    html: str = ""
    typst: str = ""


def fragments(notebook: NotebookNode) -> Iterator[Fragment]:
    """Markdown cells and outputs that have an HTML form, as they follow each other."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and ANALYST_TAG not in _tags(cell):
            yield Fragment("markdown", cell.source)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if MIME_HTML in data:
                yield Fragment(
                    kind="typst" if MIME_TYPST in data else "html",
                    text=data.get(MIME_PLAIN, ""),
                    html=data[MIME_HTML],
                    typst=data.get(MIME_TYPST, ""),
                )


def has_title(pieces: Iterable[Fragment]) -> bool:
    """Whether a piece of the page is its title, so that the document's own need not stand there."""
    return any("<h1" in piece.html or piece.text.startswith("# ") for piece in pieces)


def check_executed(notebook: NotebookNode, name: str, language: str) -> None:
    """Refuse a notebook whose page would be missing something.

    Parameters
    ----------
    notebook : NotebookNode
        Notebook to export.
    name : str
        Its name, for the message.
    language : str
        Language of the message.

    Raises
    ------
    NotebookNotReadyError
        If a code cell was not run, or ended in an error.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                problem = message(
                    "export.error.failed",
                    language,
                    cell=number,
                    error=output.ename,
                    detail=output.evalue,
                )
                raise NotebookNotReadyError([Problem(problem, where=name)])
        if cell.execution_count is None and SKIPPED_TAG not in _tags(cell):
            problem = message("export.error.not_executed", language, cell=number)
            raise NotebookNotReadyError([Problem(problem, where=name)])


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", ()))
