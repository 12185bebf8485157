"""A form beside what is known already: last year's end, and how much figures usually move."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.data.as_of import best_vintages
from analysis.data.breaks import comparable_change
from analysis.data.model import Observation
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
    """Notes on starts that are not last year's end, and on changes far from the usual ones."""
    if submission.form is None:
        return ()
    today = dt.date.today()
    known = [o for o in observations if o.is_known(today) and o.is_usable]
    return tuple(
        remark for table in submission.tables for remark in _table(table, submission, known)
    )


def _table(table: Sheetful, submission: Submission, known: list[Observation]) -> Iterator[Remark]:
    yield from _carried_over(table, submission, known)
    yield from _unusual_changes(table, submission, known)


def _indicator(submission: Submission, table: Sheetful, column: str) -> str:
    assert submission.form is not None  # noqa: S101 (callers have looked)
    return submission.form.column(column).indicators.get(table.table.code, "")


def _carried_over(
    table: Sheetful, submission: Submission, known: list[Observation]
) -> Iterator[Remark]:
    rules = submission.form.checks if submission.form else ()
    for rule in (r for r in rules if r.rule == "carried_over"):
        code = _indicator(submission, table, rule.plus[0])
        last = {
            o.unit: o
            for o in best_vintages(o for o in known if o.indicator == code)
            if (o.year, o.standard) == (submission.year - 1, submission.standard)
        }
        for entry in (e for e in table.entries if e.unit and e.unit.code in last):
            before = last[entry.unit.code] if entry.unit else None
            value = entry.values.get(rule.result)
            if before and value is not None and value != before.value:
                values = {"value": _write.number(value), "expected": _write.number(before.value)}
                place = table.place(entry, rule.result)
                yield note("carried_over", place, **values, source=before.source_title)


def _unusual_changes(
    table: Sheetful, submission: Submission, known: list[Observation]
) -> Iterator[Remark]:
    for column in (
        (c for c in submission.form.columns if c.kind == "rate") if submission.form else ()
    ):
        code = column.indicators.get(table.table.code, "")
        series = best_vintages(o for o in known if o.indicator == code)
        usual = yearly_changes(series)
        if len(usual) < FEWEST_CHANGES:
            continue
        for entry in (e for e in table.entries if e.unit and column.code in e.values):
            before = [o for o in series if entry.unit and o.unit == entry.unit.code]
            before = [
                o
                for o in before
                if (o.year, o.standard) == (submission.year - 1, submission.standard)
            ]
            if before:
                change = entry.values[column.code] - before[-1].value
                if abs(robust_z(change, usual)) > MOST_DEVIATIONS:
                    values = {
                        "value": _write.points(change),
                        "usual": _write.points(statistics.median(usual)),
                    }
                    yield note("unusual_change", table.place(entry, column.code), **values)


def yearly_changes(series: Sequence[Observation]) -> list[float]:
    """Changes a year between neighbouring figures of one unit and standard, of all units."""
    changes = []
    for one, next_one in pairwise(series):
        if one.unit == next_one.unit and one.year < next_one.year:
            change = comparable_change(one, next_one)
            changes += [] if change is None else [change / (next_one.year - one.year)]
    return changes


def robust_z(value: float, usual: Sequence[float]) -> float:
    """Distance from the median in robust standard deviations (1.4826 × median deviation)."""
    middle = statistics.median(usual)
    spread = _NORMAL_SCALE * statistics.median(abs(each - middle) for each in usual)
    return (value - middle) / max(spread, SMALLEST_SPREAD_POINTS)
