"""Figures of a form as rows of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.data.model import Level
from analysis.intake.form import Form
from analysis.intake.rows import computed_values
from analysis.intake.submission import Sheetful, Submission
from analysis.intake.units import Territory

Values = tuple[dict[str, float], frozenset[str]]
"""Figures by column, and the columns that the form itself prints."""


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

    A former district is the sum of its communes, where the form has all of them. A list of
    facilities gives sums and counts of the unit that reports, a list of tasks no figure. Tables
    that repeat a figure, such as the number of households, give it once.
    """
    form = submission.form
    if form is None or form.key.kind == "item":
        return ()
    read = _of_units if form.key.kind == "unit" else _of_facilities
    found = [f for table in submission.tables for f in read(table, submission, form, territory)]
    return tuple(dict.fromkeys(found))


def _of_units(
    table: Sheetful, submission: Submission, form: Form, territory: Territory
) -> Iterator[Figure]:
    rows = _by_unit(table, submission, form)
    for code, summed in _whole(rows, submission, form, territory).items():
        rows.setdefault(code, (summed, frozenset()))
    for unit, (values, printed) in rows.items():
        filled = _filled(values, form)
        for column in form.columns:
            indicator = column.indicators.get(table.table.code)
            if indicator and column.code in filled:
                place = (indicator, unit, submission.year, submission.standard)
                yield Figure(*place, filled[column.code], column.code not in printed)


def _by_unit(table: Sheetful, submission: Submission, form: Form) -> dict[str, Values]:
    """Figures by unit; rows of the urban and the rural block are added up.

    A total is the reporting unit's, unless that unit has a row of its own.
    """
    frame = table.rows.frame
    listed = frame[frame["subject"] != ""]
    found = {str(unit): rows for unit, rows in listed.groupby("subject", sort=False)}
    total = frame[frame["role"] == "total"]
    if submission.unit is not None and not total.empty:
        found.setdefault(submission.unit.code, total.iloc[[0]])
    return {unit: _values(rows, table, form) for unit, rows in found.items()}


def _values(rows: pd.DataFrame, table: Sheetful, form: Form) -> Values:
    if len(rows) > 1:
        return _sum([_known(row, form) for _, row in rows.iterrows()], form), frozenset()
    known = _known(rows.iloc[0], form)
    computed = table.rows.computed.loc[rows.index[0]]
    return known, frozenset(code for code in known if not computed[code])


def _known(row: pd.Series, form: Form) -> dict[str, float]:
    return {c.code: float(row[c.code]) for c in form.numbers if pd.notna(row[c.code])}


def _sum(parts: list[dict[str, float]], form: Form) -> dict[str, float]:
    """Counts that every part has, added up; rates follow from them."""
    codes = [column.code for column in form.columns if column.adds_up]
    return {c: sum(p[c] for p in parts) for c in codes if all(c in p for p in parts)}


def _filled(values: Mapping[str, float], form: Form) -> dict[str, float]:
    """Figures with the ends of the year and rates that follow from them."""
    columns = [column.code for column in form.numbers]
    frame = pd.DataFrame([values], columns=columns, dtype="float64")
    for rule in (check for check in form.checks if check.rule in ("balance", "rate")):
        expected = computed_values(rule.rule, rule.plus, rule.minus, frame, form)
        frame[rule.result] = frame[rule.result].fillna(expected.where(expected >= 0))
    return _known(frame.iloc[0], form)


def _whole(
    rows: Mapping[str, Values], submission: Submission, form: Form, territory: Territory
) -> dict[str, dict[str, float]]:
    """Sums of units all of whose parts are in the form."""
    units = {u.code: u for u in territory.units.values() if u.level is Level.DISTRICT}
    if submission.unit is not None:
        units[submission.unit.code] = submission.unit
    found = {}
    for code, unit in units.items():
        parts = [part.code for part in territory.parts(unit, submission.day)]
        if parts and all(part in rows for part in parts):
            found[code] = _sum([rows[part][0] for part in parts], form)
    return found


def _of_facilities(
    table: Sheetful, submission: Submission, form: Form, _: Territory
) -> Iterator[Figure]:
    """Sums of the list, where every row that counts has the figure, and numbers of rows."""
    assert submission.unit is not None  # noqa: S101 (refused before, where it is not known)
    frame = table.rows.frame[table.rows.frame["role"] == "unit"]
    place = (submission.unit.code, submission.year, submission.standard)
    for column in form.columns:
        indicator = column.indicators.get(table.table.code)
        if indicator and not frame.empty and frame[column.code].notna().any():
            yield Figure(indicator, *place, float(frame[column.code].sum()), is_computed=True)
        for choice, counted in column.counted.items():
            number = int((frame[column.code] == choice).sum())
            yield Figure(counted, *place, float(number), is_computed=True)
