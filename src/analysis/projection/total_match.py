"""Draws of the parts moved to where they add up to the published total.

Sampling by optimisation: each draw is its own prior centre and is fitted to the total plus a draw
of its error (Gauss-Newton with the covariance as metric), exact where rates are linear. All draws
are fitted together; those of one point of the grid share a covariance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.projection.blocks import Spread
from analysis.projection.known_total import KnownTotal
from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray
from analysis.projection.scale import percent_and_slope

STEPS = 10
LARGEST_STEP = 0.5
"""Gauss-Newton steps, and the longest on the logit: rates are curved, and far draws overshoot."""
SMALLEST_STEP = 3e-3
"""Step on the logit below which a draw rests: a hundredth of the spread of an estimate or less."""
RELAXATION = (0.3, 2.0)
"""Share of a step that is taken: less where steps swing to and fro, more where they creep."""


def match_total(
    paths: FloatArray,
    counts: IntArray,
    spreads: Sequence[Spread],
    total: KnownTotal,
    noise: FloatArray,
) -> FloatArray:
    """Move each draw, as little as its covariance allows, to where its parts add up to the total.

    Parameters
    ----------
    paths : array, shape (unit, cell, draw)
        Draws on the logit scale that know nothing of the total yet, those of a point together.
    counts : array, shape (point,)
        How many draws are those of each point.
    spreads : sequence of Spread
        Covariance of the draws of each point.
    noise : array, shape (year, draw)
        Standard normal draws of the error of the total.
    """
    last = np.cumsum(counts)
    metric = Metric([spread.at(total.cells) for spread in spreads], last)
    wanted = total.rate_pct[:, None] + total.sd_pct[:, None] * noise
    pushes = np.zeros_like(paths)
    pushes[:, total.cells] = _fitted(paths[:, total.cells], metric, total, wanted)
    return np.asarray(paths + Metric(spreads, last).times(pushes))


@dataclass(frozen=True, eq=False)
class Metric:
    """Covariances of draws, those of a point together.

    Parameters
    ----------
    spreads : sequence of Spread
        Covariance of the draws of each point.
    last : array, shape (point,)
        Where the draws of each point end.
    """

    spreads: Sequence[Spread]
    last: IntArray

    def of(self, live: IntArray) -> Metric:
        """Covariances of some of the draws, in order."""
        return Metric(self.spreads, np.searchsorted(live, self.last))

    def parts(self) -> list[tuple[Spread, slice]]:
        """Covariances and the draws that they are those of."""
        edges = pairwise([0, *self.last.tolist()])
        pairs = zip(self.spreads, edges, strict=True)
        return [(spread, slice(*part)) for spread, part in pairs if part[1] > part[0]]

    def times(self, vectors: FloatArray) -> FloatArray:
        """Product of the vectors of each draw with its covariance, shape as `vectors`."""
        result = np.empty_like(vectors)
        for spread, part in self.parts():
            result[..., part] = spread.times(vectors[..., part])
        return result

    def of_sums(self, weights: FloatArray) -> FloatArray:
        """Covariance of each draw's weighted sums over the units, shape (draw, year, year).

        Parameters
        ----------
        weights : array, shape (unit, year, draw)
        """
        years, draws = weights.shape[1:]
        result = np.empty((years, years, draws))
        for spread, part in self.parts():
            result[..., part] = spread.of_sums(weights[..., part])
        return result.transpose(2, 0, 1)


def _fitted(start: FloatArray, metric: Metric, total: KnownTotal, wanted: FloatArray) -> FloatArray:
    """Multipliers of the covariance after the last step, shape (unit, year, draw).

    Draws at rest are left out of further steps.
    """
    result = np.zeros_like(start)
    live, now, push = np.arange(start.shape[2]), start, result
    share, before = np.ones(start.shape[2]), np.full_like(start, np.inf)
    for _ in range(STEPS):
        of_live = metric.of(live)
        step = _push(now, start, of_live, total, wanted) - push
        moved = of_live.times(step)
        length = np.abs(moved).max(axis=(0, 1))
        share = np.minimum(_relaxed(share, before, moved), LARGEST_STEP / np.maximum(length, 1e-9))
        push, now = push + share * step, now + share * moved
        result[..., live] = push
        moving = np.flatnonzero(length > SMALLEST_STEP)
        if not moving.size:
            break
        live, wanted, share = live[moving], wanted[:, moving], share[moving]
        start, now, push, before = (a[..., moving] for a in (start, now, push, moved))
    return result


def _relaxed(share: FloatArray, before: FloatArray, moved: FloatArray) -> FloatArray:
    """Share of the next step: Aitken's, from what the last one left of itself."""
    if np.isinf(before).all():
        return share
    change = moved - before
    square = np.maximum((change**2).sum(axis=(0, 1)), 1e-18)
    return np.asarray(np.clip(-share * (before * change).sum(axis=(0, 1)) / square, *RELAXATION))


def _push(
    now: FloatArray, start: FloatArray, metric: Metric, total: KnownTotal, wanted: FloatArray
) -> FloatArray:
    """Multipliers of the covariance that close the gap to the total, shape (unit, year, draw)."""
    rate, slope = percent_and_slope(now)
    weight = total.share[:, None, None] * slope
    gap = wanted - np.tensordot(total.share, rate, axes=1) + (weight * (now - start)).sum(axis=0)
    spread = metric.of_sums(weight) + np.diag(total.sd_pct**2)
    return np.asarray(weight * np.linalg.solve(spread, gap.T[..., None])[..., 0].T)
