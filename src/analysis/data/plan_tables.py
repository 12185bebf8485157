"""Tables of the plan as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.data.facility import Facility, FacilityState
from analysis.data.plan import (
    Boundary,
    CalendarEvent,
    EventKind,
    Evidence,
    ItemKind,
    Office,
    Owner,
    Plan,
    PlanItem,
    Programme,
    Section,
)
from analysis.data.schemas import parse_date
from analysis.data.status import DataStatus
from analysis.data.tables import Table, records

SEPARATOR = ";"
"""What stands between the codes of a cell."""


def read_plan(frames: Mapping[str, pd.DataFrame]) -> Plan:
    """Read the plan from its tables, by path."""
    rows = {path: records(frame) for path, frame in frames.items()}
    return Plan(
        items=tuple(map(_item, rows["reference/plan.csv"])),
        offices={row["code"]: _office(row) for row in rows["reference/offices.csv"]},
        owners=tuple(map(_owner, rows["reference/plan_owners.csv"])),
        evidence=tuple(map(_evidence, rows["reference/plan_evidence.csv"])),
        programmes=tuple(map(_programme, rows["reference/programmes.csv"])),
        facilities=tuple(map(_facility, rows["reference/facilities.csv"])),
        calendar=tuple(map(_event, rows["reference/calendar.csv"])),
    )


def with_received(
    plan: Plan,
    evidence: Sequence[Table],
    facilities: Sequence[Table],
    withdrawn: Mapping[str, dt.date],
) -> Plan:
    """Plan with what accepted forms say of its items and facilities.

    Parameters
    ----------
    plan : Plan
        Plan of the reference tables.
    evidence, facilities : sequence of Table
        Tables of the records.
    withdrawn : mapping of str to date
        Day on which a table was withdrawn, by its path.
    """
    steps = tuple(
        replace(_evidence(row), withdrawn_on=withdrawn.get(table.content.path))
        for table in evidence
        for row in records(table.frame)
    )
    states = tuple(
        replace(_facility(row), withdrawn_on=withdrawn.get(table.content.path))
        for table in facilities
        for row in records(table.frame)
    )
    return replace(plan, evidence=(*plan.evidence, *steps), facilities=(*plan.facilities, *states))


def split_codes(cell: str | None) -> tuple[str, ...]:
    """Codes of a cell.

    Examples
    --------
    >>> split_codes("a;b"), split_codes(None)
    (('a', 'b'), ())
    """
    return tuple(cell.split(SEPARATOR)) if cell else ()


def _day(cell: str | None) -> dt.date | None:
    return parse_date(cell) if cell else None


def _whole(cell: float | None) -> int | None:
    return None if cell is None else int(cell)


def _numbers(cell: str | None) -> tuple[int, ...]:
    return tuple(map(int, split_codes(cell)))


def _item(row: dict[str, Any]) -> PlanItem:
    aggregate = row.pop("sensitivity") == "aggregate"
    changed = {
        "section": Section(row["section"]),
        "kind": ItemKind(row["kind"]),
        "targets": split_codes(row["targets"]),
        "indicators": split_codes(row["indicators"]),
        "is_aggregate_only": aggregate,
    }
    blank = {name: row[name] or "" for name in ("target_vi", "target_en", "form")}
    return PlanItem(**{**row, **changed, **blank})


def _office(row: dict[str, Any]) -> Office:
    return Office(**{**row, **{name: _day(row[name]) for name in ("valid_from", "valid_to")}})


def _owner(row: dict[str, Any]) -> Owner:
    return Owner(**{**row, **{name: _day(row[name]) for name in ("valid_from", "valid_to")}})


def _evidence(row: dict[str, Any]) -> Evidence:
    changed = {
        "event": EventKind(row["event"]),
        "happened_on": _day(row["happened_on"]),
        "known_on": parse_date(row["known_on"]),
        "due_year": _whole(row["due_year"]),
        "source_reference": row["source_reference"] or "",
    }
    return Evidence(**{**row, **changed})


def _programme(row: dict[str, Any]) -> Programme:
    return Programme(**{**row, "known_on": parse_date(row["known_on"])})


def _facility(row: dict[str, Any]) -> Facility:
    changed = {
        "state": FacilityState(row["state"]),
        "since": _day(row["since"]),
        "places": _whole(row["places"]),
        "people": _whole(row["people"]),
        "known_on": parse_date(row["known_on"]),
        "source_reference": row["source_reference"] or "",
    }
    return Facility(**{**row, **changed})


def _event(row: dict[str, Any]) -> CalendarEvent:
    status = row["data_status"]
    changed = {
        "months": _numbers(row["months"]),
        "reminder_days": _numbers(row["reminder_days"]),
        "forms": split_codes(row["forms"]),
        "boundary": Boundary(row["boundary"]),
        "data_status": DataStatus(status) if status else None,
        **{name: _whole(row[name]) for name in ("first_month", "first_day", "last_year")},
    }
    return CalendarEvent(**{**row, **changed})
