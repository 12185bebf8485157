"""Which units stand on the ladder to the target, and how far each has come."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.assessment import Assessment
from analysis.data import Indicator, TargetKind
from analysis.display.outlook import Outlook
from analysis.display.report import Report

_MOST_RUNGS = 15
"""Units that the page of one of them shows; of more, those of its former district or like it."""


@dataclass(frozen=True)
class Rung:
    """One unit on the ladder; values in percent, `due` and `done` as shares of the way.

    Parameters
    ----------
    name : str
        Unit.
    start, last, goal : float
        First figure of the window, latest figure, and what the least demanding bound leads to.
    last_year, target_year : int
        Years of the last two.
    done : float
        Share of the way from start to goal that is covered; below 0 where the rate moved away.
    due : float
        Share that an even pace would have covered by the last year.
    is_own : bool
        Whether the page is about this unit.
    """

    name: str
    start: float
    last: float
    goal: float
    last_year: int
    target_year: int
    done: float
    due: float
    is_own: bool


def rungs_of(report: Report, outlook: Outlook) -> Iterator[Rung]:
    """Units that a page compares and that have two figures of one standard."""
    shown = compared(report, outlook)
    for assessment in (a for a in outlook.assessments if a.unit in shown):
        rung = _rung(report, outlook, assessment)
        if rung is not None and report.dataset.shows_rates(assessment.unit):
            yield rung


def compared(report: Report, outlook: Outlook) -> tuple[str, ...]:
    """Units that a page compares: all; of many the whole and those of its area or like it."""
    units = outlook.panel.units
    if report.is_total or len(units) <= _MOST_RUNGS:
        return units
    own = {report.unit.code, outlook.panel.total}
    others = of_area(report, units) or _nearest(report, outlook)
    return tuple(unit for unit in units if unit in own or unit in others)


def of_area(report: Report, units: Sequence[str]) -> frozenset[str]:
    """Units of the former district that the page's unit is of, none where it is of none."""
    around = report.dataset.around
    area = set(around(report.unit.code)[:1])
    # Each question counts as something the page rests on: none is asked in vain.
    return frozenset(unit for unit in units if area & set(around(unit))) if area else frozenset()


def _nearest(report: Report, outlook: Outlook) -> frozenset[str]:
    """Units whose latest figures are nearest to that of the page's unit, else of the whole."""
    last = {a.unit: a.last_value for a in outlook.assessments if a.last_value is not None}
    middle = last.pop(outlook.panel.total or "", 0.0)
    middle = last.pop(report.unit.code, middle)
    near = sorted(last, key=lambda unit: (abs(last[unit] - middle), unit))
    return frozenset(near[: _MOST_RUNGS - 2])


def _rung(report: Report, outlook: Outlook, assessment: Assessment) -> Rung | None:
    start, last, window = assessment.start_value, assessment.last_value, assessment.window
    goal = _goal(outlook, assessment)
    if start is None or last is None or window is None or goal is None or goal == start:
        return None
    is_total = assessment.unit == outlook.panel.total
    return Rung(
        name=report.whole() if is_total else report.name(assessment.unit),
        start=start,
        last=last,
        goal=goal,
        last_year=window[1],
        target_year=assessment.target.target_year,
        done=(last - start) / (goal - start),
        due=(window[1] - window[0]) / (assessment.target.target_year - window[0]),
        is_own=assessment.unit == report.unit.code,
    )


def _goal(outlook: Outlook, assessment: Assessment) -> float | None:
    """Level in the target year: the target's own, or where the least pace leads from the start.

    None where no rate can go: a unit at 4 % cannot fall by one point a year for nine years.
    """
    target, window = assessment.target, assessment.window
    if target.lower is None or assessment.start_value is None or window is None:
        return None
    if target.kind is TargetKind.LEVEL:
        return target.lower
    if target.kind is not TargetKind.PACE:
        return None
    indicator, years = outlook.indicator, target.target_year - window[0]
    goal = assessment.start_value + indicator.direction * target.lower * years
    return goal if _is_within(indicator, goal) else None


def _is_within(indicator: Indicator, value: float) -> bool:
    """Whether an indicator can take a value."""
    low = -math.inf if indicator.lower is None else indicator.lower
    high = math.inf if indicator.upper is None else indicator.upper
    return low <= value <= high


def is_low(report: Report, outlook: Outlook, unit: str) -> bool:
    """Whether a unit has a pace but less left than the target asks for."""
    assessment = outlook.of(unit)
    if assessment is None or not report.dataset.shows_rates(unit):
        return False
    return assessment.observed_pace is not None and _goal(outlook, assessment) is None
