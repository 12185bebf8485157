"""Joint draws of what follows the last figures, given what was learnt from the changes so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from analysis.projection.covariance import Contrasts, base_covariances, mix
from analysis.projection.model import FloatArray
from analysis.projection.posterior import JITTER, Changes, Point, Posterior

OWN_TAIL_DF = 5.0
OWN_TAIL_SCALE = 0.8
"""Tails of a unit's own shocks: Student's t, a little narrower in the middle."""
COMMON_TAIL_DF = 6.0
"""Tails of the shocks that all units share: Student's t of the same variance."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Draws made with one point of the grid.

    Parameters
    ----------
    paths : array, shape (draw, unit, cell)
        Wanted contrasts on the logit scale.
    covariance : array, shape (unit, cell, unit, cell)
        Their covariance given the observed changes.
    """

    paths: FloatArray
    covariance: FloatArray


def sample(
    changes: Changes,
    posterior: Posterior,
    wanted: Contrasts,
    draws: int,
    generator: np.random.Generator,
) -> Iterator[Batch]:
    """Draws of the wanted contrasts, which run over all units and for each over the same cells."""
    setting = (posterior.variance, posterior.revision_ratio)
    across = base_covariances(changes.kernels, wanted, changes.contrasts, *setting)
    within = base_covariances(changes.kernels, wanted, wanted, *setting)
    counts = _allot(posterior.probability, draws, generator)
    for i in np.flatnonzero(counts).tolist():
        point = posterior.points[i]
        mean, covariance = _given_changes(point, across, within)
        deviation = _deviations(posterior, i, covariance, int(counts[i]), generator)
        grid = deviation.shape[1:]
        variance = point.scale / (posterior.degrees - 2)
        yield Batch(mean.reshape(grid) + deviation, (variance * covariance).reshape(grid * 2))


def _given_changes(
    point: Point, across: FloatArray, within: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Mean and covariance of the wanted contrasts, given the observed ones (kriging)."""
    link = mix(point.coefficients, across)
    explained = solve_triangular(point.factor, link.T, lower=True, check_finite=False)
    covariance = mix(point.coefficients, within) - explained.T @ explained
    covariance[np.diag_indices_from(covariance)] += JITTER
    return link @ point.solved, covariance


def _allot(probability: FloatArray, draws: int, generator: np.random.Generator) -> FloatArray:
    """How many draws each point gets: systematic sampling, within one of its exact share."""
    edges = np.floor(np.cumsum(probability) / probability.sum() * draws + generator.random())
    edges[-1] = draws
    return np.asarray(np.diff(np.minimum(edges, draws), prepend=0).astype(np.int64))


def _deviations(
    posterior: Posterior,
    i: int,
    covariance: FloatArray,
    count: int,
    generator: np.random.Generator,
) -> FloatArray:
    """Deviations from the mean, shape (draw, unit, cell), with the variances and tails of units."""
    units = len(posterior.variance)
    factor = cholesky(covariance, lower=True, check_finite=False)
    normal = generator.standard_normal((count, len(covariance))) @ factor.T
    variance = posterior.points[i].scale / generator.chisquare(posterior.degrees, (count, 1, 1))
    deviation = normal.reshape(count, units, -1) * np.sqrt(variance)
    common = deviation.mean(axis=1, keepdims=True)
    own = (deviation - common) * _own_tails(posterior, i, count, generator)
    heavy = (COMMON_TAIL_DF - 2) / generator.chisquare(COMMON_TAIL_DF, (count, 1, 1))
    return np.asarray(common * np.sqrt(heavy) + own - own.mean(axis=1, keepdims=True))


def _own_tails(
    posterior: Posterior, i: int, count: int, generator: np.random.Generator
) -> FloatArray:
    shape = (count, len(posterior.variance), 1)
    tails = OWN_TAIL_SCALE * OWN_TAIL_DF / generator.chisquare(OWN_TAIL_DF, shape)
    return np.asarray(np.sqrt(tails * (posterior.unit_variance[i] / posterior.variance)[:, None]))
