"""What happens during a run, as values that a bar, a log or a machine can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class RunStarted:
    """The plan is made: how many reports, and how many of them must be built."""

    reports: int
    to_build: int


@dataclass(frozen=True)
class ReportReused:
    """Nothing that can change this report has changed."""

    slug: str


@dataclass(frozen=True)
class ReportBuilt:
    """A report is finished; `reasons` are the ingredients that had changed."""

    slug: str
    seconds: float
    peak_memory_bytes: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ReportFailed:
    """A report could not be made; `log` is the file with what its cells printed."""

    slug: str
    reason: str
    log: str


@dataclass(frozen=True)
class EditionPublished:
    """The set is in its place; `complete` says whether every planned report is in it.

    `is_current` says whether readers are sent to it: those of an earlier day than the latest
    edition's stand beside that one.
    """

    edition: str
    index: str
    complete: bool
    built: int
    reused: int
    failed: int
    seconds: float
    is_current: bool = True


Event = RunStarted | ReportReused | ReportBuilt | ReportFailed | EditionPublished
Notify = Callable[[Event], None]
