"""Finished reports, kept under what they were made of, so that a run makes only what changed.

``.cache/<key>/`` holds the files of one report and a ``record.json`` that says what it depends
on; ``.cache/last/<dataset>/<slug>.json`` remembers the last record of each report, so that a
run can say what has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.run.disk import Workspace
from analysis.run.fingerprint import DataFiles, Parts, digest
from analysis.run.job import Outcome

RECORD = "record.json"
PUBLISHED = ("html", "pdf", "docx")
"""Endings of the files of a report that an edition holds."""
KEPT = (*PUBLISHED, "ipynb")


@dataclass(frozen=True)
class Record:
    """One finished report in the store.

    Parameters
    ----------
    key : str
        Hash of `parts` and `inputs`.
    parts : mapping of str to str
        Hashes of what it depends on, known before it ran.
    inputs : mapping of str to str
        Hashes of the data it read, by path inside the data directory.
    files : mapping of str to str
        Hashes of its files, by ending.
    summary : mapping
        What it told the index.
    seconds, peak_memory_bytes : float, int
        What making it took.
    """

    key: str
    parts: Parts
    inputs: Mapping[str, str]
    files: Mapping[str, str]
    summary: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    peak_memory_bytes: int = 0


class Store:
    """The finished reports below one folder.

    Parameters
    ----------
    directory : Path
        Folder of the store; made when something is first kept.
    dataset : str
        Data set whose reports are meant.
    workspace : Workspace
        Where files are written first.
    """

    def __init__(self, directory: Path, dataset: str, workspace: Workspace) -> None:
        self._directory = directory
        self._workspace = workspace
        self._last = directory / "last" / dataset

    def find(self, parts: Parts, data: DataFiles) -> Record | None:
        """Find the report that these ingredients make, if it lies here undamaged."""
        for record in self._records(digest(dict(parts))):
            current = {name: data.hash(name) for name in record.inputs}
            if current == record.inputs and self._is_intact(record):
                return record
        return None

    def put(self, slug: str, parts: Parts, inputs: Mapping[str, str], outcome: Outcome) -> Record:
        """Keep a finished report; a reader sees all of it or nothing."""
        static = digest(dict(parts))
        record = Record(
            key=f"{static[:32]}/{digest(dict(inputs))[:32]}",
            parts=parts,
            inputs=inputs,
            files={name: sha256(outcome.artefacts[name]).hexdigest() for name in KEPT},
            summary=outcome.summary,
            seconds=round(outcome.usage.seconds, 3),
            peak_memory_bytes=outcome.usage.peak_memory_bytes,
        )
        content = {f"report.{name}": outcome.artefacts[name] for name in KEPT}
        content[RECORD] = json.dumps(asdict(record), ensure_ascii=False, indent=1).encode()
        self._workspace.publish(content.items(), self._directory / record.key)
        self.remember(slug, record)
        return record

    def read(self, record: Record, ending: str) -> bytes:
        """Bytes of one file of a finished report."""
        return (self._directory / record.key / f"report.{ending}").read_bytes()

    def remember(self, slug: str, record: Record) -> None:
        """Note what the report of this name was last made of."""
        memory = {"parts": dict(record.parts), "inputs": dict(record.inputs)}
        self._workspace.replace_file(self._last / f"{slug}.json", json.dumps(memory).encode())

    def last(self, slug: str) -> Mapping[str, Mapping[str, str]] | None:
        """Recall what the report of this name was last made of, if it ever was."""
        memory: Mapping[str, Mapping[str, str]] | None = _read_json(self._last / f"{slug}.json")
        return memory

    def _records(self, static: str) -> Iterator[Record]:
        for path in sorted(self._directory.glob(f"{static[:32]}/*/{RECORD}")):
            values = _read_json(path)
            if values is not None:
                yield Record(**values)

    def _is_intact(self, record: Record) -> bool:
        folder = self._directory / record.key
        return all(
            _hash_or_none(folder / f"report.{ending}") == expected
            for ending, expected in record.files.items()
        )


def changed_ingredients(
    last: Mapping[str, Mapping[str, str]] | None, parts: Parts, data: DataFiles
) -> tuple[str, ...]:
    """Name what differs from the last time: parts, and data files by their paths.

    Returns
    -------
    tuple of str
        ``("new",)`` for a report never made before; ``("lost",)`` where nothing differs, so the
        finished report itself must be missing or damaged.
    """
    if last is None:
        return ("new",)
    changed = [name for name, value in parts.items() if last["parts"].get(name) != value]
    changed += [name for name, value in last["inputs"].items() if data.hash(name) != value]
    return tuple(changed) or ("lost",)


def _hash_or_none(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
