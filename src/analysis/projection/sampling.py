"""Joint draws of what follows the last figures, given what was learnt from the changes so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.projection.blocks import Spread, Targets, Values, factorised, predicted
from analysis.projection.covariance import COMMON, OWN, BaseRows, mix, square_root
from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray
from analysis.projection.posterior import Changes, Posterior

OWN_TAIL_DF = 5.0
OWN_TAIL_SCALE = 0.8
"""Tails of a unit's own shocks: Student's t, a little narrower in the middle."""
COMMON_TAIL_DF = 6.0
"""Tails of the shocks that all units share: Student's t of the same variance."""
SMALLEST_TILE = 16
TILES_A_POINT = 4
"""Draws are made in tiles of one point of the grid: the larger, the faster, and the fewer the
points that speak."""
NUMBERS_AT_ONCE = 1_000_000
"""Numbers drawn in one go: few calls for small panels, little memory for large ones."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is drawn: of every unit the same cells, each less the one that the unit starts from.

    Parameters
    ----------
    ahead : array of int, shape (target,)
        Cells.
    start : array of int, shape (unit,)
        Cell of each unit's last figure, whose revision is part of the difference.
    """

    ahead: IntArray
    start: IntArray


@dataclass(frozen=True, eq=False)
class Sample:
    """Draws made with some points of the grid, those of each together.

    Parameters
    ----------
    paths : array, shape (unit, target, draw)
        Wanted differences on the logit scale.
    counts : array, shape (point,)
        How many draws were made with each point.
    spreads : list of Spread
        Covariance of the differences at each point, given the observed changes.
    """

    paths: FloatArray
    counts: IntArray
    spreads: list[Spread]


def samples(
    changes: Changes,
    posterior: Posterior,
    wanted: Wanted,
    draws: int,
    generator: np.random.Generator,
) -> Iterator[Sample]:
    """Draws of the wanted differences, a few points of the grid at a time; some more than asked."""
    base = changes.base(posterior.variance)
    size = max(SMALLEST_TILE, draws // (TILES_A_POINT * len(posterior.probability)))
    which = np.repeat(*_allotted(posterior.probability, -(-draws // size), generator))
    most = max(1, NUMBERS_AT_ONCE // (size * changes.units.revision.size))
    for some in np.split(which, range(most, len(which), most)):
        points = _Points(changes, base, wanted, posterior, some)
        yield _joined(points.draws(size, generator), some, points.spread)


def _joined(tiles: FloatArray, which: IntArray, spread: Spread) -> Sample:
    """Draws of tiles one after another, those of a point together."""
    _, firsts, counts = np.unique(which, return_index=True, return_counts=True)
    spreads = [spread.of(first) for first in firsts.tolist()]
    return Sample(np.concatenate([*tiles], axis=2), counts * tiles.shape[-1], spreads)


class _Points:
    """Some points of the grid, the first axis of all, and what they say of the differences."""

    def __init__(
        self,
        changes: Changes,
        base: BaseRows,
        wanted: Wanted,
        posterior: Posterior,
        which: IntArray,
    ) -> None:
        self.changes, self.wanted, self.variance = changes, wanted, posterior.variance
        self.degrees, self.scale = posterior.degrees, posterior.points.scale[which]
        self.unit_variance = posterior.unit_variance[which]
        coefficients = posterior.points.coefficients[which]
        seen = factorised(base.at(coefficients))
        self.prediction = predicted(seen, self._targets(coefficients))

    @property
    def spread(self) -> Spread:
        """Covariance of the differences, with the mean of the overall variance."""
        left = self.prediction.spread.at(self._differences)
        variance = (self.scale / (self.degrees - 2))[:, None, None, None]
        return Spread(left.own * variance, left.loadings * np.sqrt(variance), left.sign)

    def draws(self, count: int, generator: np.random.Generator) -> FloatArray:
        """Draws of the differences, shape (point, unit, target, draw).

        Draws that know the changes of the units are corrected by what the total says against
        theirs (Matheron's rule).
        """
        changes, differences = self.changes, self._differences
        deviation = self.prediction.before_total.draw(count, generator)
        revision = np.sqrt(changes.total.revision / changes.revision_unit)
        normal = generator.standard_normal((len(self.scale), len(revision), count))
        total = np.einsum("pucn,u->pcn", deviation[:, :, len(differences) :], changes.pull)
        total += changes.total.cells @ (revision[:, None] * normal)
        nothing = np.zeros((*changes.units.values.shape, 1))
        deviation -= self.prediction.mean(Values(nothing, total))
        deviation = self._with_tails(deviation[:, :, differences], generator)
        return self.prediction.mean(changes.values)[:, :, differences] + deviation

    @property
    def _differences(self) -> IntArray:
        """Positions of the wanted differences among the targets; changes of the total follow."""
        return np.arange(len(self.wanted.ahead))

    def _targets(self, coefficients: FloatArray) -> Targets:
        """Wanted differences of all units, and of each what it adds to the changes of the total."""
        changes, start = self.changes, self.wanted.start
        kernels = mix(coefficients[:, OWN], changes.kernels)
        common = square_root(mix(coefficients[:, COMMON], changes.kernels))
        turned = np.swapaxes(changes.units.cells, 1, 2)
        cells = self._cells(np.eye(kernels.shape[-1]))
        toward = cells @ kernels[:, None] * self.variance[:, None, None]
        each = np.arange(len(start))
        revision = changes.units.revision[each, start] / changes.revision_unit
        starts = np.repeat([1.0, 0.0], [len(self.wanted.ahead), len(changes.total.values)])
        revised = starts[:, None] * revision[:, None, None]
        return Targets(
            own=toward @ np.swapaxes(cells, 1, 2) + revised * starts,
            link=toward @ turned - revised * turned[each, start][:, None],
            total_link=toward @ changes.total.cells.T * changes.pull[:, None, None],
            shared=cells @ common[:, None],
        )

    def _cells(self, one: FloatArray) -> FloatArray:
        """Cells in each target, shape (unit, target, cell)."""
        differences = one[self.wanted.ahead] - one[self.wanted.start][:, None]
        total = self.changes.total.cells
        return np.concatenate(
            [differences, np.broadcast_to(total, (len(differences), *total.shape))], axis=1
        )

    def _with_tails(self, normal: FloatArray, generator: np.random.Generator) -> FloatArray:
        """Deviations with the variances and tails of units, shape (point, unit, target, draw)."""
        points, units, _, count = normal.shape
        chi = generator.chisquare(self.degrees, (points, count))
        deviation = normal * np.sqrt(self.scale[:, None] / chi)[:, None, None]
        common = deviation.mean(axis=1, keepdims=True)
        heavy = (COMMON_TAIL_DF - 2) / generator.chisquare(COMMON_TAIL_DF, (points, 1, 1, count))
        ratio = (self.unit_variance / self.variance)[..., None]
        tails = generator.chisquare(OWN_TAIL_DF, (points, units, count))
        factor = np.sqrt(OWN_TAIL_SCALE * OWN_TAIL_DF / tails * ratio)
        own = (deviation - common) * factor[:, :, None]
        return np.asarray(common * np.sqrt(heavy) + own - own.mean(axis=1, keepdims=True))


def _allotted(
    probability: FloatArray, tiles: int, generator: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """Points and how many tiles each gets: systematic sampling, within one of its exact share."""
    edges = np.floor(np.cumsum(probability) / probability.sum() * tiles + generator.random())
    edges[-1] = tiles
    counts = np.diff(np.minimum(edges, tiles), prepend=0).astype(np.int64)
    return np.arange(len(counts)), counts
