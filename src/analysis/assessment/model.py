"""What an assessment is: the verdict on one target of one unit and what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.data.model import Target


class Status(StrEnum):
    """Verdict words; tones live with the display, names and symbols in the catalogs."""

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
    Zero points mean that the figures so far already secure the bound.
    """

    bound: float
    points_a_year: float
    count_a_year: float | None
    base: float | None
    base_year: int | None


@dataclass(frozen=True)
class Reading:
    """The same figures judged by another body's rule, for the sensitivity table.

    `method` names the rule (``assessment.method.<method>``), `ratio` is the quantity that rule
    looks at, ``None`` where it is undefined; `label` is the message key of its class, and
    `is_on_track` says whether that class is the best one.
    """

    method: str
    ratio: float | None
    label: str
    is_on_track: bool | None = None


@dataclass(frozen=True)
class Assessment:
    """Verdict on one target of one unit.

    Paces are percentage points a year, positive in the good direction. `window` is the first and
    last year the observed pace rests on, ``None`` when nothing can be said. `required_pace` is
    what the target asks for: the lower bound of a corridor, or the slope from the first figure to
    a level. `need_lower` is what the least demanding bound still takes, `need_upper` the most
    demanding one. `implied_target_level` is the percentage that the least demanding bound leads to
    in the target year. `years_left` runs from the last figure to the target year. `probability` is
    a share of draws between 0 and 1, ``None`` where the evidence carries no forecast. `method`
    names the rule (``assessment.method.<method>``); `reasons` are message keys that say why a part
    is missing or what limits it.
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
    required_pace: float | None = None
    years_left: int | None = None
    need_lower: Need | None = None
    need_upper: Need | None = None
    implied_target_level: float | None = None
    probability: float | None = None
    evidence_strength: str = "none"
    method: str = ""
    readings: tuple[Reading, ...] = ()
    reasons: tuple[str, ...] = ()
