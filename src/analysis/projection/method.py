"""What a method of projection receives and gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from analysis.data.model import Panel
from analysis.projection.measurements import Measurements
from analysis.projection.model import Evidence, FloatArray


@dataclass(frozen=True, eq=False)
class Task:
    """One call of a method.

    Parameters
    ----------
    series : tuple of str
        Units whose own figures carry paths, sorted by code.
    estimated : tuple of str
        Units without figure that the method is to estimate from the total.
    years : tuple of int
        Years wanted, in order.
    goals : mapping of str to float
        Rate in percent that a unit is to reach in the last year, for scenarios that need one.
    """

    panel: Panel
    measurements: Measurements
    evidence: Mapping[str, Evidence]
    series: tuple[str, ...]
    estimated: tuple[str, ...]
    years: tuple[int, ...]
    draws: int
    seed: int
    goals: Mapping[str, float] = field(default_factory=dict)


Paths = Mapping[str, FloatArray]
"""Paths in percent by unit, shape (year, draw) each; draw *k* is one joint future of all."""


@dataclass(frozen=True)
class Method:
    """A way to make paths, by name.

    Parameters
    ----------
    paths : callable
        Task to paths, for every unit in `series` and `estimated`.
    fills_gaps : bool
        Whether units without a figure in the current standard are estimated.
    is_scenario : bool
        Whether the paths are a stated assumption, not a forecast; one figure is enough then.
    consecutive_points : int
        Figures in consecutive years that a series must end with.
    """

    name: str
    paths: Callable[[Task], Paths]
    fills_gaps: bool = False
    is_scenario: bool = False
    consecutive_points: int = 1
