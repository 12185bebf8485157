"""The figures a verdict may rest on: one unit, one standard, from the target's base year on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from analysis.assessment.model import YearlyChange
from analysis.data.model import Indicator, Observation, Panel, Target


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
    usable = panel.usable(unit)
    window = [o for o in usable if target.base_year <= o.year <= target.target_year]
    return _in_last_standard(window, usable)


def definition_segment(panel: Panel, unit: str, target: Target) -> Segment:
    """All figures of a unit up to the target year, in the standard of the latest of them.

    Level targets fall back on it: how fast a rate has moved is also told by older figures of the
    same definition.
    """
    usable = [o for o in panel.usable(unit) if o.year <= target.target_year]
    return _in_last_standard(usable, usable)


def _in_last_standard(
    window: list[Observation], usable: list[Observation] | tuple[Observation, ...]
) -> Segment:
    if not window:
        return Segment(())
    standard = max(window, key=lambda o: (o.year, o.standard)).standard
    figures = tuple(o for o in window if o.standard == standard)
    earlier = any(o.standard != standard and o.year <= figures[-1].year for o in usable)
    return Segment(figures, earlier)


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
            direction * (after.value - before.value) / (after.year - before.year),
        )
        for before, after in pairwise(figures)
    )


def headroom_points(value: float, indicator: Indicator) -> float:
    """Points from a rate to the bound it cannot pass in the good direction.

    A poverty rate of 1.91 % has 1.91 points left to fall; infinite where there is no bound.
    """
    bound = indicator.upper if indicator.direction > 0 else indicator.lower
    return float("inf") if bound is None else abs(value - bound)


def clip_to_range(value: float, indicator: Indicator) -> float:
    """Rate held within the bounds of its indicator, for levels that arithmetic leads to."""
    lower = float("-inf") if indicator.lower is None else indicator.lower
    upper = float("inf") if indicator.upper is None else indicator.upper
    return min(max(value, lower), upper)
