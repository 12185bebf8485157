"""Closed form: a hierarchical random walk with damped drift, a few lines of arithmetic.

The drift of every unit shrinks to the mean of all by how well its own figures fix it, and so does
its variance. It needs no posterior over parameters, and is the yardstick the joint model must beat.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.projection.measurements import Measurements
from analysis.projection.method import Paths, Task
from analysis.projection.model import FloatArray
from analysis.projection.scale import to_percent

DRIFT_DAMPING = 0.85
"""Share of the drift that is left after each further year."""
PRIOR_SD = 0.12
"""Usual yearly change on the logit scale, worth two changes of evidence."""
PRIOR_DF = 2.0
UNIT_DF = 4.0
"""Changes of evidence with which the pooled variance enters the variance of a unit."""
SHARED_SHOCKS = 0.3
"""Share of the variance of yearly changes that is common to all units (measured .1 to .55)."""


@dataclass(frozen=True, eq=False)
class Drift:
    """Yearly drift and its spread on the logit scale, one entry per unit.

    `walk_variance` is that of one year's step, `drift_variance` that of the error of the drift.
    """

    mean: FloatArray
    walk_variance: FloatArray
    drift_variance: FloatArray
    degrees: FloatArray


def hierarchical_random_walk(task: Task) -> Paths:
    """Paths x(T+h) = x(T) + b c(h) + walk(h), with c(h) the sum of the damped drift.

    Notes
    -----
    b is the unit's drift shrunk to the panel's. Each year ahead has variance
    ``s2 h + v c(h)^2`` on the logit scale and the tails of Student's t.
    """
    measurements, units = task.measurements, task.series
    drift = pooled_drift(measurements, units)
    generator = np.random.Generator(np.random.PCG64(task.seed))
    last = max(task.years) - min(measurements.year[measurements.rows(u)][-1] for u in units)
    shocks = _shocks(generator, drift, int(last), task.draws)
    return {unit: _unit_paths(task, unit, drift.mean[i], shocks[i]) for i, unit in enumerate(units)}


def pooled_drift(measurements: Measurements, units: tuple[str, ...]) -> Drift:
    """Drift of every unit shrunk to the mean of the units that have changes to show."""
    changes = [measurements.changes(unit) for unit in units]
    count = np.array([len(change) for change, _ in changes], dtype=np.float64)
    span = np.array([years.sum() for _, years in changes])
    own = np.array([change.sum() / max(years.sum(), 1) for change, years in changes])
    squares = np.array(
        [((c - own[i] * t) ** 2 / t).sum() for i, (c, t) in enumerate(changes)], dtype=np.float64
    )
    freedom = np.maximum(count - 1, 0)
    pooled = (PRIOR_DF * PRIOR_SD**2 + squares.sum()) / (PRIOR_DF + freedom.sum())
    known = span > 0
    spread = own[known].var(ddof=1) if known.sum() > 2 else pooled / span[known].mean()
    between = max(0.0, spread - pooled * (1 / span[known]).mean())
    noise = pooled / np.where(known, span, np.inf) if known.any() else np.zeros_like(span)
    weight = np.where(known, between / (between + np.where(known, noise, 1.0)), 0.0)
    of_mean = (1 - weight) ** 2 * spread / known.sum() + pooled / (2 * np.where(known, span, 1.0))
    return Drift(
        mean=weight * own + (1 - weight) * own[known].mean(),
        walk_variance=(UNIT_DF * pooled + squares) / (UNIT_DF + freedom),
        drift_variance=weight**2 * noise + of_mean + (1 - weight) * between,
        degrees=UNIT_DF + freedom,
    )


def _shocks(generator: np.random.Generator, drift: Drift, years: int, draws: int) -> FloatArray:
    """Joint deviations from the central path, shape (unit, year ahead, draw)."""
    units = len(drift.mean)
    common = generator.standard_normal((1, years + 1, draws))
    own = generator.standard_normal((units, years + 1, draws))
    normal = np.sqrt(SHARED_SHOCKS) * common + np.sqrt(1 - SHARED_SHOCKS) * own
    walk = np.sqrt(drift.walk_variance)[:, None, None] * normal[:, :years].cumsum(axis=1)
    slope = np.sqrt(drift.drift_variance)[:, None] * normal[:, years]
    total = walk + slope[:, None] * damped_years(years)[None, :, None]
    tails = np.sqrt(
        drift.degrees[:, None] / generator.chisquare(drift.degrees[:, None], (units, draws))
    )
    return np.asarray(total * tails[:, None])


def damped_years(years: int) -> FloatArray:
    """Sum of the damped drift after 1 to `years` years."""
    return np.asarray((DRIFT_DAMPING ** np.arange(1, years + 1)).cumsum())


def _unit_paths(task: Task, unit: str, drift: float, shocks: FloatArray) -> FloatArray:
    """Paths of one unit; years that already have a figure repeat it."""
    origin = task.measurements.origin(unit) or task.years[-1]
    known = task.measurements.between(unit, task.years)
    central = np.concatenate([[0.0], drift * damped_years(len(shocks))])
    deviation = np.concatenate([np.zeros((1, task.draws)), shocks])
    ahead = np.maximum(np.array(task.years) - origin, 0)
    return to_percent(known[:, None] + central[ahead, None] + deviation[ahead])
