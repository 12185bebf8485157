"""Covariance of a unit's path and of what is seen of it, gaps and breaks included.

A rate on the logit scale is ``level(unit, standard) + drift + common walk + own walk + noise``.
Levels are unknown, so everything rests on *changes*: the difference of two cells, a cell being a
year in a standard, both in the same standard. No change of published figures spans a break.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.projection.blocks import JITTER, Rows
from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray

DRIFT_CORRELATION = 0.5
"""Correlation of a drift with itself under another standard."""
DRIFT_LEFT = 0.95
"""Share of the drift that is left after each further year ahead."""
COMMON, OWN = slice(0, 3), slice(3, 6)
"""Coefficients of walk, noise and drift: of what all units share, and of a unit's own part."""


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
class Steps:
    """Observed changes of the units or of the total, each the difference of two cells.

    Parameters
    ----------
    cells : array, shape (..., change, cell)
        1 at the later and -1 at the earlier cell; all 0 where a unit has fewer changes.
    values : array, shape (..., change)
        The changes on the logit; 0 where there is none.
    revision : array, shape (..., cell)
        Variance of the later revision of the figure in each cell; 0 where there is none.
    """

    cells: FloatArray
    values: FloatArray
    revision: FloatArray

    @property
    def is_change(self) -> FloatArray:
        """1 for a change and 0 for what only fills up, shape (..., change)."""
        return np.asarray(np.abs(self.cells).max(axis=-1, initial=0.0))

    def noise(self, revision_unit: float) -> FloatArray:
        """Covariance of the changes through revisions, shape (..., change, change).

        Parameters
        ----------
        revision_unit : float
            Variance that counts as 1.
        """
        of_figures = self.revision[..., None, :] / revision_unit
        missing = 1 - self.is_change
        floor = (JITTER + missing)[..., None] * np.eye(missing.shape[-1])
        return np.asarray((self.cells * of_figures) @ np.swapaxes(self.cells, -1, -2) + floor)


@dataclass(frozen=True, eq=False)
class BaseRows:
    """Covariances of observed changes that the points of the hyperprior mix.

    The first axis of `own`, `link`, `total` and `kernels` is that of walk, noise and drift;
    `noise` and `total_noise` are what revisions add, whatever the point.
    """

    own: FloatArray
    noise: FloatArray
    link: FloatArray
    total: FloatArray
    total_noise: FloatArray
    kernels: FloatArray
    unit_cells: FloatArray
    total_cells: FloatArray

    def at(self, coefficients: FloatArray) -> Rows:
        """Rows at some points of the hyperprior, shape (..., 6)."""
        root = square_root(mix(coefficients[..., COMMON], self.kernels))
        return Rows(
            own=mix(coefficients[..., OWN], self.own) + self.noise,
            shared=self.unit_cells @ root[..., None, :, :],
            link=mix(coefficients[..., OWN], self.link),
            total=mix(coefficients[..., OWN], self.total) + self.total_noise,
            total_shared=self.total_cells @ root,
        )


def base_rows(
    kernels: FloatArray,
    units: Steps,
    total: Steps,
    pull: FloatArray,
    variance: FloatArray,
    revision_unit: float,
) -> BaseRows:
    """Base covariances of the changes of all units and of their total.

    Parameters
    ----------
    pull : array, shape (unit,)
        Shares of the units in a change of the total.
    variance : array, shape (unit,)
        Variance of each unit's own part, relative to the panel's.
    revision_unit : float
        Variance of revisions that counts as 1: the panel's of a yearly change.
    """
    turned = np.swapaxes(units.cells, -1, -2)
    return BaseRows(
        own=units.cells @ kernels[:, None] @ turned * variance[:, None, None],
        noise=units.noise(revision_unit),
        link=(total.cells @ kernels)[:, None] @ turned * (pull * variance)[:, None, None],
        total=total.cells @ kernels @ total.cells.T * (pull**2 @ variance),
        total_noise=total.noise(revision_unit),
        kernels=kernels,
        unit_cells=units.cells,
        total_cells=total.cells,
    )


def mix(coefficients: FloatArray, base: FloatArray) -> FloatArray:
    """Covariance at one or more points of the hyperprior from the base covariances."""
    mixed = coefficients @ base.reshape(len(base), -1)
    return np.asarray(mixed.reshape(*coefficients.shape[:-1], *base.shape[1:]))


def square_root(covariance: FloatArray) -> FloatArray:
    """Lower Cholesky factor of a covariance, which may be singular but for a trace of noise.

    Unlike a root from eigenvectors, whose signs are free, it is the same on every processor.
    """
    floor = JITTER * np.eye(covariance.shape[-1])
    return np.asarray(np.linalg.cholesky(covariance + floor), dtype=np.float64)
