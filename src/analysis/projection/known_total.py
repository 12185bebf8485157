"""The published total as knowledge about its parts: estimates for units without figures.

The total is the household-weighted sum of its parts. A unit with no figure in the current standard
starts from a wide guess, and every draw is then moved, as little as the covariance of all units
allows, to where the parts add up to the published total within its rounding and revision.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from analysis.projection.blocks import Spread
from analysis.projection.measurements import IntArray, Measurements
from analysis.projection.model import FloatArray
from analysis.projection.scale import to_logit, to_percent

CARRIED_SD = 0.5
"""Spread, on the logit, of a level carried over from an older standard (a break has sd 0.17)."""
SMALLEST_LEVEL_SD = 0.5
LARGEST_LEVEL_SD = 1.0
"""Bounds of the spread of the levels of units that never had a figure."""
COMMON_LEVEL_SD = 0.5
"""What all those guesses may be wrong by together."""
SMALLEST_TOTAL_SD_PP = 0.05
"""Rounding and late corrections, in points: a total is never exactly the sum of its parts."""


@dataclass(frozen=True, eq=False)
class KnownTotal:
    """Published rates of the total where some part has no figure.

    Parameters
    ----------
    share : array, shape (unit,)
        Share of each part in the households of the total.
    cells : array of int
        Positions of the published years among the cells of the paths.
    rate_pct, sd_pct : array
        Rates and how far the sum of the parts may be from them, in percent.
    """

    share: FloatArray
    cells: IntArray
    rate_pct: FloatArray
    sd_pct: FloatArray


@dataclass(frozen=True, eq=False)
class Levels:
    """Levels on the logit from which the paths of the units start.

    Parameters
    ----------
    mean : array, shape (unit,)
    sd : array, shape (unit,)
        Spread of each guess by itself; 0 where the figure is published.
    common_sd : array, shape (unit,)
        What all guesses may be wrong by together; 0 where the figure is published.
    """

    mean: FloatArray
    sd: FloatArray
    common_sd: FloatArray

    def draw(self, draws: int, generator: np.random.Generator) -> FloatArray:
        """Joint levels, shape (unit, draw); constant where the figure is published."""
        own = self.sd[:, None] * generator.standard_normal((len(self.sd), draws))
        common = self.common_sd[:, None] * generator.standard_normal(draws)
        return np.asarray(self.mean[:, None] + own + common)

    def added_to(self, spread: Spread) -> Spread:
        """Covariance of levels plus something else that is independent of them."""
        own = spread.own + (self.sd**2)[:, None, None]
        shape = (*spread.loadings.shape[:-1], 1)
        common = np.broadcast_to(self.common_sd[:, None, None], shape)
        loadings = np.concatenate([spread.loadings, common], axis=-1)
        return Spread(own, loadings, np.append(spread.sign, 1.0))


def starting_levels(
    measurements: Measurements, units: tuple[str, ...], total_pct: float, share: FloatArray
) -> Levels:
    """Last figure of every unit in the current standard, and a guess where there is none.

    A guess is the last level under an older standard, or the middle of all; the guesses are then
    shifted together so that the parts add up to the total.
    """
    origin = {u: measurements.rows(u, in_current=True) for u in units}
    known = np.array([origin[u].size > 0 for u in units])
    middle = float(to_logit(total_pct))
    mean = np.array(
        [
            measurements.logit[(origin[u] if origin[u].size else measurements.rows(u))[-1]]
            if measurements.rows(u).size
            else middle
            for u in units
        ]
    )
    ever = np.array([measurements.rows(u).size > 0 for u in units])
    spread = mean[known].std() if known.sum() > 1 else LARGEST_LEVEL_SD
    never_sd = float(np.clip(spread, SMALLEST_LEVEL_SD, LARGEST_LEVEL_SD))
    sd = np.where(known, 0.0, np.where(ever, CARRIED_SD, never_sd))
    guessed = ~known
    mean[guessed] += _shift(mean, guessed, total_pct, share)
    return Levels(mean, sd, COMMON_LEVEL_SD * guessed)


def _shift(mean: FloatArray, guessed: FloatArray, total_pct: float, share: FloatArray) -> float:
    """Shift of the guessed levels at which the parts add up; at most 5 either way."""

    def excess(shift: float) -> float:
        return float(share @ to_percent(mean + shift * guessed)) - total_pct

    if not guessed.any() or excess(-5.0) >= 0:
        return 0.0
    return float(brentq(excess, -5.0, 5.0)) if excess(5.0) > 0 else 0.0


def total_sd_pct(
    measurements: Measurements, total: str, units: tuple[str, ...], share: FloatArray
) -> float:
    """How far published totals have been from the weighted sum of their parts, in points."""
    gaps = []
    for row in measurements.rows(total):
        parts = [_row_at(measurements, unit, row) for unit in units]
        if None not in parts:
            rates = to_percent(measurements.logit[np.array(parts)])
            gaps.append(float(to_percent(measurements.logit[row]) - share @ rates))
    return max(SMALLEST_TOTAL_SD_PP, float(np.sqrt(np.mean(np.square(gaps)))) if gaps else 0.0)


def _row_at(measurements: Measurements, unit: str, row: int) -> int | None:
    rows = measurements.rows(unit)
    same = (measurements.year[rows] == measurements.year[row]) & (
        measurements.segment[rows] == measurements.segment[row]
    )
    return int(rows[same][0]) if same.any() else None


def rows_of_incomplete_total(
    measurements: Measurements, total: str, units: tuple[str, ...]
) -> IntArray:
    """Figures of the total in the years and standards in which some part has none."""
    rows = measurements.rows(total)
    missing = [None in [_row_at(measurements, unit, row) for unit in units] for row in rows]
    return np.asarray(rows[np.array(missing, dtype=bool)])
