"""What a document says of itself: title, language, data date, whether it is a draft."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from analysis.locale import LANGUAGES, Formatter, message
from analysis.markup import MIME_DATA, plain

LAYOUTS = ("briefing", "administrative")
"""How a document is set: as a page for leaders, or in the form of Decree 30/2020/NĐ-CP."""

_FIRST_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Attachment:
    """A file of text inside a document, for machines.

    Parameters
    ----------
    name : str
        File name.
    text : str
        Its content.
    media_type : str
        MIME type, such as ``text/csv``.
    description : str
        What it holds, in the language of the document.
    """

    name: str
    text: str
    media_type: str
    description: str = ""


@dataclass(frozen=True)
class Document:
    """A document's own data, as its outputs give them.

    Parameters
    ----------
    title : str
        Title of the document.
    language : str
        One of `LANGUAGES`.
    unit_name : str
        Territory the document is about; blank if it is about none.
    as_of : date or None
        Day up to which figures were known.
    is_draft : bool
        Whether the document is still to be approved.
    is_demo : bool
        Whether its figures are made up to show the workbook.
    author : str
        Body that issues the document; blank if not stated.
    layout : str
        One of `LAYOUTS`.
    attachments : tuple of Attachment
        Data that go with the document.
    """

    title: str
    language: str
    unit_name: str = ""
    as_of: dt.date | None = None
    is_draft: bool = False
    is_demo: bool = False
    author: str = ""
    layout: str = LAYOUTS[0]
    attachments: tuple[Attachment, ...] = ()

    @classmethod
    def from_notebook(cls, notebook: NotebookNode, name: str) -> Document:
        """Gather what the outputs of a notebook say; a foreign notebook is titled by itself.

        Parameters
        ----------
        notebook : NotebookNode
            Executed notebook.
        name : str
            Name of its file, the title of last resort.
        """
        stated = _stated(notebook)
        language, layout = stated.get("language"), stated.get("layout")
        as_of = stated.get("as_of")
        return cls(
            title=plain(str(stated.get("title") or _written_title(notebook) or name)),
            language=language if language in LANGUAGES else LANGUAGES[0],
            unit_name=plain(str(stated.get("unit_name") or "")),
            as_of=dt.date.fromisoformat(as_of) if as_of else None,
            is_draft=bool(stated.get("draft")),
            is_demo=bool(stated.get("demo")),
            author=plain(str(stated.get("author") or "")),
            layout=layout if layout in LAYOUTS else LAYOUTS[0],
            attachments=tuple(
                Attachment(**fields)
                for data in _data_of_outputs(notebook)
                for fields in data.get("attachments", ())
            ),
        )

    @property
    def is_administrative(self) -> bool:
        """Whether it is set in the form of Decree 30/2020/NĐ-CP."""
        return self.layout == "administrative"

    @property
    def marks(self) -> list[str]:
        """What must not be overlooked, in the reader's language: a draft, made-up figures."""
        draft = [message("export.mark.draft", self.language)] if self.is_draft else []
        return [*draft, self.watermark] if self.is_demo else draft

    @property
    def watermark(self) -> str:
        """Words across every page of made-up figures; blank on real ones."""
        return message("export.mark.demo", self.language) if self.is_demo else ""

    @property
    def data_date(self) -> str:
        """Sentence that dates the figures; blank where no output says it."""
        if self.as_of is None:
            return ""
        day = Formatter(self.language).date(self.as_of)
        return message("export.data_date", self.language, date=day)

    @property
    def dated(self) -> dt.datetime:
        """Moment written into the file, the same whenever the same document is made again.

        ``SOURCE_DATE_EPOCH`` if set (reproducible-builds.org), else the data date; only a
        notebook that states neither carries the moment of export.
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        if self.as_of:
            return dt.datetime.combine(self.as_of, dt.time(), dt.UTC)
        return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _stated(notebook: NotebookNode) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for data in _data_of_outputs(notebook):
        merged.update(data.get("report") or {})
        merged.update(data.get("form") or {})
    return merged


def _data_of_outputs(notebook: NotebookNode) -> Iterator[Mapping[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get(MIME_DATA) or {}


def _written_title(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        match = _FIRST_HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if match:
            return str(match[1])
    return ""
