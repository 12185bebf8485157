"""Rule for corridors of yearly change, such as 1 to 1.5 percentage points a year."""

from __future__ import annotations

from analysis.assessment.model import Status
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.rounding import without_float_dust


def corridor_status(
    pace: float | None,
    *,
    lower: float,
    upper: float | None,
    headroom: float,
    years_left: int,
    is_after_break: bool = False,
    settings: AssessmentSettings = DEFAULT_SETTINGS,
) -> Status:
    """Status of a mean yearly change against a corridor: the first rung that holds.

    Parameters
    ----------
    pace : float or None
        Mean change over the window, percentage points a year, positive in the good direction;
        ``None`` where fewer than two figures of one standard are known.
    lower, upper : float, float or None
        The corridor, percentage points a year; an open top is ``None``. Above it is no fault.
    headroom : float
        Points between the last figure and the bound it cannot pass (for poverty, the rate).
    years_left : int
        Years from the last figure to the target year.
    is_after_break : bool
        Whether figures of an earlier standard exist, which explain a missing pace.

    Returns
    -------
    Status
        Exactly one. A rise is looked at before the floor, so that it is never hidden at a low
        level.
    """
    if pace is None:
        return Status.BREAK if is_after_break else Status.NODATA
    pace = without_float_dust(pace)
    demanded = without_float_dust(lower * years_left)
    rungs = (
        (Status.WORSE, pace < -settings.worse_tolerance_points),
        (Status.EXCEED, upper is not None and pace > upper),
        (Status.MET, pace >= lower),
        (Status.FLOOR, headroom <= settings.floor_pct or headroom < demanded),
        (Status.NEAR, pace >= without_float_dust(settings.near_share * lower)),
    )
    return next((status for status, holds in rungs if holds), Status.SLOW)


def needed_pace(bound: float, *, pace: float, years_done: int, years_left: int) -> float:
    """Mean yearly change of the years left that makes the whole window's mean equal a bound.

    ``(L * N - n * m) / (N - n)`` with N years in the window, n done at a mean of m. Negative where
    the years done already secure the bound.

    Examples
    --------
    >>> round(needed_pace(1.0, pace=1.42, years_done=3, years_left=6), 2)
    0.79
    """
    need = bound * (years_done + years_left) - pace * years_done
    return without_float_dust(need / years_left)
