"""The usable figures of a panel as arrays, one row per figure, on the scale of the models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.data.model import Observation, Panel, Vintage
from analysis.projection.model import FloatArray
from analysis.projection.scale import slope, to_logit

IntArray = npt.NDArray[np.int64]
NO_ROWS = np.empty(0, dtype=np.int64)

REVISION_SD_PP = {
    Vintage.ESTIMATE: 0.3,
    Vintage.PRELIMINARY: 0.2,
    Vintage.REPORTED: 0.1,
    Vintage.DECISION: 0.02,
    Vintage.RECHECK: 0.0,
}
"""How far a figure still moves before it is final, in points: 0.1 to 0.3 for preliminary ones."""


@dataclass(frozen=True, eq=False)
class Measurements:
    """Figures as arrays; units are sorted by code, so that their order in a panel cannot matter.

    Parameters
    ----------
    unit, segment, year : array of int
        Index into `units`, index into `standards` and calendar year of every figure.
    logit : array
        The figures on the offset-logit scale.
    revision_sd : array
        Standard deviation of what later vintages may change, in logit units.
    current : int
        Index of the standard of the newest figures.
    """

    units: tuple[str, ...]
    standards: tuple[str, ...]
    current: int
    unit: IntArray
    segment: IntArray
    year: IntArray
    logit: FloatArray
    revision_sd: FloatArray

    @property
    def current_standard(self) -> str:
        """Code of the standard of the newest figures."""
        return self.standards[self.current]

    def rows(self, unit: str, *, in_current: bool = False) -> IntArray:
        """Rows of one unit by standard and year, of the current standard alone if asked."""
        everything, current = self._rows.get(unit, (NO_ROWS, NO_ROWS))
        return current if in_current else everything

    @cached_property
    def _rows(self) -> Mapping[str, tuple[IntArray, IntArray]]:
        """Sorted rows of each unit, and those of the current standard among them."""
        order = np.lexsort((self.year, self.segment, self.unit))
        edges = np.searchsorted(self.unit[order], np.arange(len(self.units) + 1))
        parts = [order[a:b] for a, b in pairwise(edges.tolist())]
        current = [part[self.segment[part] == self.current] for part in parts]
        return dict(zip(self.units, zip(parts, current, strict=True), strict=True))

    def changes(self, unit: str) -> tuple[FloatArray, FloatArray]:
        """Return changes on the logit within a standard, and the years each took."""
        rows = self.rows(unit)
        same = np.diff(self.segment[rows]) == 0
        years = np.diff(self.year[rows]).astype(np.float64)
        return np.diff(self.logit[rows])[same], years[same]

    @cached_property
    def periods(self) -> frozenset[tuple[int, int]]:
        """Standard and last year of the times that changes within a standard tell of.

        Changes of all units over the same year are one look at what they share.
        """
        return frozenset(
            (int(self.segment[later]), int(self.year[later]))
            for everything, _ in self._rows.values()
            for earlier, later in pairwise(everything.tolist())
            if self.segment[earlier] == self.segment[later]
        )

    @property
    def shows_present_change(self) -> bool:
        """Whether any change within the present standard is known."""
        return any(segment == self.current for segment, _ in self.periods)

    def origin(self, unit: str) -> int | None:
        """Year of the last figure in the current standard."""
        rows = self.rows(unit, in_current=True)
        return int(self.year[rows[-1]]) if rows.size else None

    def between(self, unit: str, years: Sequence[int]) -> FloatArray:
        """Logit of a unit's figures, in a line between them and constant after the last."""
        rows = self.rows(unit, in_current=True)
        return np.asarray(np.interp(years, self.year[rows], self.logit[rows]))

    def last_run(self, unit: str) -> FloatArray:
        """Logits of the last figures in consecutive years of the current standard."""
        rows = self.rows(unit, in_current=True)
        gaps = np.flatnonzero(np.diff(self.year[rows]) != 1)
        return np.asarray(self.logit[rows[gaps[-1] + 1 if gaps.size else 0 :]])


def measure(panel: Panel) -> Measurements:
    """Usable figures of a panel, the total's included, as arrays."""
    units = tuple(sorted({*panel.units, *([panel.total] if panel.total else [])}))
    figures = [figure for unit in units for figure in panel.usable(unit)]
    standards = tuple(sorted({figure.standard for figure in figures}))
    values = np.array([figure.value for figure in figures], dtype=np.float64)
    return Measurements(
        units=units,
        standards=standards,
        current=standards.index(current_standard(figures)) if figures else 0,
        unit=np.array([units.index(figure.unit) for figure in figures], dtype=np.int64),
        segment=np.array([standards.index(figure.standard) for figure in figures], dtype=np.int64),
        year=np.array([figure.year for figure in figures], dtype=np.int64),
        logit=to_logit(values),
        revision_sd=slope(values)
        * np.array([REVISION_SD_PP[figure.vintage] for figure in figures], dtype=np.float64),
    )


def current_standard(figures: Sequence[Observation]) -> str:
    """Pick the standard of the newest figures; of two in the same last year, the younger one."""
    last_year = max(figure.year for figure in figures)
    candidates = sorted({figure.standard for figure in figures if figure.year == last_year})
    return max(
        candidates,
        key=lambda standard: min(f.year for f in figures if f.standard == standard),
    )
