"""What a notebook cell shows: one value with an HTML form, a PDF form and plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.markup import MIME_DATA, MIME_TYPST

__all__ = ["MIME_DATA", "MIME_TYPST", "Element"]


@dataclass(frozen=True)
class Element:
    """A finished piece of a page.

    Parameters
    ----------
    html : str
        Self-contained markup without script; classes come from the exporter's stylesheet.
    typst : str
        The same piece in Typst markup, using the functions of the exporter's prelude.
    text : str
        The same piece in plain words (for a terminal, and for those who cannot see it).
    data : mapping, optional
        What a machine needs of it (the summary of a report); JSON-serialisable.
    """

    html: str
    typst: str
    text: str
    data: Mapping[str, object] = field(default_factory=dict)

    def __add__(self, other: Element) -> Element:
        return Element(
            html=self.html + "\n" + other.html,
            typst=self.typst + "\n\n" + other.typst,
            text=self.text + "\n\n" + other.text,
            data={**self.data, **other.data},
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        bundle: dict[str, object] = {
            "text/plain": self.text,
            "text/html": self.html,
            MIME_TYPST: self.typst,
        }
        return {**bundle, MIME_DATA: dict(self.data)} if self.data else bundle
