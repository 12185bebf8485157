"""Draws of the parts moved to where they add up to the published total.

Sampling by optimisation: each draw is its own prior centre and is fitted to the total plus a draw
of its error (Gauss-Newton with the covariance as metric), exact where rates are linear. All draws
are fitted together: those of one point of the grid share a covariance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.projection.known_total import KnownTotal
from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray
from analysis.projection.scale import percent_and_slope

STEPS = 15
LARGEST_STEP = 0.5
"""Gauss-Newton steps, and the longest on the logit: rates are curved, and far draws overshoot."""
SMALLEST_STEP = 3e-3
"""Step on the logit below which a draw rests: a hundredth of the spread of an estimate or less."""


@dataclass(frozen=True, eq=False)
class Run:
    """Covariance of successive draws that know nothing of the total yet.

    Parameters
    ----------
    draws : int
        How many draws it holds for.
    covariance : array, shape (unit, cell, unit, cell)
        Of the levels on the logit.
    """

    draws: int
    covariance: FloatArray

    def reach(self, cells: IntArray) -> FloatArray:
        """Covariance of all cells with those of the total, shape (unit, cell, unit * year)."""
        linked = self.covariance[..., cells]
        return linked.reshape(*linked.shape[:2], -1)


def match_total(
    paths: FloatArray, runs: Sequence[Run], total: KnownTotal, noise: FloatArray
) -> FloatArray:
    """Move each draw, as little as its covariance allows, to where its parts add up to the total.

    Parameters
    ----------
    paths : array, shape (unit, cell, draw)
        Draws on the logit scale, run by run.
    noise : array, shape (year, draw)
        Standard normal draws of the error of the total.
    """
    units, cells, draws = paths.shape
    reach = [run.reach(total.cells) for run in runs]
    last = np.cumsum([run.draws for run in runs])
    metric = [matrix[:, total.cells].reshape(units * len(total.cells), -1) for matrix in reach]
    wanted = total.rate_pct[:, None] + total.sd_pct[:, None] * noise
    push = _fitted(paths[:, total.cells], metric, last, total, wanted)
    whole = [matrix.reshape(units * cells, -1) for matrix in reach]
    return np.asarray(paths + _times(whole, last, push, np.arange(draws)).reshape(paths.shape))


def _fitted(
    start: FloatArray,
    metric: Sequence[FloatArray],
    last: IntArray,
    total: KnownTotal,
    wanted: FloatArray,
) -> FloatArray:
    """Multipliers of the covariance after the last step, shape (unit, year, draw).

    Draws at rest are left out of further steps.
    """
    result = np.zeros_like(start)
    live = np.arange(start.shape[2])
    now, push = start, result
    for _ in range(STEPS):
        step = _push(now, start, metric, last, live, total, wanted) - push
        moved = _times(metric, last, step, live).reshape(step.shape)
        length = np.abs(moved).max(axis=(0, 1))
        shorter = np.minimum(1, LARGEST_STEP / np.maximum(length, LARGEST_STEP))
        push, now = push + shorter * step, now + shorter * moved
        result[..., live] = push
        moving = np.flatnonzero(length > SMALLEST_STEP)
        if not moving.size:
            break
        if moving.size < live.size:
            live, wanted = live[moving], wanted[:, moving]
            start, now, push = start[..., moving], now[..., moving], push[..., moving]
    return result


def _times(
    matrices: Sequence[FloatArray], last: IntArray, vectors: FloatArray, live: IntArray
) -> FloatArray:
    """Product of the vector of each draw with the matrix of its run, shape (row, draw)."""
    flat = vectors.reshape(-1, len(live))
    edges = np.searchsorted(live, last)
    result = np.empty((len(matrices[0]), len(live)))
    first = 0
    for matrix, edge in zip(matrices, edges.tolist(), strict=True):
        if edge > first:
            np.matmul(matrix, flat[:, first:edge], out=result[:, first:edge])
        first = edge
    return result


def _push(
    now: FloatArray,
    start: FloatArray,
    metric: Sequence[FloatArray],
    last: IntArray,
    live: IntArray,
    total: KnownTotal,
    wanted: FloatArray,
) -> FloatArray:
    """Multipliers of the covariance that close the gap to the total, shape (unit, year, draw)."""
    years, draws = wanted.shape
    rate, slope = percent_and_slope(now)
    weight = total.share[:, None, None] * slope
    gap = wanted - np.tensordot(total.share, rate, axes=1) + (weight * (now - start)).sum(axis=0)
    spread = np.empty((draws, years, years))
    for year in range(years):
        of_year = [matrix[:, year::years] for matrix in metric]
        moved = _times(of_year, last, weight[:, year], live).reshape(weight.shape)
        spread[:, year] = (weight * moved).sum(axis=0).T
    spread += np.diag(total.sd_pct**2)
    return np.asarray(weight * np.linalg.solve(spread, gap.T[..., None])[..., 0].T)
