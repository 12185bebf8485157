"""Stated assumptions instead of forecasts: one path a unit, never a probability.

Scenarios need one figure only, so that a page has something to say where a forecast is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.data.model import Panel
from analysis.projection.measurements import Measurements, measure
from analysis.projection.method import Paths, Task
from analysis.projection.model import FloatArray, Projection
from analysis.projection.random_walk import damped_years, pooled_drift
from analysis.projection.scale import to_logit, to_percent

BRIDGE_ODDS = (1.0, 1.37, 1.8)
"""What a new poverty standard may multiply the odds of being poor by: nothing, as in 2010, more.

Two or three past changes give no probability, so these are scenarios.
"""
STRESS_FACTOR = 1.46
"""Widening that would have made 80 % bands hold 80 % after 2008; they held 62 % (1.28 / 0.88)."""


def no_progress(task: Task) -> Paths:
    """Keep the last figure."""
    return {unit: _path(task, unit, np.zeros(_reach(task) + 1)) for unit in task.series}


def required_pace(task: Task) -> Paths:
    """Go in equal steps of points from the last figure to the goal in the last year."""
    return {unit: _to_goal(task, unit) for unit in task.series if unit in task.goals}


def fastest_neighbour(task: Task) -> Paths:
    """Move every unit at the yearly pace, on the logit, of the unit that moved fastest."""
    best = fastest_pace(task.panel)
    if best is None:
        return {}
    offsets = best.logit_a_year * np.arange(_reach(task) + 1, dtype=np.float64)
    return {unit: _path(task, unit, offsets) for unit in task.series}


def worst_shock(task: Task) -> Paths:
    """Let the worst yearly change seen in any unit come next year, then the usual damped drift."""
    changes = [task.measurements.changes(unit) for unit in task.series]
    rates = np.concatenate([change / years for change, years in changes])
    if not rates.size:
        return {}
    direction = task.panel.indicator.direction
    worst = direction * float((direction * rates).min())
    usual = np.concatenate([[0.0, 0.0], damped_years(max(_reach(task) - 1, 0))])
    shock = worst * (np.arange(len(usual)) > 0)
    drift = pooled_drift(task.measurements, task.series).mean
    return {unit: _path(task, unit, shock + drift[i] * usual) for i, unit in enumerate(task.series)}


def _reach(task: Task) -> int:
    """Largest number of years from a figure to the last year wanted."""
    origins = [task.measurements.origin(unit) or task.years[-1] for unit in task.series]
    return max(1, task.years[-1] - min(origins, default=task.years[-1]))


def _path(task: Task, unit: str, offsets: FloatArray) -> FloatArray:
    """Path of a unit whose logit moves by ``offsets[k]`` in the *k* years after its figure."""
    origin = task.measurements.origin(unit) or task.years[-1]
    known = task.measurements.between(unit, task.years)
    ahead = np.maximum(np.array(task.years) - origin, 0)
    return to_percent(known + offsets[ahead])[:, None]


def _to_goal(task: Task, unit: str) -> FloatArray:
    origin = task.measurements.origin(unit) or task.years[-1]
    known = to_percent(task.measurements.between(unit, task.years))
    ahead = np.maximum(np.array(task.years) - origin, 0)
    steps = ahead / max(task.years[-1] - origin, 1)
    return np.asarray((known + steps * (task.goals[unit] - known[-1]))[:, None])


@dataclass(frozen=True)
class SeenPace:
    """Mean yearly change of a unit between its first and last figure in the current standard.

    `logit_a_year` is on the scale of the models, on which one pace suits high and low rates.
    """

    unit: str
    first_year: int
    last_year: int
    logit_a_year: float

    def after(self, rate_pct: float, years: int) -> float:
        """Rate in percent after so many years at this pace."""
        return float(to_percent(to_logit(rate_pct) + self.logit_a_year * years))


def fastest_pace(panel: Panel) -> SeenPace | None:
    """Pace of the part of a panel that moved fastest in the good direction, if any moved at all."""
    measurements = measure(panel)
    parts = [unit for unit in measurements.units if unit != panel.total]
    paces = [pace for unit in parts if (pace := _own_pace(measurements, unit)) is not None]
    return max(paces, key=lambda pace: panel.indicator.direction * pace.logit_a_year, default=None)


def _own_pace(measurements: Measurements, unit: str) -> SeenPace | None:
    rows = measurements.rows(unit, in_current=True)
    if rows.size < 2:
        return None
    first, last = measurements.year[rows[[0, -1]]].tolist()
    change = float(measurements.logit[rows[-1]] - measurements.logit[rows[0]])
    return SeenPace(unit, first, last, change / (last - first))


def stress_band(projection: Projection, unit: str, level_pct: float) -> FloatArray:
    """Band of a forecast widened for a common shock larger than any in the data.

    Returns
    -------
    array, shape (2, year)
        Lower and upper bound in percent; a scenario, to be drawn beside the band itself.
    """
    middle = to_logit(np.median(projection.of(unit), axis=1))
    bounds = to_logit(projection.interval(unit, level_pct))
    return to_percent(middle + STRESS_FACTOR * (bounds - middle))


def bridged_paths(projection: Projection, unit: str, first_year: int) -> Mapping[float, FloatArray]:
    """Central path as a new standard from `first_year` on may show it, by factor of the odds.

    Before that year all are the central path of the current standard.
    """
    mean = projection.mean(unit)
    new = np.array(projection.years) >= first_year
    return {factor: np.where(new, times_odds(mean, factor), mean) for factor in BRIDGE_ODDS}


def times_odds(rate_pct: FloatArray, factor: float) -> FloatArray:
    """Rate whose odds are `factor` times those of a rate, both in percent."""
    return np.asarray(100 * factor * rate_pct / (100 - rate_pct + factor * rate_pct))
