"""Writes files so that a reader sees the old content or the new, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path


class Workspace:
    """A folder on the same disk as the results, where everything is written first.

    Parameters
    ----------
    directory : Path
        The folder; whatever a killed run left in it is worthless.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def clear(self) -> None:
        """Make the folder, empty."""
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True, exist_ok=True)

    def remove(self) -> None:
        """Remove the folder and all in it."""
        shutil.rmtree(self.directory, ignore_errors=True)

    def replace_file(self, path: Path, content: bytes) -> None:
        """Put new content in the place of a file in one step, once it is safely on disk."""
        aside = self._aside()
        _write(aside, content)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.replace(path)
        _sync_folder(path.parent)

    def publish(self, files: Iterable[tuple[str, bytes]], target: Path) -> None:
        """Put a folder of files in its place in one step; what stood there is replaced.

        A rename cannot replace a folder that holds something, so one that is already there is
        first moved away: a kill between the two steps leaves it missing, never half-written.
        """
        aside = self._aside()
        for name, content in files:
            _write(aside / name, content)
        _sync_folder(aside)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rename(self._aside())
        aside.rename(target)
        _sync_folder(target.parent)

    def _aside(self) -> Path:
        return self.directory / uuid.uuid4().hex


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(path: Path) -> None:
    """Make renames in a folder safe from a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
