"""The plan as values: its items, who owned them when, what became known of them, its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.data.facility import Facility, without_placeholders
from analysis.data.status import DataStatus


class ItemKind(StrEnum):
    """How an item is followed; targets have the first five kinds, a duty has no number."""

    LEVEL = "level"
    PACE = "pace"
    STOCK = "stock"
    FLOW = "flow"
    MILESTONE = "milestone"
    DUTY = "duty"


class Section(StrEnum):
    """Part of the plan that an item stands in, in the order of the board."""

    GOALS = "goals"
    SCHEMES = "schemes"
    TRAINING = "training"
    SOCIAL = "social"
    STATE = "state"
    REPORTING = "reporting"


class EventKind(StrEnum):
    """What a piece of evidence says of its item."""

    PLAN = "plan"
    FIGURE = "figure"
    START = "start"
    REVISED = "revised"
    DONE = "done"
    REPLACED = "replaced"
    NOTE = "note"


class Boundary(StrEnum):
    """Whether the day itself is too late (``before``) or still in time (``by``)."""

    BEFORE = "before"
    BY = "by"


@dataclass(frozen=True)
class Office:
    """A body that owes or receives something; `department` is the one a division belongs to."""

    code: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    department: str | None = None

    def short(self, language: str) -> str:
        """Short name in the reader's language."""
        return self.short_vi if language == "vi" else self.short_en

    def name(self, language: str) -> str:
        """Full name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Owner:
    """Who is in charge of an item for a time, how sure that is and what it rests on."""

    item: str
    office: str
    role: str
    valid_from: dt.date
    valid_to: dt.date | None
    confidence: str
    basis: str

    def is_in_charge(self, day: dt.date) -> bool:
        """Whether it was in charge on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Evidence:
    """Something that became known of an item; it holds no personal data.

    `happened_on` is when it was so, `due_year` the new term where one was set.
    """

    item: str
    event: EventKind
    happened_on: dt.date | None
    known_on: dt.date
    unit: str
    due_year: int | None
    confidence: str
    text_vi: str
    text_en: str
    source_title: str
    source_reference: str
    withdrawn_on: dt.date | None = None

    def is_known(self, day: dt.date) -> bool:
        """Whether it was known on a day and stood."""
        return self.known_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)

    def text(self, language: str) -> str:
        """Say it in the reader's language."""
        return self.text_vi if language == "vi" else self.text_en


@dataclass(frozen=True)
class Programme:
    """A national target programme, its years and the one that took its place."""

    code: str
    name_vi: str
    name_en: str
    first_year: int
    last_year: int
    document: str
    replaced_by: str | None
    known_on: dt.date

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class PlanItem:
    """One item of the plan.

    `targets` and `indicators` are codes of the reference tables; `is_aggregate_only` forbids any
    figure below the province and any count that the policy on small counts withholds.
    """

    code: str
    section: Section
    kind: ItemKind
    name_vi: str
    name_en: str
    targets: tuple[str, ...]
    target_vi: str
    target_en: str
    unit_of_measure: str
    first_year: int
    last_year: int
    frequency: str
    document: str
    indicators: tuple[str, ...]
    form: str
    is_aggregate_only: bool
    data_vi: str
    data_en: str

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en

    def target_text(self, language: str) -> str:
        """Wording of a target without a number; blank where `targets` hold it."""
        return self.target_vi if language == "vi" else self.target_en

    def data(self, language: str) -> str:
        """Data that would show how it stands, in the reader's language."""
        return self.data_vi if language == "vi" else self.data_en


@dataclass(frozen=True)
class CalendarEvent:
    """A line of the yearly calendar.

    Months count from January of the report's year: 13 is January of the next. `first_month` and
    `first_day` open a window. `data_status` is what figures of the family that say nothing of
    their vintage have become once the day is over.
    """

    code: str
    kind: str
    name_vi: str
    name_en: str
    first_month: int | None
    first_day: int | None
    months: tuple[int, ...]
    day: int
    boundary: Boundary
    owed_by: str | None
    owed_by_item: str | None
    owed_to: str | None
    owed_to_item: str | None
    report: str | None
    forms: tuple[str, ...]
    family: str | None
    data_status: DataStatus | None
    reminder_days: tuple[int, ...]
    document: str
    confidence: str
    first_year: int
    last_year: int | None

    def name(self, language: str) -> str:
        """Name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en

    def applies_to(self, year: int) -> bool:
        """Whether it is in force for the reports of a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Plan:
    """Register of the plan; `as_of` questions are asked of it with a day."""

    items: tuple[PlanItem, ...]
    offices: Mapping[str, Office]
    owners: tuple[Owner, ...]
    evidence: tuple[Evidence, ...]
    programmes: tuple[Programme, ...]
    facilities: tuple[Facility, ...]
    calendar: tuple[CalendarEvent, ...]

    def item(self, code: str) -> PlanItem:
        """Item of a number such as ``"12b"``."""
        return next(item for item in self.items if item.code == code)

    def event(self, code: str) -> CalendarEvent:
        """Line of the calendar of a code."""
        return next(event for event in self.calendar if event.code == code)

    def owners_of(self, item: str, day: dt.date) -> tuple[Owner, ...]:
        """Who was in charge of an item on a day, the leads first."""
        found = [o for o in self.owners if o.item == item and o.is_in_charge(day)]
        return tuple(sorted(found, key=lambda owner: owner.role != "lead"))

    def evidence_of(
        self, item: str, day: dt.date, until: dt.date = dt.date.max
    ) -> tuple[Evidence, ...]:
        """What was known of an item on a day and had happened until another, in that order."""
        known = (e for e in self.evidence if e.item == item and e.is_known(day))
        found = [e for e in known if (e.happened_on or e.known_on) <= until]
        return tuple(sorted(found, key=lambda e: (e.happened_on or e.known_on, e.known_on)))

    def facilities_on(self, day: dt.date, until: dt.date = dt.date.max) -> tuple[Facility, ...]:
        """Last state of every facility known on a day and begun until another, in file order.

        A facility that the plan does not name gives way to one of its kind that a form names.
        """
        found = (f for f in self.facilities if f.is_known(day))
        seen = [f for f in found if (f.since or f.known_on) <= until]
        known = {f.code: f for f in sorted(seen, key=lambda f: f.known_on)}
        return without_placeholders([known[code] for code in dict.fromkeys(f.code for f in seen)])

    def newest_evidence(self) -> dt.date:
        """Day on which the last thing became known."""
        days = [e.withdrawn_on or e.known_on for e in self.evidence]
        days += [f.withdrawn_on or f.known_on for f in self.facilities]
        return max([*days, *(programme.known_on for programme in self.programmes)])
