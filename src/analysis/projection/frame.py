"""A panel laid out for the joint model: its cells, observed changes and wanted paths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from analysis.projection.covariance import Cells, Steps
from analysis.projection.known_total import (
    KnownTotal,
    Levels,
    rows_of_incomplete_total,
    starting_levels,
    total_sd_pct,
)
from analysis.projection.measurements import IntArray
from analysis.projection.method import Task
from analysis.projection.model import Basis, FloatArray
from analysis.projection.posterior import Changes
from analysis.projection.sampling import Wanted
from analysis.projection.scale import rate_slope, to_percent


@dataclass(frozen=True, eq=False)
class Frame:
    """The units of a task, the cells of the model and the published total where it helps."""

    task: Task

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units with paths of their own, sorted: those with figures and those estimated."""
        return tuple(sorted((*self.task.series, *self.task.estimated)))

    @cached_property
    def total_rows(self) -> IntArray:
        """Figures of the total that tell something about parts without figures."""
        total = self.task.panel.total
        if total is None or self.task.evidence[total].basis is not Basis.SUM:
            return np.empty(0, dtype=np.int64)
        return rows_of_incomplete_total(self.task.measurements, total, self.units)

    @cached_property
    def share(self) -> FloatArray:
        """Share of each unit in the households of the total."""
        weights = np.array([self.task.panel.weights.get(unit, 1.0) for unit in self.units])
        return np.asarray(weights / weights.sum())

    @cached_property
    def total_sd_pct(self) -> float:
        """Distance of the total from the sum of its parts, in points."""
        if not self.total_rows.size or self.task.panel.total is None:
            return 0.0
        return total_sd_pct(self.task.measurements, self.task.panel.total, self.units, self.share)

    @cached_property
    def years(self) -> list[int]:
        """Years of the current standard that paths are drawn for."""
        known = self.task.measurements.year[self._current(self.total_rows)]
        return sorted({*known.tolist(), *self.task.years})

    @cached_property
    def asked(self) -> IntArray:
        """Positions among `years` of the years that the task asks for."""
        return np.array([self.years.index(year) for year in self.task.years], dtype=np.int64)

    @cached_property
    def levels(self) -> Levels:
        """Where the paths of the units start."""
        measurements, rows = self.task.measurements, self._current(self.total_rows)
        rate = float(to_percent(measurements.logit[rows[-1]])) if rows.size else np.nan
        return starting_levels(measurements, self.units, rate, self.share)

    @cached_property
    def cells(self) -> Cells:
        """Every year in a standard that has a figure or is wanted."""
        measurements = self.task.measurements
        own = [measurements.rows(unit) for unit in self.units]
        rows = np.concatenate([*own, self.total_rows])
        pairs = {*self._cell_of(rows), *((measurements.current, year) for year in self.years)}
        segment, year = np.array(sorted(pairs), dtype=np.int64).T
        now = int(measurements.year[self._current(rows)].max())
        return Cells(segment, year, now)

    @cached_property
    def changes(self) -> Changes:
        """Changes between successive figures of a standard, of units and of the total."""
        rows = [self.task.measurements.rows(unit) for unit in self.units]
        longest = max(1, *(len(self._pairs(mine)) for mine in rows))
        own = [self._steps(mine, longest) for mine in rows]
        units = Steps(
            np.stack([steps.cells for steps in own]),
            np.stack([steps.values for steps in own]),
            np.stack([steps.revision for steps in own]),
        )
        total = self._steps(self.total_rows, len(self._pairs(self.total_rows)))
        return Changes(self.cells.kernels(), units, total, self.pull)

    @cached_property
    def wanted(self) -> Wanted:
        """For every unit each year's cell less the cell that its path starts from."""
        measurements = self.task.measurements
        rows = [measurements.rows(unit, in_current=True) for unit in self.units]
        figure = np.array([mine[-1] if mine.size else -1 for mine in rows], dtype=np.int64)
        anchor = self._current(self.total_rows)[-1:] if -1 in figure else figure
        ahead = [self._index[measurements.current, year] for year in self.years]
        start = self._position[np.where(figure >= 0, figure, anchor)]
        return Wanted(np.array(ahead, dtype=np.int64), start)

    @cached_property
    def total(self) -> KnownTotal | None:
        """Published rates of the total in the current standard where some part has no figure."""
        measurements, rows = self.task.measurements, self._current(self.total_rows)
        if not rows.size:
            return None
        revision = measurements.revision_sd[rows] * rate_slope(measurements.logit[rows])
        return KnownTotal(
            share=self.share,
            cells=np.array([self.years.index(y) for y in measurements.year[rows]], dtype=np.int64),
            rate_pct=to_percent(measurements.logit[rows]),
            sd_pct=np.hypot(self.total_sd_pct, revision),
        )

    def _pairs(self, rows: IntArray) -> list[tuple[int, int]]:
        """Successive figures of one standard."""
        segment = self.task.measurements.segment
        return [(a, b) for a, b in pairwise(rows.tolist()) if segment[a] == segment[b]]

    def _steps(self, rows: IntArray, length: int) -> Steps:
        """Changes between the figures of one unit or of the total, filled up to a length."""
        cells, values = np.zeros((length, len(self.cells.year))), np.zeros(length)
        for i, (earlier, later) in enumerate(self._pairs(rows)):
            cells[i, self._position[[later, earlier]]] = 1.0, -1.0
            values[i] = self._logit[later] - self._logit[earlier]
        revision = np.zeros(len(self.cells.year))
        revision[self._position[rows]] = self.revision_variance[rows]
        return Steps(cells, values, revision)

    def _current(self, rows: IntArray) -> IntArray:
        measurements = self.task.measurements
        return np.asarray(rows[measurements.segment[rows] == measurements.current])

    def _cell_of(self, rows: IntArray) -> list[tuple[int, int]]:
        measurements = self.task.measurements
        segments, years = measurements.segment[rows].tolist(), measurements.year[rows].tolist()
        return list(zip(segments, years, strict=True))

    @cached_property
    def _index(self) -> dict[tuple[int, int], int]:
        cells = zip(self.cells.segment.tolist(), self.cells.year.tolist(), strict=True)
        return {cell: i for i, cell in enumerate(cells)}

    @cached_property
    def _position(self) -> IntArray:
        """Cell of every figure; -1 for figures outside the model."""
        everything = self._cell_of(np.arange(len(self.task.measurements.year)))
        return np.array([self._index.get(cell, -1) for cell in everything], dtype=np.int64)

    @cached_property
    def pull(self) -> FloatArray:
        """How much a unit's logit moves that of the total, as shares that add up to 1."""
        moved = self.share * rate_slope(self.levels.mean)
        return np.asarray(moved / moved.sum())

    @cached_property
    def _logit(self) -> FloatArray:
        """Figures on the logit; those of the total such that a common shift moves them by 1."""
        measurements, logit = self.task.measurements, self.task.measurements.logit.copy()
        if self.total_rows.size:
            rate = to_percent(measurements.logit[self.total_rows])
            logit[self.total_rows] = rate / (self.share @ rate_slope(self.levels.mean))
        return logit

    @cached_property
    def revision_variance(self) -> FloatArray:
        """Variance of every figure around its final value, in squared logit units."""
        variance = self.task.measurements.revision_sd**2
        if self.total_rows.size:
            pull = self.share @ rate_slope(self.levels.mean)
            variance[self.total_rows] += (self.total_sd_pct / pull) ** 2
        return np.asarray(variance)
