"""What an assessment is: the verdict on one target of one unit and what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.data.model import Target


class Status(StrEnum):
    """Verdict words; symbols, tones and names live with the display and the catalogs."""

    EXCEED = "exceed"
    MET = "met"
    NEAR = "near"
    SLOW = "slow"
    WORSE = "worse"
    FLOOR = "floor"
    DONE = "done"
    NODATA = "nodata"
    BREAK = "break"


@dataclass(frozen=True)
class YearlyChange:
    """Change between two consecutive figures of one standard, per year, + in the good direction."""

    from_year: int
    to_year: int
    points_a_year: float


@dataclass(frozen=True)
class Need:
    """What the years left must bring to reach one bound of the target.

    `count_a_year` is in households (poverty) or persons (labour) a year, ``None`` where the base
    is unknown; `base` is the count of households or persons it was computed with, of `base_year`.
    """

    bound: float
    points_a_year: float
    count_a_year: float | None
    base: float | None
    base_year: int | None


@dataclass(frozen=True)
class Reading:
    """The same figures judged by another body's rule, for the sensitivity table."""

    method: str
    ratio: float | None
    label: str


@dataclass(frozen=True)
class Assessment:
    """Verdict on one target of one unit.

    Paces are percentage points a year, positive in the good direction. `window` is the first and
    last year the observed pace rests on; both are ``None`` when nothing can be said. `probability`
    is a share of draws between 0 and 1, ``None`` where the evidence carries no forecast. `reasons`
    are message keys that say why a part is missing.
    """

    unit: str
    indicator: str
    target: Target
    status: Status
    is_own_target: bool
    window: tuple[int, int] | None = None
    standard: str | None = None
    start_value: float | None = None
    last_value: float | None = None
    last_year: int | None = None
    changes: tuple[YearlyChange, ...] = ()
    observed_pace: float | None = None
    need_lower: Need | None = None
    need_upper: Need | None = None
    implied_target_level: float | None = None
    probability: float | None = None
    evidence_strength: str = "none"
    method: str = ""
    readings: tuple[Reading, ...] = ()
    reasons: tuple[str, ...] = ()
