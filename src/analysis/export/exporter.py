"""What the exporters share: a notebook is checked, its document read, and a file made of it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from analysis.export.document import Document
from analysis.export.fragments import check_executed


class BriefingExporter(Exporter):
    """nbconvert exporter of outputs and text without code; each kind of file is a subclass."""

    ending = ""
    """Ending of the file's name."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return f".{self.ending}"

    def from_notebook_node(  # type: ignore[override]  # nbconvert types the notebook, not the page
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str | bytes, Any]:
        """Make the file of an executed notebook.

        Raises
        ------
        NotebookNotReadyError
            If a code cell was not run or failed.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources["metadata"]["name"]
        document = Document.from_notebook(notebook, name)
        check_executed(notebook, name, document.language)
        return self.content(notebook, document), resources

    @abstractmethod
    def content(self, notebook: NotebookNode, document: Document) -> str | bytes:
        """Text or bytes of the file."""
