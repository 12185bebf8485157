"""The figures a verdict may rest on: one unit, one standard, from the target's base year on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from analysis.assessment.model import YearlyChange
from analysis.assessment.rounding import without_float_dust
from analysis.data.model import Indicator, Observation, Panel, Target
from analysis.projection.measurements import current_standard


@dataclass(frozen=True)
class Segment:
    """Figures in the standard of the unit's latest figure, in order of years.

    `is_after_break` says that the unit also has figures in an earlier standard, which are never
    subtracted from these.
    """

    figures: tuple[Observation, ...]
    is_after_break: bool = False

    @property
    def start(self) -> Observation | None:
        """First figure, which the observed pace counts from."""
        return self.figures[0] if self.figures else None

    @property
    def last(self) -> Observation | None:
        """Latest figure."""
        return self.figures[-1] if self.figures else None


def target_segment(panel: Panel, unit: str, target: Target) -> Segment:
    """Figures of a unit inside the target's window, in the standard of the latest of them.

    Parameters
    ----------
    panel : Panel
        Figures of the target's indicator, as known on a date.
    unit : str
        Code of the unit.
    target : Target
        Its base and target year bound the window, both included.

    Returns
    -------
    Segment
        Empty where nothing usable was published in the window.
    """
    return _in_last_standard(_known(panel, unit, target), target.base_year)


def definition_segment(panel: Panel, unit: str, target: Target) -> Segment:
    """All figures of a unit up to the target year, in the standard of the latest of them.

    Level targets fall back on it: how fast a rate has moved is also told by older figures of the
    same definition.
    """
    return _in_last_standard(_known(panel, unit, target), None)


def _known(panel: Panel, unit: str, target: Target) -> list[Observation]:
    return [figure for figure in panel.usable(unit) if figure.year <= target.target_year]


def _in_last_standard(known: list[Observation], base_year: int | None) -> Segment:
    first_year = -math.inf if base_year is None else base_year
    if not any(figure.year >= first_year for figure in known):
        return Segment(())
    standard = current_standard(known)
    figures = tuple(f for f in known if f.standard == standard and f.year >= first_year)
    return Segment(figures, any(figure.standard != standard for figure in known))


def yearly_changes(figures: tuple[Observation, ...], direction: int) -> tuple[YearlyChange, ...]:
    """Compute changes between consecutive figures, per year, positive in the good direction.

    Examples
    --------
    Rates 15.90, 14.93, 13.16, 11.64 of four years running with direction -1 give falls of
    0.97, 1.77 and 1.52 points.
    """
    return tuple(
        YearlyChange(
            before.year,
            after.year,
            without_float_dust(
                direction * (after.value - before.value) / (after.year - before.year)
            ),
        )
        for before, after in pairwise(figures)
    )


def headroom_points(value: float, indicator: Indicator) -> float:
    """Points from a rate to the bound it cannot pass in the good direction.

    A poverty rate of 1.91 % has 1.91 points left to fall; infinite where there is no bound.
    """
    bound = indicator.upper if indicator.direction > 0 else indicator.lower
    return math.inf if bound is None else abs(value - bound)


def clip_to_range(value: float, indicator: Indicator) -> float:
    """Rate held within the bounds of its indicator, for levels that arithmetic leads to."""
    lower = -math.inf if indicator.lower is None else indicator.lower
    upper = math.inf if indicator.upper is None else indicator.upper
    return min(max(value, lower), upper)
