"""Rule for targets that name a level to reach, such as 85 % trained labour in 2030."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.assessment.model import Status
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.rounding import without_float_dust

MINIMUM_TREND_FIGURES = 3
"""Figures of one definition from which a slope is a trend and not a mere difference."""


def recency_weighted_line(years: Sequence[int], values: Sequence[float]) -> tuple[float, float]:
    """Slope (points a year) and value in the last year of a line through two or more figures.

    The weight of a figure grows evenly from the first year (1) to the last, in the spirit of the
    time-weighted regression of the UN regional commissions, so that recent years count more.

    Returns
    -------
    tuple of float
        Slope and fitted value of the last year.
    """
    since_last = np.asarray(years, dtype=float) - years[-1]
    weights = since_last - since_last[0] + 1.0
    slope, level = np.polyfit(since_last, np.asarray(values, dtype=float), 1, w=np.sqrt(weights))
    return float(slope), float(level)


def required_slope(goal: float, value: float, *, years: int, direction: int) -> float:
    """Points a year, positive in the good direction, on the straight line to a goal.

    Examples
    --------
    >>> round(required_slope(85, 72.66, years=7, direction=1), 2)
    1.76
    """
    return without_float_dust(direction * (goal - value) / years)


def is_reached(value: float, goal: float, direction: int) -> bool:
    """Whether a rate stands at the goal or beyond it in the good direction."""
    return without_float_dust(direction * (value - goal)) >= 0


def level_status(
    observed: float | None,
    *,
    required: float,
    is_done: bool,
    is_after_break: bool = False,
    settings: AssessmentSettings = DEFAULT_SETTINGS,
) -> Status:
    """Status of an observed slope against the required one: the first rung that holds.

    Parameters
    ----------
    observed : float or None
        Slope of the figures in points a year, positive in the good direction; ``None`` where
        fewer than two figures of one definition are known.
    required : float
        Slope from the first of these figures to the goal; zero or less where the first figure
        stood at the goal and the last one no longer does.
    is_done : bool
        Whether the last figure has reached the goal.

    Returns
    -------
    Status
        Exactly one; cuts of observed over required at 95, 60 and 0 %.
    """
    if is_done:
        return Status.DONE
    if observed is None:
        return Status.BREAK if is_after_break else Status.NODATA
    observed = without_float_dust(observed)
    rungs = (
        (Status.WORSE, observed < 0),
        (Status.SLOW, required <= 0),
        (Status.MET, observed >= without_float_dust(settings.level_on_track_ratio * required)),
        (Status.NEAR, observed >= without_float_dust(settings.level_near_ratio * required)),
    )
    return next((status for status, holds in rungs if holds), Status.SLOW)
