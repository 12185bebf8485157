"""Gaussian algebra of many units that are independent but for what all share and what they sum to.

A row of a unit is ``own + shared @ factors``, with independent standard normal factors; a row of
the total is a weighted sum of rows of its parts. What is seen of one unit is eliminated first,
then the total's rows, then the factors (Woodbury), so that covariances between units are never
laid out: time and memory grow with the number of units and not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.projection.measurements import IntArray
from analysis.projection.model import FloatArray

JITTER = 1e-9
"""Added to variances, so that what is known but for rounding has a root."""
FEW = 128
"""Units times targets up to which a covariance is multiplied as a whole."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Covariance of what is seen; leading axes, one entry for each point of a grid, are free.

    Parameters
    ----------
    own : array, shape (..., unit, row, row)
        Covariance of the own parts of a unit's rows, noise included.
    shared : array, shape (..., unit, row, factor)
        Loadings of a unit's rows on the factors.
    link : array, shape (..., unit, total row, row)
        Covariance of the own part of the total's rows with that of a unit's rows.
    total : array, shape (..., total row, total row)
        Covariance of the own part of the total's rows, noise included.
    total_shared : array, shape (..., total row, factor)
        Loadings of the total's rows on the factors.
    """

    own: FloatArray
    shared: FloatArray
    link: FloatArray
    total: FloatArray
    total_shared: FloatArray


@dataclass(frozen=True, eq=False)
class Values:
    """Values of rows: of units (..., unit, row, column), of the total (..., total row, column)."""

    own: FloatArray
    total: FloatArray


@dataclass(frozen=True, eq=False)
class Whitened:
    """Values made independent of each other, and the mean of the factors that they speak for."""

    own: FloatArray
    total: FloatArray
    factors: FloatArray


@dataclass(frozen=True, eq=False)
class Seen:
    """Rows with their covariance factorised: each axis independent of those before it.

    `root` and `total_root` turn rows into independent ones of variance 1; `shared`, `link` and
    `total_shared` are those of `Rows` for the turned rows; `precision` is that of the factors.
    """

    root: FloatArray
    shared: FloatArray
    link: FloatArray
    total_root: FloatArray
    total_shared: FloatArray
    precision: FloatArray

    @cached_property
    def log_determinant(self) -> FloatArray:
        """Log of the determinant of the covariance of all rows, shape (...)."""
        units = -2 * np.log(_diagonal(self.root)).sum(axis=(-2, -1))
        total = -2 * np.log(_diagonal(self.total_root)).sum(axis=-1)
        return np.asarray(units + total + np.linalg.slogdet(self.precision)[1])

    def whitened(self, values: Values) -> Whitened:
        """Values in the turned rows, and what they say of the factors."""
        own = self.root @ values.own
        total = self.total_root @ (values.total - (self.link @ own).sum(axis=-3))
        said = (_turned(self.shared) @ own).sum(axis=-3) + _turned(self.total_shared) @ total
        return Whitened(own, total, np.linalg.solve(self.precision, said))

    def solved(self, values: Values) -> Values:
        """Values divided by the covariance of the rows."""
        white = self.whitened(values)
        total = _turned(self.total_root) @ (white.total - self.total_shared @ white.factors)
        rest = white.own - self.shared @ white.factors[..., None, :, :]
        own = _turned(self.root) @ (rest - _turned(self.link) @ total[..., None, :, :])
        return Values(own, total)


def factorised(rows: Rows) -> Seen:
    """Factorise the covariance of rows.

    Raises
    ------
    LinAlgError
        If it is not positive definite.
    """
    root = np.linalg.inv(np.linalg.cholesky(rows.own))
    shared = root @ rows.shared
    link = rows.link @ _turned(root)
    left = rows.total - (link @ _turned(link)).sum(axis=-3)
    total_root = np.linalg.inv(np.linalg.cholesky(left))
    total_shared = total_root @ (rows.total_shared - (link @ shared).sum(axis=-3))
    precision = (_turned(shared) @ shared).sum(axis=-3) + _turned(total_shared) @ total_shared
    precision = precision + np.eye(precision.shape[-1])
    return Seen(root, shared, link, total_root, total_shared, precision)


@dataclass(frozen=True, eq=False)
class Targets:
    """Rows of the units that are wanted, given seen ones.

    Parameters
    ----------
    own : array, shape (..., unit, target, target)
    link : array, shape (..., unit, target, row)
        Covariance of the own parts of targets and seen rows of a unit.
    total_link : array, shape (..., unit, target, total row)
        Covariance of the own part of a unit's targets with the total's rows.
    shared : array, shape (..., unit, target, factor)
    """

    own: FloatArray
    link: FloatArray
    total_link: FloatArray
    shared: FloatArray


@dataclass(frozen=True, eq=False)
class Spread:
    """Covariance of the targets of all units: one block a unit, and a few loadings of all.

    Parameters
    ----------
    own : array, shape (..., unit, target, target)
    loadings : array, shape (..., unit, target, loading)
    sign : array, shape (loading,)
        1 for what adds to the covariance, -1 for what knowledge of the total takes away.
    """

    own: FloatArray
    loadings: FloatArray
    sign: FloatArray

    def times(self, vectors: FloatArray) -> FloatArray:
        """Product with vectors of shape (unit, target, column)."""
        if self._whole is not None:
            return (self._whole @ vectors.reshape(len(self._whole), -1)).reshape(vectors.shape)
        flat, signed = self._flat
        moved = signed @ (flat.T @ vectors.reshape(len(flat), -1))
        return np.asarray(self.own @ vectors + moved.reshape(vectors.shape))

    def of_sums(self, weights: FloatArray) -> FloatArray:
        """Covariance of each column's weighted sums over the units, shape (target, target, column).

        Parameters
        ----------
        weights : array, shape (unit, target, column)
        """
        by_target = np.ascontiguousarray(weights.swapaxes(0, 1))
        if self._columns is not None:
            products = (self._columns @ by_target).reshape(weights.shape[1], *weights.shape)
            return np.asarray((products * weights).sum(axis=1))
        pairs = by_target[:, None] * by_target
        own = np.einsum("ukl,klud->kld", self.own, pairs)
        common = self._by_target @ by_target
        return np.asarray(own + np.einsum("kfd,f,lfd->kld", common, self.sign, common))

    @cached_property
    def _columns(self) -> FloatArray | None:
        """`_whole` by the target of its columns, shape (target, unit and target, unit)."""
        if self._whole is None:
            return None
        by_unit = self._whole.reshape(len(self._whole), *self.own.shape[:2])
        return np.ascontiguousarray(by_unit.transpose(2, 0, 1))

    @cached_property
    def _whole(self) -> FloatArray | None:
        """Covariance of all units and targets, where they are so few that one product is faster."""
        units, targets, _ = self.own.shape
        if units * targets > FEW:
            return None
        flat, signed = self._flat
        blocks = (signed @ flat.T).reshape(units, targets, units, targets)
        each = np.arange(units)
        blocks[each, :, each] += self.own
        return np.asarray(blocks.reshape(units * targets, -1))

    @cached_property
    def _flat(self) -> tuple[FloatArray, FloatArray]:
        """Loadings of all units and targets in one column, and the same with their signs."""
        units, targets, factors = self.loadings.shape
        flat = self.loadings.reshape(units * targets, factors)
        return flat, flat * self.sign

    @cached_property
    def _by_target(self) -> FloatArray:
        """Loadings of shape (target, loading, unit)."""
        return np.ascontiguousarray(self.loadings.transpose(1, 2, 0))

    def of(self, point: int) -> Spread:
        """Covariance at one point, where points are the first axis."""
        return Spread(self.own[point], self.loadings[point], self.sign)

    def draw(self, count: int, generator: np.random.Generator) -> FloatArray:
        """Draws of the targets, shape (..., unit, target, draw), where nothing is taken away."""
        *lead, units, targets, factors = self.loadings.shape
        root = np.linalg.cholesky(self.own + JITTER * np.eye(targets))
        own = root @ generator.standard_normal((*lead, units, targets, count))
        return own + self.loadings @ generator.standard_normal((*lead, 1, factors, count))

    def at(self, targets: IntArray) -> Spread:
        """Covariance of some of the targets."""
        own = self.own[..., targets[:, None], targets]
        loadings = self.loadings[..., targets, :]
        # Products run along the last axes, which picking leaves far apart in memory.
        return Spread(np.ascontiguousarray(own), np.ascontiguousarray(loadings), self.sign)


@dataclass(frozen=True, eq=False)
class Prediction:
    """What seen rows say of the targets: `mean` of any values of theirs, and the `spread` left.

    `before_total` is the spread that the rows of the units leave, those of the total aside.
    """

    seen: Seen
    before_total: Spread
    of_own: FloatArray
    of_total: FloatArray
    of_factors: FloatArray
    spread: Spread

    def mean(self, values: Values) -> FloatArray:
        """Mean of the targets given values of the seen rows, shape (..., unit, target, column)."""
        white = self.seen.whitened(values)
        total, factors = white.total[..., None, :, :], white.factors[..., None, :, :]
        return np.asarray(
            self.of_own @ white.own + self.of_total @ total + self.of_factors @ factors
        )


def predicted(seen: Seen, targets: Targets) -> Prediction:
    """Condition the targets on the seen rows."""
    of_own = targets.link @ _turned(seen.root)
    own = targets.own - of_own @ _turned(of_own)
    of_total = targets.total_link - of_own @ _turned(seen.link)
    of_total = of_total @ _turned(seen.total_root)[..., None, :, :]
    before = targets.shared - of_own @ seen.shared
    after = before - of_total @ seen.total_shared[..., None, :, :]
    said = _turned(seen.total_shared) @ seen.total_shared
    alone = _divided(before, seen.precision - said)
    loadings = np.concatenate([_divided(after, seen.precision), of_total], axis=-1)
    sign = np.repeat([1.0, -1.0], [alone.shape[-1], of_total.shape[-1]])
    return Prediction(
        seen,
        Spread(own, alone, np.ones(alone.shape[-1])),
        of_own,
        of_total,
        after,
        Spread(own, loadings, sign),
    )


def _divided(loadings: FloatArray, precision: FloatArray) -> FloatArray:
    """Loadings on independent factors of variance 1, from those on factors of a precision."""
    root = np.linalg.inv(np.linalg.cholesky(precision))
    return np.asarray(loadings @ _turned(root)[..., None, :, :])


def _turned(matrices: FloatArray) -> FloatArray:
    return np.swapaxes(matrices, -1, -2)


def _diagonal(matrices: FloatArray) -> FloatArray:
    return np.diagonal(matrices, axis1=-2, axis2=-1)
