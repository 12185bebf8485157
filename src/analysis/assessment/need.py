"""What the years left must bring, in points and in households or persons a year."""

from __future__ import annotations

from analysis.assessment.model import Need
from analysis.assessment.question import Question
from analysis.assessment.rounding import without_float_dust
from analysis.assessment.segment import headroom_points


def count_a_year(points_a_year: float, base: float) -> float:
    """Households or persons a year behind a change in points, at a base held fixed.

    Examples
    --------
    >>> round(count_a_year(1.0, 182_120))
    1821
    """
    return points_a_year * base / 100


def need_of(question: Question, bound: float | None, points: float | None) -> Need | None:
    """Need for one bound, or ``None`` where there is no bound or the rate cannot move that far.

    Parameters
    ----------
    question : Question
        Target, unit and figures.
    bound : float or None
        Bound of the target that `points` leads to.
    points : float or None
        Percentage points a year of the years left, positive in the good direction.
    """
    if bound is None or points is None or not is_possible(question, points):
        return None
    asked = max(points, 0.0)
    if question.base is None:
        return Need(bound, asked, None, None, None)
    value, year = question.base
    return Need(bound, asked, count_a_year(asked, value), value, year)


def is_possible(question: Question, points: float) -> bool:
    """Whether a rate can move this many points a year until the target year.

    A poverty rate of 1.91 % cannot fall by one point a year for seven years.
    """
    if question.last is None:
        return True
    headroom = headroom_points(question.last.value, question.indicator)
    return points <= without_float_dust(headroom / question.years_left)
