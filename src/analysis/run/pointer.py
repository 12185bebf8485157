"""Small text files that name the edition to read, so that moving to a new one is one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LATEST = "latest"
"""Names the latest complete edition: that of the latest day of knowledge, and of several of one
day the last that was made."""

INCOMPLETE = "incomplete"
"""Names an edition of that day or a later one that lacks reports; a complete one ends it."""

UNFINISHED = "_incomplete"
"""Ending of the name of every edition that lacks reports."""


def read_pointer(dataset: Path, name: str) -> str | None:
    """Name of the edition that a pointer of a data set's folder names, if it is there."""
    path = dataset / name
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def day_of(edition: str) -> str:
    """Day of knowledge that begins the name of an edition, ``YYYY-MM-DD``: later days sort last."""
    return edition.partition("_")[0]


def is_of_earlier_day(edition: str, dataset: Path) -> bool:
    """Whether a pointer of a data set's folder names an edition of a later day than this one.

    Such a snapshot of the past is published and listed, but nobody is sent to it unasked. One that
    lacks reports does not end the complete ones' pointer, so for a complete edition `LATEST` alone
    counts. A pointer to a folder that is gone holds nothing back.
    """
    pointers = (LATEST, INCOMPLETE) if edition.endswith(UNFINISHED) else (LATEST,)
    named = [name for pointer in pointers if (name := read_pointer(dataset, pointer))]
    return any(day_of(edition) < day_of(name) for name in named if (dataset / name).is_dir())


def published_editions(output: Path) -> Iterator[tuple[Path, bool]]:
    """Folders of all editions below an output folder, each with whether it is the latest."""
    for checksums in sorted(output.glob("*/*/SHA256SUMS")):
        folder = checksums.parent
        yield folder, folder.name == read_pointer(folder.parent, LATEST)
