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
from analysis.projection.covariance import Cells, Contrasts, base_covariances, mix
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
            seen = np.array([row for row, _ in rows])
            link = self._toward @ seen.T
            known = seen @ self._covariance @ seen.T + np.diag([noise for _, noise in rows])
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
        return np.asarray(self._toward @ self._targets.T)

    @cached_property
    def _toward(self) -> FloatArray:
        """Covariance of the targets with every unit's cells."""
        return np.asarray(self._targets @ self._covariance)

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
        rows = np.zeros((units + 1, units, count))
        rows[np.arange(units), np.arange(units), last] = 1.0
        rows[-1, :, last] = self.frame.share * rate_slope(self._centre)
        return rows.reshape(units + 1, -1)

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
        return row.ravel(), float((REVISION_SD_PP[figure.vintage] * slope(middle)) ** 2)

    @cached_property
    def _covariance(self) -> FloatArray:
        """Covariance of all units and cells, given every published figure."""
        prior, seen, noise = self._prior, self._seen, self._noise
        link = prior @ seen.T
        known = seen @ link + np.diag(noise)
        return np.asarray(prior - link @ np.linalg.solve(known, link.T))

    @cached_property
    def _rows(self) -> IntArray:
        measurements = self.frame.task.measurements
        own = [measurements.rows(unit) for unit in self.frame.units]
        return np.concatenate([*own, self.frame.total_rows])

    @cached_property
    def _seen(self) -> FloatArray:
        """What each published figure measures."""
        measurements = self.frame.task.measurements
        seen = np.zeros((len(self._rows), len(self.frame.units), len(self.cells.year)))
        for i, row in enumerate(self._rows.tolist()):
            unit = measurements.units[measurements.unit[row]]
            standard = measurements.standards[measurements.segment[row]]
            cell = self._index[standard, int(measurements.year[row])]
            if unit in self.frame.units:
                seen[i, self.frame.units.index(unit), cell] = 1.0
            else:
                seen[i, :, cell] = self.frame.pull
        return seen.reshape(len(self._rows), -1)

    @cached_property
    def _noise(self) -> FloatArray:
        smallest = np.square(REVISION_SD_PP[Vintage.DECISION] / 100)
        return np.maximum(self.frame.revision_variance[self._rows], smallest)

    @cached_property
    def _prior(self) -> FloatArray:
        """Covariance before any figure: levels, and what the years add under average dynamics."""
        units, count = len(self.frame.units), len(self.cells.year)
        posterior = learn(self.frame.changes, prior_of(self.frame.task))
        scales = np.array([point.scale for point in posterior.points]) / (posterior.degrees - 2)
        coefficients = np.array([point.coefficients for point in posterior.points])
        share = posterior.probability * scales
        variance = share @ posterior.unit_variance / share.sum()
        everywhere = self._since_start()
        nothing = np.zeros(0)
        base = base_covariances(self.cells.kernels(), everywhere, everywhere, variance, nothing)
        years = mix(share @ coefficients, base).reshape(units, count, units, count)
        return np.asarray((years + self._levels()).reshape(units * count, -1))

    def _levels(self) -> FloatArray:
        """Covariance of levels: free in each standard, but guessed where a unit has no figure."""
        segment, now = self.cells.segment, self.frame.task.measurements.current
        same = segment[:, None] == segment[None, :]
        current = same & (segment == now)
        guessed = self.frame.levels.covariance
        free = FREE_LEVEL_SD**2 * np.eye(len(guessed))
        present = guessed + free * (guessed.diagonal() == 0)
        return np.asarray(
            present[:, None, :, None] * current[None, :, None, :]
            + free[:, None, :, None] * (same & ~current)[None, :, None, :]
        )

    def _since_start(self) -> Contrasts:
        """Every unit's cells less the one that its level stands for."""
        units, count = len(self.frame.units), len(self.cells.year)
        current = self.cells.segment == self.frame.task.measurements.current
        first = [int(np.argmax(self.cells.segment == s)) for s in self.cells.segment]
        starts = [np.where(current, start, first) for start in map(self._start, self.frame.units)]
        nobody = np.full(units * count, -1)
        return Contrasts(
            share=np.repeat(np.eye(units), count, axis=0),
            later=np.tile(np.arange(count), units),
            earlier=np.concatenate(starts),
            later_figure=nobody,
            earlier_figure=nobody,
        )

    def _start(self, unit: str) -> int:
        """Cell of a unit's last figure in the present standard, else of the total's."""
        task = self.frame.task
        year = task.measurements.origin(unit) or task.measurements.origin(task.panel.total or "")
        return self._index[self._standards[task.measurements.current], year or 0]


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
