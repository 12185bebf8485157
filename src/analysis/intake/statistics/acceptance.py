"""From a table to a record of the register: new vintages, each naming the table and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.data.files import DataDirectory
from analysis.data.model import Observation, ObservationStatus, Vintage
from analysis.data.received import FIGURES
from analysis.errors import DataError, Problem
from analysis.intake.acceptance import CONFIDENCE, STATUS, current_register
from analysis.intake.register import Made, add_record
from analysis.intake.statistics.client import Answer
from analysis.intake.statistics.figures import Change, Kind, Reading, compare
from analysis.locale import Formatter, message

TAKEN = (Kind.NEW, Kind.REVISED)


@dataclass(frozen=True)
class Fetched:
    """A table that was read, the answer it came in, and what is new in it."""

    reading: Reading
    answer: Answer
    changes: tuple[Change, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Change, ...]:
        """Changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


def standing_figures(directory: DataDirectory) -> tuple[Observation, ...]:
    """Figures of the register that are not withdrawn."""
    return tuple(o for o in current_register(directory).observations if o.withdrawn_on is None)


def accept_table(directory: DataDirectory, fetched: Fetched, made_by: str) -> str:
    """Put what is new in a table on record; the record's code.

    Raises
    ------
    DataError
        If nothing is new, or a figure was revised for the second time, which one record can not
        follow without the earlier one being withdrawn.
    """

    def make(code: str) -> Made:
        changes = compare(fetched.reading, standing_figures(directory))
        taken = [change for change in changes if change.kind in TAKEN]
        again = [c for c in taken if c.known is not None and c.known.vintage is Vintage.RECHECK]
        if again:
            raise DataError([_again(change) for change in again])
        if not taken:
            raise DataError([Problem(message("fetch.error.nothing_new", "vi"))])
        units = current_register(directory).units
        measure = current_register(directory).indicators[fetched.reading.layout.indicator]
        row = {"unit": measure.unit_of_measure, "source_title": source_title(fetched)}
        rows = [
            _row(c, fetched, code) | row | {"unit_name": units[c.figure.unit].name_vi}
            for c in taken
        ]
        return _record(fetched, taken, code, made_by), {FIGURES: rows}

    return add_record(directory, make)


def source_title(fetched: Fetched) -> str:
    """How readers see the source of the figures."""
    layout, day = fetched.reading.layout, fetched.answer.fetched_at.date()
    title = fetched.reading.table.title or layout.title
    return message("fetch.source", "vi", title=title, day=Formatter("vi").date(day))


def _again(change: Change) -> Problem:
    assert change.known is not None  # noqa: S101 (a second revision has a first)
    record = change.known.source_reference.partition(":")[0]
    figure = change.figure
    what = message("fetch.error.revised_again", "vi", record=record)
    return Problem(what, f"{figure.unit}, {figure.year}")


def _period(code: str, vintage: Vintage) -> str:
    return f"year {code} {vintage.name.lower()}"


def _row(change: Change, fetched: Fetched, code: str) -> dict[str, object]:
    figure, layout, answer = change.figure, fetched.reading.layout, fetched.answer
    return {
        "indicator": layout.indicator,
        "unit_code": figure.unit,
        "year": figure.year,
        "period_point": _period(code, figure.vintage),
        "standard": layout.standard,
        "value": f"{figure.value:.10g}",
        "source_ref": f"{code}: {answer.address}, SHA-256 {answer.sha256[:16]}",
        "confidence": CONFIDENCE.get(figure.vintage, "high"),
        "note": f"{change.known.value:g} → {figure.value:g}" if change.known else "",
    }


def _record(
    fetched: Fetched, taken: Sequence[Change], code: str, made_by: str
) -> Mapping[str, Any]:
    answer, table = fetched.answer, fetched.reading.table
    kinds = sorted({(c.figure.year, c.figure.vintage) for c in taken})
    return {
        "made_by": made_by,
        "received_on": answer.fetched_at.date().isoformat(),
        "vintage": "reported",
        "table": {
            "layout": fetched.reading.layout.name,
            "address": answer.address,
            "title": table.title,
            "updated_on": table.updated_on.isoformat() if table.updated_on else None,
            "fetched_at": answer.fetched_at.isoformat(timespec="seconds"),
            "sha256": answer.sha256,
            "bytes": len(answer.data),
        },
        "sources": [
            {
                "source_title": source_title(fetched),
                "year": year,
                "period_point": _period(code, vintage),
                "vintage": vintage.name.lower(),
                "status": str(STATUS.get(vintage, ObservationStatus.NORMAL)),
            }
            for year, vintage in kinds
        ],
    }
