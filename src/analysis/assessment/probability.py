"""Probability of reaching a target: a share of joint paths, printed no finer than it deserves."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.data.model import Observation, Target, TargetKind
from analysis.projection.model import Basis, FloatArray, Projection

_ROUNDING_POINTS = 1e-9


def share_reaching_pace(
    paths_pct: FloatArray, *, start_pct: float, years: int, bound: float, direction: int
) -> float:
    """Share of target-year values whose mean yearly change since a published start meets a bound.

    Parameters
    ----------
    paths_pct : array, shape (draw,)
        Values of the target year in percent.
    start_pct : float
        Published figure the window starts from, percent.
    years : int
        Years from that figure to the target year.
    bound : float
        Percentage points a year, positive in the good direction.
    """
    pace = direction * (paths_pct - start_pct) / years
    return float(np.mean(pace >= bound - _ROUNDING_POINTS))


def share_reaching_level(paths_pct: FloatArray, *, goal_pct: float, direction: int) -> float:
    """Share of target-year values at the goal or beyond it in the good direction."""
    return float(np.mean(direction * (paths_pct - goal_pct) >= -_ROUNDING_POINTS))


def target_probability(
    projection: Projection | None,
    unit: str,
    target: Target,
    *,
    goal: float,
    direction: int,
    start: Observation | None,
) -> tuple[float | None, tuple[str, ...]]:
    """Probability that a unit meets a target, with the reasons that limit or forbid it.

    Parameters
    ----------
    goal : float
        The least demanding bound: points a year for a pace, percent for a level.
    start : Observation or None
        First figure of the window; a pace is counted from it.

    Returns
    -------
    float or None
        Between 0 and 1, ``None`` where the evidence carries no forecast.
    tuple of str
        Message keys.
    """
    if projection is None:
        return None, ("assessment.reason.no_projection",)
    refusals = tuple(_refusals(projection, unit, target, start))
    if refusals:
        return None, refusals
    paths = projection.of(unit)[projection.years.index(target.target_year)]
    basis = projection.evidence[unit].basis
    flags = ("assessment.reason.probability_of_estimate",) if basis is Basis.ESTIMATE else ()
    if target.kind is TargetKind.LEVEL or start is None:
        return share_reaching_level(paths, goal_pct=goal, direction=direction), flags
    years = target.target_year - start.year
    share = share_reaching_pace(
        paths, start_pct=start.value, years=years, bound=goal, direction=direction
    )
    return share, flags


def _refusals(
    projection: Projection, unit: str, target: Target, start: Observation | None
) -> Iterator[str]:
    evidence = projection.evidence.get(unit)
    if evidence is None or evidence.basis is Basis.NONE or not projection.has(unit):
        yield "assessment.reason.too_little_evidence"
        yield from evidence.reasons if evidence else ()
        return
    if evidence.basis is Basis.SCENARIO:
        yield "assessment.reason.scenario_is_no_forecast"
    if target.target_year not in projection.years:
        yield "assessment.reason.beyond_horizon"
    if target.kind is TargetKind.PACE:
        yield from _pace_refusals(projection, target, start)


def _pace_refusals(
    projection: Projection, target: Target, start: Observation | None
) -> Iterator[str]:
    if start is None or start.year >= target.target_year:
        yield "assessment.reason.no_start_figure"
    elif start.standard != projection.standard:
        yield "assessment.reason.projection_in_other_standard"


def printed_probability_pct(
    probability: float, settings: AssessmentSettings = DEFAULT_SETTINGS
) -> int:
    """Probability as it may be printed: a multiple of 5 %, never below 5 nor above 95.

    Examples
    --------
    >>> printed_probability_pct(0.725), printed_probability_pct(0.999)
    (75, 95)
    """
    step = settings.probability_step_pct
    rounded = step * math.floor(round(100 * probability / step, 9) + 0.5)
    return min(max(rounded, settings.probability_min_pct), settings.probability_max_pct)
