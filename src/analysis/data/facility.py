"""Facilities of the plan as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FacilityState(StrEnum):
    """What is known of a facility; being named in the plan says nothing of its operation."""

    OPERATING = "operating"
    BUILDING = "building"
    PLANNED = "planned"
    NAMED = "named"
    UNNAMED = "unnamed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Facility:
    """One of the facilities of the plan, as known from a day on.

    `places` is how many people it can care for at a time, `people` how many it did at the end of
    the year; ``None`` where that is not known.
    """

    code: str
    ownership: str
    name_vi: str
    name_en: str
    state: FacilityState
    since: dt.date | None
    places: int | None
    people: int | None
    known_on: dt.date
    source_title: str
    source_reference: str
    withdrawn_on: dt.date | None = None

    def is_known(self, day: dt.date) -> bool:
        """Whether it was known on a day and stood."""
        return self.known_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


def without_placeholders(facilities: Sequence[Facility]) -> tuple[Facility, ...]:
    """Leave out as many unnamed facilities of the plan as forms have named since, by ownership.

    The facilities of the plan come first; those behind the unnamed ones were added later.
    """
    unnamed = [f for f in facilities if f.state is FacilityState.UNNAMED]
    if not unnamed:
        return tuple(facilities)
    last = facilities.index(unnamed[-1])
    added = [f.ownership for f in facilities[last + 1 :] if f.state is not FacilityState.CLOSED]
    dropped = {
        f.code
        for kind in set(added)
        for f in [u for u in unnamed if u.ownership == kind][: added.count(kind)]
    }
    return tuple(f for f in facilities if f.code not in dropped)
