"""One call from files to everything that is to be said about them."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data.files import DataDirectory
from analysis.data.model import Observation
from analysis.data.rollup import roll_up
from analysis.intake.acceptance import Received, current_register
from analysis.intake.checks import check
from analysis.intake.form import read_forms
from analysis.intake.history import compare
from analysis.intake.isolation import Book, read_book
from analysis.intake.remark import Remark, Severity
from analysis.intake.submission import Asked, Context, Submission, understand
from analysis.intake.units import Territory


@dataclass(frozen=True)
class Outcome:
    """One file: what it holds, what it says, and every remark in order of weight and place."""

    path: Path
    sha256: str
    book: Book
    submission: Submission
    remarks: tuple[Remark, ...]

    @property
    def severity(self) -> Severity | None:
        """The heaviest of its remarks."""
        return max((remark.severity for remark in self.remarks), default=None)

    @property
    def received(self) -> Received:
        """What is accepted of it."""
        problems = sum(remark.severity > Severity.NOTE for remark in self.remarks)
        return Received(self.path, self.sha256, self.submission, problems)

    def as_json(self, language: str) -> dict[str, Any]:
        """Fields for machines."""
        submission = self.submission
        return {
            "file": self.path.name,
            "sha256": self.sha256,
            "form": submission.form.code if submission.form else None,
            "unit": submission.unit.code if submission.unit else None,
            "year": submission.year or None,
            "standard": submission.standard or None,
            "rows": submission.row_count,
            "remarks": [remark.as_json(language) for remark in self.remarks],
        }


@dataclass(frozen=True)
class Known:
    """What files are held against: read once, however many files there are.

    `observations` are the figures of the register, `sums` those rolled up over territories.
    """

    context: Context
    observations: Sequence[Observation]
    sums: Sequence[Observation]


def read_known(directory: DataDirectory) -> Known:
    """Forms, units, standards and every figure of the register."""
    register = current_register(directory)
    territory = Territory(register.units, register.territories)
    context = Context(read_forms(directory), territory, register.standards, register.plan)
    today = dt.date.today()
    known = tuple(o for o in register.observations if o.is_known(today))
    sums = roll_up(known, register.territories, register.indicators).figures
    return Known(context, known, sums)


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave the search for cyclic garbage out: large forms have little, and take a fifth longer."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def take_in(directory: DataDirectory, paths: Sequence[Path], asked: Asked) -> list[Outcome]:
    """Read and check files against their form, each other's tables and the register."""
    known = read_known(directory)
    if asked.form:
        known.context.forms.check_code(asked.form)
    return [examine(path, asked, known) for path in paths]


def examine(path: Path, asked: Asked, known: Known) -> Outcome:
    """Read and check one file; whatever is wrong with it is a remark, never an exception."""
    book = read_book(path)
    submission = understand(book, asked, known.context)
    remarks = (
        *submission.remarks,
        *check(submission, known.context.territory),
        *compare(submission, (*known.observations, *known.sums)),
    )
    order = {sheet.name: number for number, sheet in enumerate(book.sheets, 1)}
    ordered = sorted(remarks, key=lambda remark: _weight_and_place(remark, order))
    return Outcome(path, _checksum(path), book, submission, tuple(ordered))


def _weight_and_place(remark: Remark, order: Mapping[str, int]) -> tuple[int, int, int, int]:
    """Heaviest first, then from the top of the file to its end."""
    place = remark.place
    return -remark.severity, order.get(place.sheet, 0), place.row, place.column


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
