"""What an edition is made of, in words a machine can check: ``manifest.json`` and its checksums."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import requires, version
from io import BytesIO
from re import match
from typing import Any

from analysis.run.fingerprint import Code, digest
from analysis.run.job import PUBLISHED
from analysis.run.model import Plan, Report
from analysis.run.pointer import UNFINISHED
from analysis.run.store import Record

DISTRIBUTION = "quang-tri-2030"
MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True)
class FailedReport:
    """A report that is missing from an edition, and the sentence that says why."""

    report: Report
    reason: str


@dataclass(frozen=True)
class Edition:
    """One published set of reports.

    Parameters
    ----------
    plan : Plan
        What was wanted.
    code : Code
        What made it.
    records : sequence of (Report, Record)
        The finished reports in the order of the plan.
    failures : sequence of FailedReport
        The missing ones.
    """

    plan: Plan
    code: Code
    records: Sequence[tuple[Report, Record]]
    failures: Sequence[FailedReport] = ()

    @cached_property
    def name(self) -> str:
        """Day of knowledge and a hash of all that the manifest says."""
        reports = [digest(entry) for entry in self._content["reports"]]
        name = f"{self.plan.as_of}_{digest({**self._content, 'reports': reports})[:8]}"
        return f"{name}{UNFINISHED}" if self.failures else name

    def manifest(self) -> bytes:
        """Provenance as JSON: the same inputs give the same bytes, so it holds no time or place."""
        content = {"edition": self.name, **self._content}
        encoder = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True)
        # Word by word: all words of hundreds of reports together take several times the bytes.
        lines = BytesIO()
        lines.writelines(word.encode() for word in encoder.iterencode(content))
        return lines.getvalue() + b"\n"

    @cached_property
    def _content(self) -> dict[str, Any]:
        return {
            "dataset": self.plan.dataset,
            "level": self.plan.level,
            "title": self.plan.title,
            "demo": self.plan.is_demo,
            "as_of": self.plan.as_of,
            "complete": not self.failures,
            "code": {"version": version(DISTRIBUTION), **asdict(self.code)},
            "data": dict(self.plan.inputs),
            "python": platform.python_version(),
            "libraries": library_versions(),
            "reports": [_report_entry(report, record) for report, record in self.records],
            "failures": [_failure_entry(failure) for failure in self.failures],
        }


def library_versions() -> dict[str, str]:
    """Versions of the libraries the package asks for by name."""
    names = [
        match(r"[\w.-]+", requirement)[0]  # type: ignore[index]
        for requirement in requires(DISTRIBUTION) or ()
        if "extra ==" not in requirement
    ]
    return {name: version(name) for name in sorted(names)}


def checksums(hashes: Mapping[str, str]) -> bytes:
    """Hashes by file name in the form that ``sha256sum --check`` reads."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def report_files(report: Report, endings: Iterable[str] = PUBLISHED) -> dict[str, str]:
    """File names of a report in an edition, by ending."""
    return {ending: f"{report.slug}.{ending}" for ending in endings}


def _report_entry(report: Report, record: Record) -> dict[str, Any]:
    return {
        **_identity(report),
        "parameters": report.content_parameters,
        "parts": dict(record.parts),
        "inputs": _inputs(record),
        "files": {
            ending: {"name": name, "sha256": record.files[ending]}
            for ending, name in report_files(report).items()
        },
        "report": {name: value for name, value in record.summary.items() if name != "inputs"},
    }


def _inputs(record: Record) -> dict[str, str]:
    """What the report rests on: files it opened, and answers of data sets, by question."""
    answers = {
        " ".join([*(str(value) for value in source.values() if value), question]): answer
        for source, found in record.asked
        for question, answer in found.items()
    }
    return {**record.inputs, **answers}


def _failure_entry(failure: FailedReport) -> dict[str, Any]:
    return {**_identity(failure.report), "reason": failure.reason}


def _identity(report: Report) -> dict[str, Any]:
    return {
        "slug": report.slug,
        "notebook": report.notebook.name,
        "scope": report.notebook.scope,
        "unit": report.unit,
        "unit_name": report.unit_name,
        "language": report.language,
    }
