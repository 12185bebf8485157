"""What the rule of a target's kind says about a question, before it is put into an assessment."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.assessment.level import (
    is_reached,
    level_status,
    recency_weighted_line,
    required_slope,
)
from analysis.assessment.model import Status
from analysis.assessment.pace import corridor_status, needed_pace
from analysis.assessment.question import Question
from analysis.assessment.rounding import without_float_dust
from analysis.assessment.segment import clip_to_range, headroom_points
from analysis.data.model import Observation, TargetKind


@dataclass(frozen=True)
class Finding:
    """Verdict of a rule with the numbers behind it.

    Parameters
    ----------
    method : str
        Name of the rule (``assessment.method.<method>``).
    goal : float
        Least demanding bound of the target.
    observed_pace, required_pace : float or None
        Percentage points a year, positive in the good direction.
    goal_level : float or None
        Percentage that the least demanding bound leads to in the target year.
    needed_points : tuple of float or None
        Points a year of the years left for the least and the most demanding bound.
    """

    method: str
    status: Status
    goal: float
    observed_pace: float | None
    required_pace: float | None
    goal_level: float | None
    needed_points: tuple[float | None, float | None]


def find(question: Question) -> Finding | None:
    """Apply the rule of the target's kind, or ``None`` where there is no rule or no bound."""
    rule, goal = _RULES.get(question.target.kind), question.bounds[0]
    if rule is None or goal is None or question.direction == 0:
        return None
    return rule(question, goal)


def _corridor(question: Question, goal: float) -> Finding:
    start, last = question.start, question.last
    pace = _mean_change(question)
    status = corridor_status(
        pace,
        lower=goal,
        upper=question.bounds[1],
        headroom=headroom_points(last.value, question.indicator) if last else math.inf,
        years_left=question.years_left,
        is_after_break=question.segment.is_after_break,
        settings=question.settings,
    )
    moved = question.direction * goal * (question.years_done + question.years_left)
    level = None
    if start:
        level = without_float_dust(clip_to_range(start.value + moved, question.indicator))
    least, most = (_needed_pace(question, bound, pace) for bound in question.bounds)
    return Finding("corridor", status, goal, pace, goal, level, (least, most))


def _mean_change(question: Question) -> float | None:
    start, last = question.start, question.last
    if start is None or last is None or not question.years_done:
        return None
    change = question.direction * (last.value - start.value)
    return without_float_dust(change / question.years_done)


def _needed_pace(question: Question, bound: float | None, pace: float | None) -> float | None:
    done, left = question.years_done, question.years_left
    if bound is None or not left:
        return None
    return needed_pace(bound, pace=pace or 0.0, years_done=done, years_left=left)


def _required_slope(question: Question, goal: float) -> Finding:
    start, last = question.start, question.last
    observed = _observed_slope(question)
    required = _slope_to(question, goal, start)
    status = level_status(
        observed,
        required=required or 0.0,
        is_done=last is not None and is_reached(last.value, goal, question.direction),
        is_after_break=question.segment.is_after_break,
        settings=question.settings,
    )
    least, most = (_slope_to(question, bound, last) for bound in question.bounds)
    return Finding("required_slope", status, goal, observed, required, goal, (least, most))


def _observed_slope(question: Question) -> float | None:
    figures = question.segment.figures
    if not question.years_done:
        return None
    slope, _ = recency_weighted_line([o.year for o in figures], [o.value for o in figures])
    return without_float_dust(question.direction * slope)


def _slope_to(question: Question, bound: float | None, figure: Observation | None) -> float | None:
    years = question.target.target_year - figure.year if figure else 0
    if bound is None or figure is None or not years:
        return None
    return required_slope(bound, figure.value, years=years, direction=question.direction)


_RULES: Mapping[TargetKind, Callable[[Question, float], Finding]] = {
    TargetKind.PACE: _corridor,
    TargetKind.LEVEL: _required_slope,
}
