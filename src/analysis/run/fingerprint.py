"""What a report depends on, as hashes: the key under which it is kept and reused.

A report is reused only where everything that could change it is the same: the notebook, the
parameters, the package's sources that it can reach, the messages, the installed libraries, the
moment that files are dated with, and what it took from the data when it was made.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.run.model import Report

PACKAGE = Path(__file__).resolve().parents[1]

Parts = Mapping[str, str]
"""Hash by ingredient: ``notebook``, ``parameters``, ``package``, ``messages``, ``environment``,
``source_date``."""


@dataclass(frozen=True)
class Code:
    """What stands behind every report of a run: sources, messages and libraries, as hashes."""

    package: str
    messages: str
    environment: str


def current_code(package: Path = PACKAGE) -> Code:
    """Hashes of the package as it lies on disk and of the libraries it runs with."""
    files = source_files(package)
    messages = [path for path in files if path.suffix == ".po"]
    sources = [path for path in files if path.suffix != ".po"]
    return Code(
        package=hash_files(sources, package),
        messages=hash_files(messages, package),
        environment=digest(_environment()),
    )


def source_files(package: Path = PACKAGE) -> list[Path]:
    """Every file of the package, in order, but for what was compiled from it."""
    return sorted(path for path in package.rglob("*") if _is_source(path))


def report_parts(report: Report, code: Code, package: str, dated: str = "") -> dict[str, str]:
    """Everything a report depends on that is known before it runs.

    Parameters
    ----------
    report : Report
        The planned report.
    code : Code
        Messages and libraries of this process.
    package : str
        Hash of the sources that its notebook can reach.
    dated : str
        Moment that files are dated with.
    """
    return {
        "notebook": report.notebook.sha256,
        "parameters": digest(report.content_parameters),
        "package": package,
        "messages": code.messages,
        "environment": code.environment,
        "source_date": digest(dated),
    }


def digest(value: object) -> str:
    """SHA-256 of a JSON value written in one canonical way."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_files(paths: Iterable[Path], root: Path) -> str:
    """One hash of the names (below `root`) and contents of files, in the given order."""
    total = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


class DataFiles:
    """Hashes of data files and of what lies beside them, each read once a run."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.hash = cache(self._hash)

    def _hash(self, name: str) -> str:
        """Hash of a file's bytes, or of a folder's list of names; ``missing`` where it is gone."""
        path = self._directory / name
        if path.is_dir():
            return digest(sorted(p.name for p in path.iterdir() if not _is_hidden(p.name)))
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"

    def all(self) -> str:
        """One hash of every visible file below the directory and of its name."""
        paths = (path for path in self._directory.rglob("*") if path.is_file())
        names = [path.relative_to(self._directory).as_posix() for path in paths]
        return digest({name: self.hash(name) for name in names if not _is_hidden(name)})

    def read_by(self, opened: Iterable[str], reported: Iterable[str]) -> dict[str, str]:
        """Hashes of the files a report read, and of their folders, where one could be added."""
        root = self._directory
        names = {Path(path).relative_to(root).as_posix() for path in opened}
        names |= set(reported)
        folders = {Path(name).parent.as_posix() for name in names}
        return {name: self.hash(name) for name in sorted(names | folders)}


def _is_hidden(name: str) -> bool:
    """Whether a file or a folder on the way to it is one that an editor or a system left."""
    return any(part.startswith((".", "~")) for part in name.split("/"))


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _environment() -> list[str]:
    """Interpreter, machine and every installed distribution with its version or build."""
    places = [Path(place) for place in dict.fromkeys(sys.path) if place]
    installed = {path.name for place in places for path in place.glob("*.dist-info")}
    built = {path.name for path in Path(sys.prefix, "conda-meta").glob("*.json")}
    return [platform.python_version(), sys.platform, platform.machine(), *sorted(installed | built)]
