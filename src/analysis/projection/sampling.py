"""Joint draws of what follows the last figures, given what was learnt from the changes so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack

from analysis.projection.covariance import Contrasts, base_covariances, mix
from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray
from analysis.projection.posterior import JITTER, Changes, Point, Posterior, lower_factor

OWN_TAIL_DF = 5.0
OWN_TAIL_SCALE = 0.8
"""Tails of a unit's own shocks: Student's t, a little narrower in the middle."""
COMMON_TAIL_DF = 6.0
"""Tails of the shocks that all units share: Student's t of the same variance."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Draws, those of one point of the grid together.

    Parameters
    ----------
    paths : array, shape (draw, unit, cell)
        Wanted contrasts on the logit scale.
    counts : array, shape (point,)
        How many draws were made with each point, in this order.
    covariances : list of array, shape (unit, cell, unit, cell)
        Covariance of the contrasts at each point, given the observed changes.
    """

    paths: FloatArray
    counts: IntArray
    covariances: list[FloatArray]


def sample(
    changes: Changes,
    posterior: Posterior,
    wanted: Contrasts,
    draws: int,
    generator: np.random.Generator,
) -> Sample:
    """Draws of the wanted contrasts, which run over all units and for each over the same cells."""
    setting = (posterior.variance, posterior.revision_ratio)
    across = base_covariances(changes.kernels, wanted, changes.contrasts, *setting)
    within = base_covariances(changes.kernels, wanted, wanted, *setting)
    counts = _allot(posterior.probability, draws, generator)
    used = np.flatnonzero(counts)
    normal = generator.standard_normal((draws, len(wanted)))
    shape = (len(posterior.variance), len(wanted) // len(posterior.variance))
    covariances, last = [], np.cumsum(counts)
    mean = np.empty_like(normal)
    for i in used.tolist():
        point, mine = posterior.points[i], slice(last[i] - counts[i], last[i])
        mean[mine], covariance = _given_changes(point, across, within)
        normal[mine] = normal[mine] @ lower_factor(covariance).T
        covariances.append(point.scale / (posterior.degrees - 2) * covariance.reshape(*shape * 2))
    deviation = _with_tails(posterior, np.repeat(used, counts[used]), normal, generator)
    return Sample(mean.reshape(deviation.shape) + deviation, counts[used], covariances)


def _given_changes(
    point: Point, across: FloatArray, within: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Mean and covariance of the wanted contrasts, given the observed ones (kriging)."""
    link = mix(point.coefficients, across)
    explained, _ = lapack.dtrtrs(point.factor, link.T, lower=True)
    covariance = mix(point.coefficients, within) - explained.T @ explained
    covariance.flat[:: len(covariance) + 1] += JITTER
    return link @ point.solved, covariance


def _allot(probability: FloatArray, draws: int, generator: np.random.Generator) -> IntArray:
    """How many draws each point gets: systematic sampling, within one of its exact share."""
    edges = np.floor(np.cumsum(probability) / probability.sum() * draws + generator.random())
    edges[-1] = draws
    return np.asarray(np.diff(np.minimum(edges, draws), prepend=0).astype(np.int64))


def _with_tails(
    posterior: Posterior, which: IntArray, normal: FloatArray, generator: np.random.Generator
) -> FloatArray:
    """Deviations from the mean, shape (draw, unit, cell), with the variances and tails of units.

    Parameters
    ----------
    which : array, shape (draw,)
        Point of the grid of each draw.
    """
    draws, units = len(which), len(posterior.variance)
    scale = np.array([point.scale for point in posterior.points])[which]
    sd = np.sqrt(scale / generator.chisquare(posterior.degrees, draws))
    deviation = (normal * sd[:, None]).reshape(draws, units, -1)
    common = deviation.mean(axis=1, keepdims=True)
    heavy = (COMMON_TAIL_DF - 2) / generator.chisquare(COMMON_TAIL_DF, (draws, 1, 1))
    ratio = posterior.unit_variance[which] / posterior.variance
    tails = OWN_TAIL_SCALE * OWN_TAIL_DF / generator.chisquare(OWN_TAIL_DF, (draws, units))
    own = (deviation - common) * np.sqrt(tails * ratio)[:, :, None]
    return np.asarray(common * np.sqrt(heavy) + own - own.mean(axis=1, keepdims=True))
