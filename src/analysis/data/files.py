"""Bytes of the data directory: the only place of this layer that touches the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import local

from analysis.errors import DataError, Problem
from analysis.locale import message
from analysis.remote import is_url, pulled

DEFAULT_DIRECTORY = Path(__file__).resolve().parents[3] / "data"
"""The repository's own `data/`, found from where the package lies."""


class _State(local):
    """What this thread reads just now."""

    def __init__(self) -> None:
        self.is_reading = False


_STATE = _State()
_FAILED: list[None] = []


@contextmanager
def reading() -> Iterator[None]:
    """Read files of a data set: what a page takes from them is noted when it asks."""
    before, _STATE.is_reading = _STATE.is_reading, True
    try:
        yield
    except BaseException:
        _FAILED.append(None)
        raise
    finally:
        _STATE.is_reading = before


def is_reading() -> bool:
    """Whether the files opened now are those of a data set."""
    return _STATE.is_reading


def has_failed_to_read() -> bool:
    """Whether a data set could not be read in this process, so that nobody could ask it."""
    return bool(_FAILED)


@dataclass(frozen=True)
class Content:
    """One file as read: two contents are equal when path and checksum are.

    `name` is what a message calls the file, `path` its place inside the data directory.
    """

    path: str
    name: str
    sha256: str
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class DataDirectory:
    """A directory of data files that remembers nothing and changes nothing."""

    root: Path

    def read(self, path: str) -> Content:
        """Bytes and checksum of one file.

        Raises
        ------
        DataError
            If the file is missing or cannot be read.
        """
        name = f"{self.root.name}/{path}"
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            raise DataError([Problem(message("data.error.missing_file", "vi"), name)]) from error
        return Content(path, name, hashlib.sha256(data).hexdigest(), data)


def open_directory(directory: str | Path | None) -> DataDirectory:
    """Open the directory to read from; the repository's own where none is given.

    One at a URL is fetched first.

    Raises
    ------
    DataError
        If there is no such directory.
    """
    if directory and is_url(str(directory)):
        directory = pulled(str(directory))
    root = Path(directory).expanduser().resolve() if directory else DEFAULT_DIRECTORY
    if not root.is_dir():
        raise DataError([Problem(message("data.error.missing_directory", "vi"), str(root))])
    return DataDirectory(root)
