"""Covariances of changes of units and totals, over any units and years, gaps and breaks included.

A rate on the logit scale is ``level(unit, standard) + drift + common walk + own walk + noise``.
Levels are unknown, so everything rests on *contrasts*: the difference of two cells, a cell being a
year in a standard, both in the same standard. No contrast of published figures spans a break.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray

DRIFT_CORRELATION = 0.5
"""Correlation of a drift with itself under another standard."""
DRIFT_LEFT = 0.95
"""Share of the drift that is left after each further year ahead."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Years in standards at which the model has a value.

    `now` is the last year with a figure; the drift is damped after it.
    """

    segment: IntArray
    year: IntArray
    now: int

    def kernels(self) -> FloatArray:
        """Covariance of walk, noise and drift per unit of variance, shape (3, cell, cell)."""
        same = self.segment[:, None] == self.segment[None, :]
        walk = np.minimum(self.year[:, None], self.year[None, :]) - self.year.min()
        time = self._drifted_years()
        drift = np.outer(time, time) * np.where(same, 1.0, DRIFT_CORRELATION)
        return np.stack([walk.astype(np.float64), np.eye(len(self.year)), drift])

    def _drifted_years(self) -> FloatArray:
        ahead = np.maximum(self.year - self.now, 0)
        damped = DRIFT_LEFT * (1 - DRIFT_LEFT**ahead) / (1 - DRIFT_LEFT)
        return np.where(ahead > 0, damped, self.year - self.now)


@dataclass(frozen=True, eq=False)
class Contrasts:
    """Differences of two cells of a unit, or of a weighted sum of units.

    Parameters
    ----------
    share : array, shape (contrast, unit)
        One 1 for a unit; the shares of its parts, adding up to 1, for a total.
    later, earlier : array of int
        Cells of the difference.
    later_figure, earlier_figure : array of int
        Published figures behind the two, whose revisions are part of the difference; -1 for none.
    """

    share: FloatArray
    later: IntArray
    earlier: IntArray
    later_figure: IntArray
    earlier_figure: IntArray

    def __len__(self) -> int:
        return len(self.later)

    @cached_property
    def owner(self) -> IntArray:
        """Unit of each contrast, -1 for those of a total."""
        single = self.share.max(axis=1) == 1
        return np.where(single, self.share.argmax(axis=1), -1)


def difference(kernel: FloatArray, one: Contrasts, other: Contrasts) -> FloatArray:
    """Covariance of contrasts from one of cells, shape (..., one, other)."""
    rows = kernel[..., one.later, :] - kernel[..., one.earlier, :]
    return np.asarray(rows[..., other.later] - rows[..., other.earlier])


def base_covariances(
    kernels: FloatArray,
    one: Contrasts,
    other: Contrasts,
    variance: FloatArray,
    revision: FloatArray,
) -> FloatArray:
    """Covariances that the points of the hyperprior mix, shape (7, one, other).

    Common walk, noise and drift; the same three of the units' own parts; revisions.

    Parameters
    ----------
    variance : array, shape (unit,)
        Variance of each unit's own part, relative to the panel's.
    revision : array, shape (figure,)
        Variance of the revision of every figure, relative to the panel's.
    """
    common = difference(kernels, one, other)
    own = common * ((one.share * variance) @ other.share.T)
    return np.concatenate([common, own, _revisions(one, other, revision)[None]])


def _revisions(one: Contrasts, other: Contrasts, variance: FloatArray) -> FloatArray:
    """Covariance of contrasts through the revisions of the figures they share."""
    known = np.append(variance, 0.0)
    result = np.zeros((len(one), len(other)))
    for a, sign_a in ((one.later_figure, 1), (one.earlier_figure, -1)):
        for b, sign_b in ((other.later_figure, 1), (other.earlier_figure, -1)):
            result += sign_a * sign_b * (a[:, None] == b[None, :]) * known[a][:, None]
    return result


def mix(coefficients: FloatArray, base: FloatArray) -> FloatArray:
    """Covariance at one point of the hyperprior from the base covariances."""
    mixed = coefficients @ base.reshape(len(base), -1)
    return np.asarray(mixed.reshape(base.shape[1:]))
