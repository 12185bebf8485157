"""Who must do how much so that the whole gets there: a province's need shared among its units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class AllocationRule(StrEnum):
    """How a common need is shared."""

    EQUAL_PACE = "equal_pace"
    """The same points a year everywhere."""
    PROPORTIONAL = "proportional"
    """Points in proportion to what each unit still has to go."""
    CAPACITY_LIMITED = "capacity_limited"
    """The same points everywhere, but nobody more than it can; the others make up for it."""


@dataclass(frozen=True)
class AllocationUnit:
    """A unit that shares a need.

    Parameters
    ----------
    base : float
        Households (or labour force), the weight of the unit in the whole.
    headroom_points : float
        Points left in the good direction: for poverty, the rate itself.
    capacity_points_a_year : float
        The most it can move in a year; for poverty at most the rate over the years left.
    """

    unit: str
    base: float
    headroom_points: float
    capacity_points_a_year: float


@dataclass(frozen=True)
class Share:
    """What one unit is to do: points a year, and whole households or persons a year."""

    unit: str
    points_a_year: float
    count_a_year: int


@dataclass(frozen=True)
class Allocation:
    """A need and its shares.

    Shares and `shortfall_a_year` add up to `need_a_year` exactly; the shortfall (households or
    persons a year) is what no unit has the capacity for.
    """

    rule: AllocationRule
    need_points_a_year: float
    need_a_year: int
    shortfall_a_year: int
    shares: tuple[Share, ...]


def allocate(
    need_points_a_year: float, units: Sequence[AllocationUnit], rule: AllocationRule
) -> Allocation:
    """Share the points a year that a whole must move among its units.

    Parameters
    ----------
    need_points_a_year : float
        Percentage points a year of the whole, positive in the good direction; a need below zero
        is none.
    units : sequence of AllocationUnit
        All units of the whole, at least one with a base.
    rule : AllocationRule
        How to share.

    Returns
    -------
    Allocation
        Base-weighted points of the shares (and the shortfall) equal the need; counts are rounded
        by largest remainders, so that printed counts add up too.

    Raises
    ------
    ValueError
        If the units have no base together.
    """
    base = np.array([unit.base for unit in units], dtype=float)
    if not base.sum() > 0:
        raise ValueError("an allocation needs units with households or labour force")
    need_count = max(need_points_a_year, 0.0) * float(base.sum()) / 100
    points = _RULES[rule](need_count, base, units)
    done = points * base / 100
    missing = max(need_count - float(done.sum()), 0.0)
    *counts, shortfall = largest_remainders([*done, missing], round(need_count))
    shares = (
        Share(unit.unit, float(pace), count)
        for unit, pace, count in zip(units, points, counts, strict=True)
    )
    return Allocation(rule, need_points_a_year, round(need_count), shortfall, tuple(shares))


def _equal_pace(need_count: float, base: Array, units: Sequence[AllocationUnit]) -> Array:
    return np.full(len(units), 100 * need_count / base.sum())


def _proportional(need_count: float, base: Array, units: Sequence[AllocationUnit]) -> Array:
    headroom = np.array([unit.headroom_points for unit in units], dtype=float)
    whole = float(headroom @ base)
    return 100 * need_count * (headroom / whole) if whole > 0 else np.zeros(len(units))


def _capacity_limited(need_count: float, base: Array, units: Sequence[AllocationUnit]) -> Array:
    capacity = np.array([unit.capacity_points_a_year for unit in units], dtype=float)
    points = np.zeros(len(units))
    open_units = np.ones(len(units), dtype=bool)
    left = need_count
    while left > 0 and base[open_units].sum() > 0:
        pace = 100 * left / base[open_units].sum()
        full = open_units & (capacity <= pace)
        if not full.any():
            points[open_units] = pace
            break
        points[full] = capacity[full]
        left -= float(capacity[full] @ base[full]) / 100
        open_units &= ~full
    return points


_RULES: Mapping[AllocationRule, Callable[[float, Array, Sequence[AllocationUnit]], Array]] = {
    AllocationRule.EQUAL_PACE: _equal_pace,
    AllocationRule.PROPORTIONAL: _proportional,
    AllocationRule.CAPACITY_LIMITED: _capacity_limited,
}


def largest_remainders(parts: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to a total, each within one of its part.

    Examples
    --------
    >>> largest_remainders([1.4, 1.4, 1.2], 4)
    [2, 1, 1]
    """
    whole = np.floor(np.asarray(parts, dtype=float) + 1e-9)
    missing = total - int(whole.sum())
    by_remainder = np.argsort(-(np.asarray(parts) - whole), kind="stable")
    whole[by_remainder[:missing]] += 1
    return [int(count) for count in whole]
