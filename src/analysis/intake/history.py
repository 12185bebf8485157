"""A form beside what is known already: last year's end, and how much figures usually move."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from analysis.data.as_of import best_vintages
from analysis.data.breaks import comparable_change
from analysis.data.model import Observation
from analysis.intake.form import Column, Form
from analysis.intake.remark import Remark, note
from analysis.intake.submission import Sheetful, Submission
from analysis.locale import Formatter

FEWEST_CHANGES = 5
MOST_DEVIATIONS = 5.0
"""Robust z beyond which a change is asked about: some one in two million under a normal law."""

SMALLEST_SPREAD_POINTS = 0.25
_NORMAL_SCALE = 1.4826
_write = Formatter("vi")


def compare(submission: Submission, observations: Sequence[Observation]) -> tuple[Remark, ...]:
    """Notes on starts that are not last year's end, and on changes far from the usual ones.

    `observations` are the figures known today, sums over territories among them.
    """
    form = submission.form
    if form is None or form.key.kind != "unit":
        return ()
    read = {code for column in form.columns for code in column.indicators.values()}
    known = [o for o in observations if o.indicator in read and o.is_usable]
    return tuple(
        remark for table in submission.tables for remark in _table(table, submission, form, known)
    )


def _table(
    table: Sheetful, submission: Submission, form: Form, known: list[Observation]
) -> Iterator[Remark]:
    for rule in (r for r in form.checks if r.rule == "carried_over"):
        series = _series(table, form.column(rule.plus[0]), known)
        yield from _carried_over(table, rule.result, _last_year(series, submission))
    for column in (c for c in form.columns if c.kind == "rate"):
        yield from _unusual_changes(table, column, _series(table, column, known), submission)


def _series(table: Sheetful, column: Column, known: list[Observation]) -> Sequence[Observation]:
    code = column.indicators.get(table.table.code, "")
    return best_vintages(o for o in known if o.indicator == code)


def _last_year(series: Sequence[Observation], submission: Submission) -> dict[str, Observation]:
    """Figures of the year before and the same standard, by unit."""
    before = (submission.year - 1, submission.standard)
    return {o.unit: o for o in series if (o.year, o.standard) == before}


def _beside(
    table: Sheetful, column: str, last: dict[str, Observation]
) -> tuple[pd.Series, pd.Series]:
    """Figures of a column, and last year's of the same units."""
    frame = table.rows.frame
    before = frame["subject"].map({unit: o.value for unit, o in last.items()})
    return frame[column], before.astype("float64")


def _carried_over(table: Sheetful, column: str, last: dict[str, Observation]) -> Iterator[Remark]:
    value, before = _beside(table, column, last)
    for row in value.index[(value - before).abs() > 0]:
        source = last[str(table.rows.frame.at[row, "subject"])].source_title
        values = {"value": _write.number(value[row]), "expected": _write.number(before[row])}
        yield note("carried_over", table.place(row, column), **values, source=source)


def _unusual_changes(
    table: Sheetful, column: Column, series: Sequence[Observation], submission: Submission
) -> Iterator[Remark]:
    usual = yearly_changes(series)
    if len(usual) < FEWEST_CHANGES:
        return
    value, before = _beside(table, column.code, _last_year(series, submission))
    change = value - before
    middle, spread = usual_change(usual)
    for row in change.index[((change - middle) / spread).abs() > MOST_DEVIATIONS]:
        values = {"value": _write.points(change[row]), "usual": _write.points(middle)}
        yield note("unusual_change", table.place(row, column.code), **values)


def yearly_changes(series: Sequence[Observation]) -> list[float]:
    """Changes a year between neighbouring figures of one unit and standard, of all units."""
    changes = []
    for one, next_one in pairwise(series):
        if one.unit == next_one.unit and one.year < next_one.year:
            change = comparable_change(one, next_one)
            changes += [] if change is None else [change / (next_one.year - one.year)]
    return changes


def usual_change(usual: Sequence[float]) -> tuple[float, float]:
    """Median and robust standard deviation (1.4826 × median deviation) of changes.

    Examples
    --------
    >>> usual_change([-1.0, -2.0, -3.0])
    (-2.0, 1.4826)
    """
    middle = statistics.median(usual)
    spread = _NORMAL_SCALE * statistics.median(abs(each - middle) for each in usual)
    return middle, max(spread, SMALLEST_SPREAD_POINTS)
