"""A line of published figures in a fan chart."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.data.model import Observation, Standard


@dataclass(frozen=True)
class Segment:
    """Figures that may be compared with each other: one unit, one standard."""

    standard: Standard | None
    observations: tuple[Observation, ...]

    @property
    def years(self) -> list[int]:
        """Years of the figures."""
        return [observation.year for observation in self.observations]

    @property
    def values(self) -> list[float]:
        """Figures in percent."""
        return [observation.value for observation in self.observations]
