"""A province's need shared among its units, from what is published or estimated of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.assessment.allocation import Allocation, AllocationRule, AllocationUnit, allocate
from analysis.assessment.model import Assessment, Need
from analysis.assessment.segment import headroom_points
from analysis.data.model import Panel
from analysis.projection import Projection, SeenPace, fastest_pace


@dataclass(frozen=True)
class Level:
    """Rate of a unit in the year of the total's last figure, in percent.

    `band` is the 80 % band of an estimate, ``None`` for a published figure.
    """

    rate_pct: float
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class Sharing:
    """One need shared by every rule for which enough is known.

    Parameters
    ----------
    levels : mapping of str to Level
        Of the units whose rate is known or estimated.
    headroom_points : mapping of str to float
        Points that each of them can still go in the good direction.
    fastest : SeenPace or None
        Pace that bounds the capacity of every unit; ``None`` where no unit has two figures.
    allocations : tuple of Allocation
        Equal pace always; the other rules where every unit has a level.
    """

    need: Need
    year: int
    years_left: int
    levels: Mapping[str, Level]
    headroom_points: Mapping[str, float]
    fastest: SeenPace | None
    allocations: tuple[Allocation, ...]


def share_need(panel: Panel, projection: Projection, assessment: Assessment) -> Sharing | None:
    """Share what the least demanding bound of the total's target still takes among its parts.

    Parameters
    ----------
    panel : Panel
        Figures of the parts and the total, with their households (or labour force).
    projection : Projection
        Paths of the panel; they stand in for figures that were not published.
    assessment : Assessment
        Verdict on the total's target.

    Returns
    -------
    Sharing or None
        ``None`` without a need in counts, or where a part has no known size.

    Notes
    -----
    The sizes of the parts are raised by one factor to add up to the base of the need, so that
    the counts add up to the count of the whole. A unit's capacity is what the fastest pace seen
    in any unit, on the logit scale, would bring it in a year until the target year.
    """
    need, year, left = assessment.need_lower, assessment.last_year, assessment.years_left
    parts = [unit for unit in panel.units if unit != panel.total]
    if need is None or need.base is None or year is None or not left:
        return None
    if not parts or any(unit not in panel.weights for unit in parts):
        return None
    levels = {u: level for u in parts if (level := _level(panel, projection, u, year)) is not None}
    fastest = fastest_pace(panel)
    raised = need.base / sum(panel.weights[unit] for unit in parts)
    units = [
        _unit(panel, unit, raised * panel.weights[unit], levels.get(unit), fastest, left)
        for unit in parts
    ]
    rules = _rules(len(levels) == len(parts), fastest)
    shared = tuple(allocate(need.points_a_year, units, rule) for rule in rules)
    headroom = {u: headroom_points(level.rate_pct, panel.indicator) for u, level in levels.items()}
    return Sharing(need, year, left, levels, headroom, fastest, shared)


def _level(panel: Panel, projection: Projection, unit: str, year: int) -> Level | None:
    """Published rate of that year, else the mean of the paths."""
    published = (
        o.value for o in panel.usable(unit) if (o.year, o.standard) == (year, projection.standard)
    )
    rate = next(published, None)
    if rate is not None:
        return Level(rate)
    if not projection.has(unit) or year not in projection.years:
        return None
    at = projection.years.index(year)
    low, high = projection.interval(unit, 80)[:, at].tolist()
    return Level(float(projection.mean(unit)[at]), (low, high))


def _unit(
    panel: Panel,
    unit: str,
    base: float,
    level: Level | None,
    fastest: SeenPace | None,
    years_left: int,
) -> AllocationUnit:
    if level is None:
        return AllocationUnit(unit, base, 0.0, 0.0)
    rate, capacity = level.rate_pct, 0.0
    if fastest is not None:
        moved = fastest.after(rate, years_left) - rate
        capacity = max(panel.indicator.direction * moved / years_left, 0.0)
    return AllocationUnit(unit, base, headroom_points(rate, panel.indicator), capacity)


def _rules(has_levels: bool, fastest: SeenPace | None) -> tuple[AllocationRule, ...]:
    if not has_levels:
        return (AllocationRule.EQUAL_PACE,)
    if fastest is None:
        return (AllocationRule.EQUAL_PACE, AllocationRule.PROPORTIONAL)
    return tuple(AllocationRule)
