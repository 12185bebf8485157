"""What one verdict looks at: a target, the figures of a unit and its households or labour force."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.assessment.policy import AssessmentSettings
from analysis.assessment.segment import Segment, definition_segment, target_segment
from analysis.data.model import Indicator, Observation, Panel, Target, TargetKind

Base = tuple[float, int]
"""Households (or labour force) that points are turned into counts with, and their year."""


@dataclass(frozen=True)
class Question:
    """One target put to one unit.

    `is_outside_window` says that a level target had to fall back on figures from before its base
    year, since the window itself holds fewer than two.
    """

    indicator: Indicator
    target: Target
    unit: str
    base: Base | None
    settings: AssessmentSettings
    segment: Segment
    is_outside_window: bool

    @property
    def direction(self) -> int:
        """+1 where the indicator should rise, -1 where it should fall, 0 where neither."""
        return self.indicator.direction

    @property
    def start(self) -> Observation | None:
        """First figure, which paces count from."""
        return self.segment.start

    @property
    def last(self) -> Observation | None:
        """Latest figure."""
        return self.segment.last

    @property
    def years_done(self) -> int:
        """Years between the first and the latest figure."""
        return self.last.year - self.start.year if self.start and self.last else 0

    @property
    def years_left(self) -> int:
        """Years from the latest figure (or the base year) to the target year."""
        return self.target.target_year - (self.last.year if self.last else self.target.base_year)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Least and most demanding bound of the target; the second is often ``None``."""
        lower, upper = self.target.lower, self.target.upper
        is_ceiling = self.target.kind is TargetKind.LEVEL and self.direction < 0
        least, most = (upper, lower) if is_ceiling else (lower, upper)
        return (most, None) if least is None else (least, most)


def question_of(
    panel: Panel, target: Target, unit: str, base: Base | None, settings: AssessmentSettings
) -> Question:
    """Gather what the verdict looks at, choosing the figures that the target's kind rests on."""
    segment, is_outside = target_segment(panel, unit, target), False
    if target.kind is TargetKind.LEVEL and len(segment.figures) < 2:
        wider = definition_segment(panel, unit, target)
        is_outside = len(wider.figures) > len(segment.figures)
        segment = wider
    return Question(panel.indicator, target, unit, base, settings, segment, is_outside)
