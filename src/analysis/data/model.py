"""The values all else is made of: units, indicators, standards, observations, targets, panels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property


class Level(StrEnum):
    """What kind of area or group a unit is."""

    NATION = "nation"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    UNIT_2025 = "unit2025"
    COMMUNE = "commune"
    GROUP = "group"


class Vintage(IntEnum):
    """How final a figure is; a later vintage of the same figure outranks an earlier one.

    `UNVERIFIED` is a figure whose definition is unclear or which a better source contradicts.
    """

    UNVERIFIED = -1
    FORECAST = 0
    ESTIMATE = 1
    PRELIMINARY = 2
    REPORTED = 3
    DECISION = 4
    RECHECK = 5


class ObservationStatus(StrEnum):
    """SDMX OBS_STATUS: A normal, P provisional, E estimated, D derived by sums, U contradicted."""

    NORMAL = "A"
    PROVISIONAL = "P"
    ESTIMATED = "E"
    DERIVED = "D"
    UNRELIABLE = "U"


class TargetKind(StrEnum):
    """How a target is measured; each kind has its own rule of assessment."""

    LEVEL = "level"
    PACE = "pace"
    STOCK = "stock"
    FLOW = "flow"
    MILESTONE = "milestone"


@dataclass(frozen=True)
class Unit:
    """An area or a group of people that figures are about."""

    code: str
    level: Level
    parent: str | None
    name_vi: str
    name_en: str
    full_name_vi: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def name(self, language: str) -> str:
        """Short name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Indicator:
    """What is measured.

    `direction` is +1 where more is better, -1 where less is better, 0 where neither.
    `count_code` names the indicator of the count behind a rate, `base_code` that of its base.
    """

    code: str
    family: str
    unit_of_measure: str
    direction: int
    lower: float | None
    upper: float | None
    denominator: str
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    count_code: str | None = None
    base_code: str | None = None
    owner_vi: str = ""
    owner_en: str = ""

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Standard:
    """The poverty standard (or survey line) in force for a span of years; a change is a break."""

    code: str
    segment: str
    first_year: int
    last_year: int | None
    name_vi: str
    name_en: str
    document: str
    rural_line_vnd_month: float | None = None
    urban_line_vnd_month: float | None = None
    document_en: str = ""

    def document_name(self, language: str) -> str:
        """Number of the document, without what it adds in brackets, in the reader's language."""
        words = self.document if language == "vi" else self.document_en or self.document
        return words.partition(" (")[0]

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Observation:
    """One figure, as of the end of `year`, with the day on which it became known.

    `parts` are the units that a derived figure was summed from; none for a published one.
    """

    indicator: str
    unit: str
    year: int
    standard: str
    vintage: Vintage
    known_on: dt.date
    value: float
    status: ObservationStatus
    confidence: str
    source_title: str
    source_reference: str
    note: str = ""
    withdrawn_on: dt.date | None = None
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, int, str, Vintage]:
        """Indicator, unit, year, standard and vintage: no two figures share it."""
        return (self.indicator, self.unit, self.year, self.standard, self.vintage)

    def is_known(self, day: dt.date) -> bool:
        """Whether the figure was known on a day and not yet withdrawn."""
        return self.known_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)

    @property
    def is_usable(self) -> bool:
        """Whether a model or a verdict may rest on it (contradicted figures are only shown)."""
        return self.status is not ObservationStatus.UNRELIABLE and self.vintage > Vintage.FORECAST


@dataclass(frozen=True)
class Target:
    """What a document asks for.

    `lower` and `upper` bound the wanted value: percent for a level, percentage points a year for
    a pace, counts otherwise. `binding` is false where the row is only a yardstick for comparison;
    `duty` is the code of the task that answers for it.
    """

    code: str
    indicator: str
    unit: str
    kind: TargetKind
    lower: float | None
    upper: float | None
    base_year: int
    target_year: int
    document: str
    binding: bool
    note_vi: str
    note_en: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    duty: str | None = None
    document_en: str = ""

    def document_name(self, language: str) -> str:
        """Document that asks for it, in the reader's language."""
        return self.document if language == "vi" else self.document_en or self.document

    def note(self, language: str) -> str:
        """Doubts and limits of the target, in the reader's language."""
        return self.note_vi if language == "vi" else self.note_en


@dataclass(frozen=True)
class Panel:
    """Units by years of one indicator as known on a day: the best vintage of every figure.

    Observations are ordered by unit, year and standard. At most one stands for a unit, year and
    standard; the same year may stand in two standards. `total` is the unit that the others add
    up to, where it has figures of its own they are among the observations.
    """

    indicator: Indicator
    as_of: dt.date
    units: tuple[str, ...]
    total: str | None
    observations: tuple[Observation, ...]
    weights: Mapping[str, float]
    weights_note: str = ""

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Observation, ...]]:
        codes = dict.fromkeys(observation.unit for observation in self.observations)
        return {c: tuple(o for o in self.observations if o.unit == c) for c in codes}

    def of(self, unit: str) -> tuple[Observation, ...]:
        """Figures of one unit in order of years; empty where nothing was published."""
        return self._by_unit.get(unit, ())

    def usable(self, unit: str) -> tuple[Observation, ...]:
        """Figures of one unit on which a model or a verdict may rest."""
        return tuple(observation for observation in self.of(unit) if observation.is_usable)

    def latest(self, unit: str) -> Observation | None:
        """Last usable figure of a unit."""
        return max(self.usable(unit), key=lambda o: (o.year, o.standard), default=None)
