"""Finished reports, kept under what they were made of, so that a run makes only what changed.

``.cache/<key>/`` holds the files of one report and a ``record.json`` that says what it depends
on; ``.cache/last/<dataset>/<slug>.json`` remembers the last record of each report, so that a
run can say what has changed since.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.run.disk import Workspace
from analysis.run.fingerprint import DataFiles, Parts, digest
from analysis.run.inquiry import Inquiry
from analysis.run.job import KEPT, Asked, Outcome

RECORD = "record.json"
WHOLE_FILES = frozenset(f'["{name}", [], {{}}]' for name in ("explained", "inputs", "register"))
"""Questions that every file answers: what has changed is told by the files."""


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
        Hashes of the data files it opened itself, by path inside the data directory.
    asked : sequence
        What it asked of data sets, with fingerprints of the answers.
    files_asked : mapping of str to str
        Hashes of the files behind these answers, and of their folders.
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
    asked: Asked = ()
    files_asked: Mapping[str, str] = field(default_factory=dict)


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

    def find(self, parts: Parts, data: DataFiles, inquiry: Inquiry) -> Record | None:
        """Find the report that these ingredients make, if it lies here undamaged."""
        candidates = list(self.candidates(parts, data))
        # One whose files are all as they were needs no question asked.
        candidates.sort(key=lambda record: not are_same(record.files_asked, data))
        for record in candidates:
            is_same = are_same(record.files_asked, data) or not inquiry.changed(record.asked)
            if is_same and self._is_intact(record):
                return record
        return None

    def candidates(self, parts: Parts, data: DataFiles) -> Iterator[Record]:
        """Yield reports of these ingredients; what they asked of the data is still to be asked."""
        records = self._records(digest(dict(parts)))
        yield from (record for record in records if are_same(record.inputs, data))

    def put(self, slug: str, parts: Parts, data: DataFiles, outcome: Outcome) -> Record:
        """Keep a finished report; a reader sees all of it or nothing."""
        # Without questions, as where a kernel of its own ran the notebook, whole files count.
        reported = () if outcome.asked else outcome.summary.get("inputs", ())
        inputs = data.read_by(outcome.opened, reported)
        asked = [[source, _shared(answers)] for source, answers in outcome.asked]
        record = Record(
            key=f"{digest(dict(parts))[:32]}/{digest([inputs, asked])[:32]}",
            parts=parts,
            inputs=inputs,
            asked=asked,  # type: ignore[arg-type]
            files_asked=_shared(data.read_by((), outcome.files)),
            files={name: sha256(outcome.artefacts[name]).hexdigest() for name in KEPT},
            summary=_told(outcome),
            seconds=round(outcome.usage.seconds, 3),
            peak_memory_bytes=outcome.usage.peak_memory_bytes,
        )
        content = {f"report.{name}": outcome.artefacts[name] for name in KEPT}
        content[RECORD] = json.dumps(vars(record), ensure_ascii=False, indent=1).encode()
        self._workspace.publish(content.items(), self._directory / record.key)
        self.remember(slug, record)
        return record

    def read(self, record: Record, ending: str) -> bytes:
        """Bytes of one file of a finished report."""
        return (self._directory / record.key / f"report.{ending}").read_bytes()

    def remember(self, slug: str, record: Record) -> None:
        """Note what the report of this name was last made of."""
        memory = {
            "parts": dict(record.parts),
            "inputs": dict(record.inputs),
            "asked": record.asked,
            "files_asked": dict(record.files_asked),
        }
        self._workspace.replace_file(self._last / f"{slug}.json", json.dumps(memory).encode())

    def last(self, slug: str) -> Mapping[str, Any] | None:
        """Recall what the report of this name was last made of, if it ever was."""
        memory: Mapping[str, Any] | None = _read_json(self._last / f"{slug}.json")
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
    last: Mapping[str, Any] | None, parts: Parts, data: DataFiles, inquiry: Inquiry
) -> tuple[str, ...]:
    """Name what differs from the last time: parts, data files by their paths, and questions.

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
    files = {n: v for n, v in last.get("files_asked", {}).items() if data.hash(n) != v}
    if files:
        questions = inquiry.changed(last.get("asked", ()))
        changed += [question for question in questions if question not in WHOLE_FILES]
        changed += files if WHOLE_FILES.intersection(questions) else ()
    return tuple(changed) or ("lost",)


def are_same(hashes: Mapping[str, str], data: DataFiles) -> bool:
    """Whether files and folders are as they were."""
    return all(data.hash(name) == value for name, value in hashes.items())


def _told(outcome: Outcome) -> dict[str, Any]:
    """What the index is told; hashes of whole files only where no questions stand for them."""
    return {n: v for n, v in outcome.summary.items() if n != "inputs" or not outcome.asked}


def _shared(words: Mapping[str, str]) -> dict[str, str]:
    """Same words, kept once for the records of all reports, which mostly say the same."""
    return {sys.intern(name): sys.intern(value) for name, value in words.items()}


def _hash_or_none(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
