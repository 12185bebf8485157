"""Figures of a form as rows of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.intake.rows import Entry, fill_computed
from analysis.intake.submission import Sheetful, Submission
from analysis.intake.units import Territory


@dataclass(frozen=True)
class Figure:
    """One figure: printed in the form, or computed from its rows."""

    indicator: str
    unit: str
    year: int
    standard: str
    value: float
    is_computed: bool


def figures_of(submission: Submission, territory: Territory) -> tuple[Figure, ...]:
    """All figures of a form: of its units, of the unit that reports, and of former districts.

    A former district is the sum of its present units, where the form has all of them. Tables that
    repeat a figure, such as the number of households, give it once.
    """
    found = [f for table in submission.tables for f in _table(table, submission, territory)]
    return tuple(dict.fromkeys(found))


def _table(table: Sheetful, submission: Submission, territory: Territory) -> Iterator[Figure]:
    assert submission.form is not None  # noqa: S101 (only what was understood gets here)
    rows = _by_unit(table, submission)
    for code, parts in _whole(rows, submission, territory).items():
        rows.setdefault(code, (parts, True))
    for unit, (values, is_sum) in rows.items():
        filled = fill_computed(values, submission.form)
        printed = _printed(table, unit)
        for column in submission.form.columns:
            indicator = column.indicators.get(table.table.code)
            if indicator and column.code in filled:
                computed = is_sum or column.code not in printed
                place = (indicator, unit, submission.year, submission.standard)
                yield Figure(*place, filled[column.code], computed)


def _printed(table: Sheetful, unit: str) -> set[str]:
    """Columns the form itself prints for a unit (of the total row, all that it prints)."""
    found = [e for e in table.entries if (e.unit and e.unit.code == unit) or e.role == "total"]
    return {code for e in found for code in e.values if code not in e.computed}


def _by_unit(table: Sheetful, submission: Submission) -> dict[str, tuple[dict[str, float], bool]]:
    """Figures by unit; rows of the urban and the rural block are added up."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in table.entries:
        if entry.unit is not None:
            entries[entry.unit.code].append(entry)
        elif entry.role == "total" and submission.unit is not None:
            entries[submission.unit.code].append(entry)
    return {
        unit: (dict(found[0].values), False)
        if len(found) == 1
        else (_sum([e.values for e in found], submission), True)
        for unit, found in entries.items()
    }


def _sum(parts: Iterable[Mapping[str, float]], submission: Submission) -> dict[str, float]:
    """Counts that every part has, added up; rates follow from them."""
    assert submission.form is not None  # noqa: S101
    listed = list(parts)
    codes = [c.code for c in submission.form.columns if c.adds_up]
    return {c: sum(p[c] for p in listed) for c in codes if all(c in p for p in listed)}


def _whole(
    rows: Mapping[str, tuple[dict[str, float], bool]], submission: Submission, territory: Territory
) -> dict[str, dict[str, float]]:
    """Sums of units all of whose parts are in the form."""
    units = {code: territory.units[code] for code in territory.present_by_district}
    if submission.unit is not None:
        units[submission.unit.code] = submission.unit
    found = {}
    for code, unit in units.items():
        parts = [part.code for part in territory.parts(unit, submission.year)]
        if parts and all(part in rows for part in parts):
            found[code] = _sum((rows[part][0] for part in parts), submission)
    return found
