"""Days of the reporting year: when something is due, and how final a figure is on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.data.model import Observation, Vintage
from analysis.data.plan import Boundary, CalendarEvent, Owner, Plan
from analysis.data.status import DataStatus
from analysis.data.workdays import last_working_day, working_days_before

_ONE_DAY = dt.timedelta(days=1)

_STATUS_OF_VINTAGE = {
    Vintage.UNVERIFIED: DataStatus.ESTIMATE,
    Vintage.FORECAST: DataStatus.ESTIMATE,
    Vintage.ESTIMATE: DataStatus.ESTIMATE,
    Vintage.PRELIMINARY: DataStatus.PRELIMINARY,
    Vintage.DECISION: DataStatus.OFFICIAL,
    Vintage.RECHECK: DataStatus.RECHECK,
}
"""A figure that was only reported says nothing: the calendar tells."""


@dataclass(frozen=True)
class Occurrence:
    """One day of the calendar for the reports of a year.

    `day` is the date as documents write it, `last_working_day` the last one on which offices can
    still act in time, `opens` the first day of a window.
    """

    event: CalendarEvent
    year: int
    opens: dt.date | None
    day: dt.date
    last_working_day: dt.date
    reminders: tuple[dt.date, ...]

    def is_over(self, day: dt.date) -> bool:
        """Whether what arrives on a day is late."""
        return is_late(self.event.boundary, self.day, day)


def is_late(boundary: Boundary, due: dt.date, received: dt.date) -> bool:
    """Whether something received on a day is late for a date.

    Examples
    --------
    >>> day = dt.date(2026, 11, 25)
    >>> is_late(Boundary.BEFORE, day, day), is_late(Boundary.BY, day, day)
    (True, False)
    """
    return received >= due if boundary is Boundary.BEFORE else received > due


def occurrences(event: CalendarEvent, year: int) -> tuple[Occurrence, ...]:
    """Every day of an event for the reports of a year; none where it is not in force."""
    if not event.applies_to(year):
        return ()
    return tuple(_occurrence(event, year, month) for month in event.months)


def _occurrence(event: CalendarEvent, year: int, month: int) -> Occurrence:
    day = _date(year, month, event.day)
    opens = (
        _date(year, event.first_month, event.first_day)
        if event.first_month and event.first_day
        else None
    )
    in_time = day - _ONE_DAY if event.boundary is Boundary.BEFORE else day
    last = last_working_day(in_time)
    reminders = tuple(working_days_before(last, count) for count in event.reminder_days)
    return Occurrence(event, year, opens, day, last, reminders)


def _date(year: int, month: int, day: int) -> dt.date:
    """Day of a month counted from January of `year`; a month too short for it ends on its last."""
    whole_years, months = divmod(month - 1, 12)
    first = dt.date(year + whole_years, months + 1, 1)
    next_month = (first + dt.timedelta(days=31)).replace(day=1)
    return min(first + dt.timedelta(days=day - 1), next_month - _ONE_DAY)


def due_of_form(events: Iterable[CalendarEvent], form: str, year: int) -> Occurrence | None:
    """When a form with the figures of a year is due; ``None`` where the calendar has no day for it.

    Parameters
    ----------
    events : iterable of CalendarEvent
        The calendar.
    form : str
        Code of the form, such as ``"poverty_review"``.
    year : int
        Year of the figures.
    """
    days = [o for event in events if form in event.forms for o in occurrences(event, year)]
    return days[-1] if days else None


def calendar_between(
    events: Iterable[CalendarEvent], first: dt.date, last: dt.date
) -> tuple[Occurrence, ...]:
    """Everything due in a span of days, in order."""
    years = range(first.year - 1, last.year + 1)
    found = [o for event in events for year in years for o in occurrences(event, year)]
    return tuple(
        sorted(
            (o for o in found if first <= o.day <= last),
            key=lambda o: (o.day, o.last_working_day, o.event.code),
        )
    )


def reminders_on(occurrences: Iterable[Occurrence], day: dt.date) -> tuple[Occurrence, ...]:
    """What to be reminded of on a day."""
    return tuple(occurrence for occurrence in occurrences if day in occurrence.reminders)


def who_owes(plan: Plan, event: CalendarEvent, day: dt.date) -> tuple[str, ...]:
    """Codes of the offices that owe something on a day: the leads of an item change with time."""
    if event.owed_by_item:
        return _leads(plan.owners_of(event.owed_by_item, day))
    return (event.owed_by,) if event.owed_by else ()


def who_receives(plan: Plan, event: CalendarEvent, day: dt.date) -> tuple[str, ...]:
    """Codes of the offices that something is owed to on a day."""
    if event.owed_to_item:
        return _leads(plan.owners_of(event.owed_to_item, day))
    return (event.owed_to,) if event.owed_to else ()


def _leads(owners: Sequence[Owner]) -> tuple[str, ...]:
    return tuple(owner.office for owner in owners if owner.role == "lead")


def offices_in_charge(plan: Plan, day: dt.date) -> tuple[str, ...]:
    """Offices that lead any item on a day, each once: they owe the yearly report.

    A row that stands for all offices (``all_now``) is none of its own.
    """
    found = (o.office for i in plan.items for o in plan.owners_of(i.code, day) if o.role == "lead")
    return tuple(dict.fromkeys(code for code in found if not code.startswith("all_")))


def data_status(
    vintage: Vintage, year: int, known_on: dt.date, family: str, events: Iterable[CalendarEvent]
) -> DataStatus:
    """How final a figure is.

    Parameters
    ----------
    vintage : Vintage
        What its source says of it; a figure that was only reported says nothing.
    year : int
        Year it is about.
    known_on : date
        Day on which it became known.
    family : str
        ``"poverty"`` or ``"trained_labour"``: each has its own days.
    events : iterable of CalendarEvent
        The calendar.

    Returns
    -------
    DataStatus
        That of the vintage. For a reported figure, that of the last day of the family's calendar
        which was over when it became known; an estimate before the first.
    """
    if vintage in _STATUS_OF_VINTAGE:
        return _STATUS_OF_VINTAGE[vintage]
    reached = [status for day, status in _status_days(year, family, events) if day < known_on]
    return reached[-1] if reached else DataStatus.ESTIMATE


def status_of(figure: Observation, family: str, calendar: tuple[CalendarEvent, ...]) -> DataStatus:
    """How final a published figure is."""
    return data_status(figure.vintage, figure.year, figure.known_on, family, calendar)


def _status_days(
    year: int, family: str, events: Iterable[CalendarEvent]
) -> Iterator[tuple[dt.date, DataStatus]]:
    days = [
        (_date(year, event.months[-1], event.day), event.data_status)
        for event in events
        if event.family == family and event.data_status
    ]
    yield from sorted(days)
