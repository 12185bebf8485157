"""Small text files that name the edition to read, so that moving to a new one is one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LATEST = "latest"
"""Names the latest complete edition."""

INCOMPLETE = "incomplete"
"""Names a later edition that lacks reports; there is none after a complete run."""


def read_pointer(dataset: Path, name: str) -> str | None:
    """Name of the edition that a pointer of a data set's folder names, if it is there."""
    path = dataset / name
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def published_editions(output: Path) -> Iterator[tuple[Path, bool]]:
    """Folders of all editions below an output folder, each with whether it is the latest."""
    for checksums in sorted(output.glob("*/*/SHA256SUMS")):
        folder = checksums.parent
        yield folder, folder.name == read_pointer(folder.parent, LATEST)
