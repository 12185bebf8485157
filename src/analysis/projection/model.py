"""What a projection is: joint sample paths with the evidence they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Basis(StrEnum):
    """What the paths of a unit rest on."""

    SERIES = "series"
    """Its own figures, and what it shares with the others."""
    ESTIMATE = "estimate"
    """No figure of its own: the total, the other units and known counts (small-area estimate)."""
    SUM = "sum"
    """The weighted sum of its parts in every draw."""
    SCENARIO = "scenario"
    """A stated assumption, not a forecast."""
    NONE = "none"
    """Too little evidence: no paths."""


@dataclass(frozen=True)
class Evidence:
    """How much the figures of a unit can carry.

    `strength` is ``"high"``, ``"medium"``, ``"low"`` or ``"none"``; `reasons` are message keys
    that say what is missing.
    """

    basis: Basis
    strength: str
    points: int
    points_in_current_standard: int
    differences: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Projection:
    """Joint sample paths of the units of a panel.

    Parameters
    ----------
    draws : array, shape (unit, year, draw)
        Percent, between the bounds of the indicator. Draw *k* is one joint future of all units.
        Only units whose evidence allows it are in `units` and `draws`.
    origins : mapping of str to int
        Year of the last figure each unit's paths start from.
    standard : str
        The poverty standard on which the paths are expressed, up to the year it ends and beyond
        it as "the current standard's path".
    weights : mapping of str to float
        Households (or labour force) of the units, held fixed over the projected years.
    """

    indicator: str
    method: str
    standard: str
    as_of: dt.date
    units: tuple[str, ...]
    years: tuple[int, ...]
    draws: FloatArray
    origins: Mapping[str, int]
    weights: Mapping[str, float]
    evidence: Mapping[str, Evidence]
    seed: int

    def has(self, unit: str) -> bool:
        """Whether there are paths for a unit."""
        return unit in self.units

    def of(self, unit: str) -> FloatArray:
        """Paths of one unit, shape (year, draw), in percent."""
        return np.asarray(self.draws[self.units.index(unit)])

    def mean(self, unit: str) -> FloatArray:
        """Central value of each year in percent: the mean of draws, which adds up exactly."""
        return np.asarray(self.of(unit).mean(axis=1))

    def interval(self, unit: str, level_pct: float) -> FloatArray:
        """Lower and upper bound of each year, shape (2, year), in percent."""
        tail = (100 - level_pct) / 2
        return np.asarray(np.percentile(self.of(unit), [tail, 100 - tail], axis=1))
