"""How other bodies' rules would judge the same figures: a sensitivity check, never the verdict.

The rules need a level to reach; a target of yearly change first becomes one (start value plus the
asked change times the years), since growth rates of a rate of change have no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.assessment.level import is_reached, recency_weighted_line
from analysis.assessment.model import Reading
from analysis.assessment.rounding import without_float_dust
from analysis.data.model import Observation

SMALLEST_RATE_PCT = 0.001
"""Stands for a zero (or negative) base, value or target in growth rates, as Open SDG does."""

READING_METHODS = ("eurostat", "escap", "sdsn", "unsd")


@dataclass(frozen=True)
class LevelPath:
    """What every rule looks at: the figures so far and the level asked for in the target year."""

    figures: tuple[Observation, ...]
    goal_pct: float
    target_year: int
    direction: int

    @property
    def start(self) -> Observation:
        """First figure."""
        return self.figures[0]

    @property
    def last(self) -> Observation:
        """Latest figure."""
        return self.figures[-1]


def readings(path: LevelPath) -> tuple[Reading, ...]:
    """Judge one path by the four rules, or by none where there are fewer than two figures.

    Parameters
    ----------
    path : LevelPath
        Figures of one standard and the goal. Where the first figure already stands at the goal,
        no rule has a way to measure.

    Returns
    -------
    tuple of Reading
        In the order of `READING_METHODS`.
    """
    if len(path.figures) < 2 or not _has_way_to_go(path):
        return ()
    return (_eurostat(path), _escap(path), _sdsn(path), _unsd(path))


def _has_way_to_go(path: LevelPath) -> bool:
    start, goal = (max(v, SMALLEST_RATE_PCT) for v in (path.start.value, path.goal_pct))
    return not is_reached(start, goal, path.direction)


def _eurostat(path: LevelPath) -> Reading:
    """Eurostat and Open SDG: observed over required compound annual growth rate."""
    if is_reached(path.last.value, path.goal_pct, path.direction):
        return _reading("eurostat", None, "achieved", is_on_track=True)
    required = _growth(path.start.value, path.goal_pct, path.target_year - path.start.year)
    ratio = _observed_growth(path) / required
    classes = ((0.95, "on_track"), (0.60, "acceleration"), (0.0, "limited"))
    return _graded("eurostat", ratio, classes, "deterioration")


def _escap(path: LevelPath) -> Reading:
    """ESCAP anticipated progress: gap expected in the target year over the way to go."""
    slope, level = recency_weighted_line(
        [o.year for o in path.figures], [o.value for o in path.figures]
    )
    expected = level + slope * (path.target_year - path.last.year)
    way = abs(path.goal_pct - path.start.value)
    closed = 1 - path.direction * (path.goal_pct - expected) / way
    graded = _graded("escap", closed, ((0.90, "maintain"), (0.0, "accelerate")), "reverse")
    return Reading("escap", 1 - closed, graded.label, graded.is_on_track)


def _sdsn(path: LevelPath) -> Reading:
    """SDG Index arrows: observed linear annual change over the change needed since the start."""
    needed = (path.goal_pct - path.start.value) / (path.target_year - path.start.year)
    done = (path.last.value - path.start.value) / (path.last.year - path.start.year)
    classes = ((1.0, "on_track"), (0.5, "moderate"), (0.0, "stagnating"))
    return _graded("sdsn", done / needed, classes, "decreasing")


def _unsd(path: LevelPath) -> Reading:
    """UN DESA progress chart: share of the way covered by the target year at compound growth."""
    base = max(path.last.value, SMALLEST_RATE_PCT)
    expected = base * (1 + _observed_growth(path)) ** (path.target_year - path.last.year)
    share = (expected - path.start.value) / (path.goal_pct - path.start.value)
    return _graded("unsd", share, ((0.95, "on_track"), (0.10, "fair")), "stagnation")


def _observed_growth(path: LevelPath) -> float:
    return _growth(path.start.value, path.last.value, path.last.year - path.start.year)


def _growth(start: float, end: float, years: int) -> float:
    start, end = max(start, SMALLEST_RATE_PCT), max(end, SMALLEST_RATE_PCT)
    return float((end / start) ** (1 / years) - 1)


def _graded(
    method: str, ratio: float, classes: tuple[tuple[float, str], ...], worst: str
) -> Reading:
    comparable = without_float_dust(ratio)
    label = next((name for cut, name in classes if comparable >= cut), worst)
    return _reading(method, ratio, label, is_on_track=label == classes[0][1])


def _reading(method: str, ratio: float | None, label: str, *, is_on_track: bool) -> Reading:
    return Reading(method, ratio, f"assessment.reading.{method}.{label}", is_on_track)
