"""What a figure not yet published would be worth: how far it would narrow the projection.

The joint model is linear and Gaussian once its dynamics are fixed, so that what a further figure
does to the spread of a projection depends on when and where it is taken, not on what it will say:
the narrowing can be told before asking (preposterior analysis). Dynamics are those of the
posterior on average; the tails of the drawn paths are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.stats import norm

from analysis.data.model import Panel, Vintage
from analysis.projection.blocks import Rows, Spread, Targets, factorised, predicted
from analysis.projection.covariance import COMMON, OWN, Cells, mix, square_root
from analysis.projection.frame import Frame
from analysis.projection.measurements import REVISION_SD_PP, IntArray
from analysis.projection.methods import task_of
from analysis.projection.model import Basis, FloatArray, Projection
from analysis.projection.pooled_trend import prior_of
from analysis.projection.posterior import learn
from analysis.projection.scale import rate_slope, slope, to_logit, to_percent

FREE_LEVEL_SD = 5.0
"""Spread, on the logit, of a level that nothing is known of before its first figure."""
HALF_BAND = float(norm.ppf(0.9))
"""Standard deviations from the middle to the end of an 80 % band."""


@dataclass(frozen=True, order=True)
class Figure:
    """A figure that could be asked for: end of a year, in a standard, of a certain vintage."""

    unit: str
    year: int
    standard: str
    vintage: Vintage = Vintage.DECISION


@dataclass(frozen=True)
class Width:
    """Widths of the 80 % bands of the last projected year, in percentage points.

    `units` holds those of the units with paths, `mean` weighs them by households and `total` is
    that of the province.
    """

    units: dict[str, float]
    mean: float
    total: float


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the published figures of a panel leave open, as one Gaussian over units and cells.

    Parameters
    ----------
    frame : Frame
        The panel as the joint model sees it.
    projection : Projection
        Its paths, whose centre the bands are laid around.
    cells : Cells
        Years in standards that have a figure, are projected or could be asked for.
    """

    frame: Frame
    projection: Projection
    cells: Cells

    def width(self, asked: Iterable[Figure] = ()) -> Width:
        """Widths of the bands as drawn today, narrowed by further figures where there are any."""
        rows = [self._row(figure) for figure in asked]
        before = self._bands(self._open)
        after = before
        if rows:
            seen = np.stack([row for row, _ in rows], axis=2)
            link = _products(self._toward, seen)
            known = _products(seen, self._left.times(seen))
            known += np.diag([noise for _, noise in rows])
            after = self._bands(self._open - link @ np.linalg.solve(known, link.T))
        bands = self._drawn * after / before
        units = dict(zip(self.frame.units, bands[:-1].tolist(), strict=True))
        return Width(units, float(self.frame.share @ bands[:-1]), float(bands[-1]))

    def _bands(self, spread: FloatArray) -> FloatArray:
        """Widths of the bands of the targets from their covariance, in points."""
        reach = HALF_BAND * np.sqrt(np.maximum(spread.diagonal(), 0.0))
        units = to_percent(self._centre + reach[:-1]) - to_percent(self._centre - reach[:-1])
        return np.append(units, 2 * reach[-1])

    @cached_property
    def _drawn(self) -> FloatArray:
        """Widths of the bands of the drawn paths: of every unit, then of the province."""
        total = self.frame.task.panel.total
        named = [*self.frame.units, *([total] if total in self.projection.units else [])]
        ends = np.array([self.projection.interval(unit, 80)[:, -1] for unit in named])
        widths = ends[:, 1] - ends[:, 0]
        return widths if len(named) > len(self.frame.units) else np.append(widths, np.nan)

    @cached_property
    def _open(self) -> FloatArray:
        return _products(self._targets, self._toward)

    @cached_property
    def _toward(self) -> FloatArray:
        """Covariance of every unit's cells with the targets, shape (unit, cell, target)."""
        return self._left.times(self._targets)

    @cached_property
    def _index(self) -> dict[tuple[str, int], int]:
        """Position of a standard's year among the cells."""
        names = self._standards
        pairs = zip(self.cells.segment.tolist(), self.cells.year.tolist(), strict=True)
        return {(names[segment], year): i for i, (segment, year) in enumerate(pairs)}

    @property
    def _standards(self) -> tuple[str, ...]:
        return self.frame.task.measurements.standards

    @cached_property
    def _centre(self) -> FloatArray:
        """Middle of the last projected year on the logit."""
        means = [float(self.projection.mean(unit)[-1]) for unit in self.frame.units]
        return to_logit(np.array(means))

    @cached_property
    def _targets(self) -> FloatArray:
        """Last projected year of every unit on the logit, then of the province in points."""
        units, count = len(self.frame.units), len(self.cells.year)
        current = self._standards[self.frame.task.measurements.current]
        last = self._index[current, self.projection.years[-1]]
        targets = np.zeros((units, count, units + 1))
        targets[np.arange(units), last, np.arange(units)] = 1.0
        targets[:, last, -1] = self.frame.share * rate_slope(self._centre)
        return np.asarray(targets)

    def _row(self, figure: Figure) -> tuple[FloatArray, float]:
        """What a figure measures, and the variance of its later revisions."""
        units, count = len(self.frame.units), len(self.cells.year)
        row = np.zeros((units, count))
        cell = self._index[figure.standard, figure.year]
        if figure.unit in self.frame.units:
            at = self.frame.units.index(figure.unit)
            row[at, cell] = 1.0
            middle = float(to_percent(self._centre[at]))
        else:
            row[:, cell] = self.frame.pull
            middle = float(self.projection.mean(figure.unit)[-1])
        return row, float((REVISION_SD_PP[figure.vintage] * slope(middle)) ** 2)

    @cached_property
    def _left(self) -> Spread:
        """Covariance of all units and cells, given every published figure."""
        own, shared, pull = *self._prior, self.frame.pull[:, None, None]
        seen, noise = self._seen
        turned = np.swapaxes(seen, 1, 2)
        at, total_noise = self._seen_of_total
        of_total = own[:, at] * pull
        rows = Rows(
            own=seen @ own @ turned + noise[:, None] * np.eye(noise.shape[1]),
            shared=seen @ shared,
            link=of_total @ turned,
            total=(of_total[..., at] * pull).sum(axis=0) + np.diag(total_noise),
            total_shared=(shared[:, at] * pull).sum(axis=0),
        )
        targets = Targets(own, own @ turned, np.swapaxes(of_total, 1, 2), shared)
        return predicted(factorised(rows), targets).spread

    @cached_property
    def _seen(self) -> tuple[FloatArray, FloatArray]:
        """Which cells the figures of the units are at, and the variances of their revisions.

        Shapes are (unit, figure, cell) and (unit, figure); a unit with fewer figures is filled up
        with some that say nothing.
        """
        rows = [self.frame.task.measurements.rows(unit) for unit in self.frame.units]
        longest = max(map(len, rows))
        seen = np.zeros((len(rows), longest, len(self.cells.year)))
        noise = np.ones((len(rows), longest))
        for i, mine in enumerate(rows):
            seen[i, np.arange(len(mine)), self._cells_of(mine)] = 1.0
            noise[i, : len(mine)] = self._noise[mine]
        return seen, noise

    @property
    def _seen_of_total(self) -> tuple[IntArray, FloatArray]:
        """Cells of the figures of the total, and the variances of their revisions."""
        rows = self.frame.total_rows
        return self._cells_of(rows), self._noise[rows]

    def _cells_of(self, rows: IntArray) -> IntArray:
        measurements = self.frame.task.measurements
        standards = [self._standards[segment] for segment in measurements.segment[rows]]
        pairs = zip(standards, measurements.year[rows].tolist(), strict=True)
        return np.array([self._index[pair] for pair in pairs], dtype=np.int64)

    @cached_property
    def _noise(self) -> FloatArray:
        smallest = np.square(REVISION_SD_PP[Vintage.DECISION] / 100)
        return np.maximum(self.frame.revision_variance, smallest)

    @cached_property
    def _prior(self) -> tuple[FloatArray, FloatArray]:
        """Before any figure: levels, and what the years add under average dynamics.

        Own covariances of the units, shape (unit, cell, cell), and loadings on what they share.
        """
        posterior = learn(self.frame.changes, prior_of(self.frame.task))
        share = posterior.probability * posterior.points.scale / (posterior.degrees - 2)
        variance = share @ posterior.unit_variance / share.sum()
        coefficients, kernels = share @ posterior.points.coefficients, self.cells.kernels()
        since = np.eye(len(self.cells.year)) - self._starts()
        years = since @ mix(coefficients[OWN], kernels) @ np.swapaxes(since, 1, 2)
        common = since @ square_root(mix(coefficients[COMMON], kernels))
        own_level, common_level = self._levels()
        own = years * variance[:, None, None] + own_level
        return own, np.concatenate([common, common_level], axis=2)

    def _levels(self) -> tuple[FloatArray, FloatArray]:
        """Covariance of levels: free in each standard, but guessed where a unit has no figure."""
        segment, levels = self.cells.segment, self.frame.levels
        same = segment[:, None] == segment[None, :]
        current = segment == self.frame.task.measurements.current
        sd = np.where(levels.common_sd > 0, levels.sd, FREE_LEVEL_SD)[:, None, None]
        own = np.where(current[:, None], sd**2, FREE_LEVEL_SD**2) * same
        return own, levels.common_sd[:, None, None] * current[:, None]

    def _starts(self) -> FloatArray:
        """For each unit and cell, 1 at the cell that its level stands for."""
        current = self.cells.segment == self.frame.task.measurements.current
        first = np.array([int(np.argmax(self.cells.segment == s)) for s in self.cells.segment])
        starts = [np.where(current, self._start(unit), first) for unit in self.frame.units]
        return np.asarray(np.eye(len(current))[np.array(starts)])

    def _start(self, unit: str) -> int:
        """Cell of a unit's last figure in the present standard, else of the total's."""
        task = self.frame.task
        year = task.measurements.origin(unit) or task.measurements.origin(task.panel.total or "")
        return self._index[self._standards[task.measurements.current], year or 0]


def _products(one: FloatArray, other: FloatArray) -> FloatArray:
    """Products of all columns of two arrays of shape (unit, cell, column)."""
    return np.asarray(np.tensordot(one, other, axes=((0, 1), (0, 1))))


def knowledge(panel: Panel, projection: Projection, asked: Iterable[Figure]) -> Knowledge | None:
    """What a panel leaves open, over all that could be asked for.

    Returns
    -------
    Knowledge or None
        None where no unit has paths: then the first figures are worth more than any number says.
    """
    if not projection.years:
        return None
    frame = Frame(task_of(panel, horizon=projection.years[-1]))
    if not frame.units:
        return None
    measurements = frame.task.measurements
    known = frame.cells
    pairs = {*zip(known.segment.tolist(), known.year.tolist(), strict=True)}
    pairs |= {(measurements.standards.index(f.standard), f.year) for f in asked}
    segment, year = np.array(sorted(pairs), dtype=np.int64).T
    return Knowledge(frame, projection, Cells(segment, year, known.now))


def figures_missing(
    panel: Panel, projection: Projection, years: Iterable[tuple[str, int]]
) -> tuple[Figure, ...]:
    """Figures that could be asked for: those never published, and those not yet final.

    Parameters
    ----------
    years : iterable of (standard, year)
        What may be asked for of every unit with paths of its own.
    """
    known = {(o.unit, o.standard, o.year): o.vintage for u in panel.units for o in panel.usable(u)}
    units = [u for u in projection.units if projection.evidence[u].basis is not Basis.SUM]
    return tuple(
        Figure(unit, year, standard)
        for standard, year in years
        for unit in units
        if known.get((unit, standard, year), Vintage.UNVERIFIED) < Vintage.REPORTED
    )
