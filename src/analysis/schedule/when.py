"""When a run starts: one moment of a day, on days that every scheduler can name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.data.calendar import Occurrence, occurrences
from analysis.data.plan import CalendarEvent, Plan
from analysis.data.workdays import working_days_before
from analysis.errors import ParameterError, Problem
from analysis.locale import message

LANGUAGE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
DAYS_MISSED = 7
"""A run that its machine slept through is made up for within this many days."""

_FIELDS = 5
_YEARS_AHEAD = 15
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


@dataclass(frozen=True)
class When:
    """A time of the day and the days it holds on; an empty tuple stands for all of them.

    Parameters
    ----------
    minute, hour : int
        Moment of the day, on the clock of the province.
    days, months : tuple of int
        Days of the month, months of the year.
    weekdays : tuple of int
        From 0 for Sunday to 6.
    """

    minute: int
    hour: int
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()

    def cron(self) -> str:
        """Expression of cron, Airflow and JupyterLab's scheduler.

        Examples
        --------
        >>> When(0, 6, days=(27, 28), months=(11,)).cron()
        '0 6 27,28 11 *'
        """
        fields = (self.days, self.months, self.weekdays)
        return " ".join([f"{self.minute} {self.hour}", *map(_listed, fields)])

    def on_calendar(self) -> str:
        """Expression of a systemd timer.

        Examples
        --------
        >>> When(0, 6, days=(27, 28), months=(11,)).on_calendar()
        '*-11-27,28 06:00:00 Asia/Ho_Chi_Minh'
        """
        weekdays = ",".join(_WEEKDAYS[day] for day in self.weekdays)
        date = f"*-{_listed(self.months)}-{_listed(self.days)}"
        return f"{weekdays} {date} {self.time} {TIME_ZONE}".strip()

    @property
    def time(self) -> str:
        """Moment of the day with seconds."""
        return f"{self.hour:02}:{self.minute:02}:00"


def _listed(values: Sequence[int]) -> str:
    return ",".join(map(str, values)) or "*"


def parse_cron(text: str) -> When:
    """Read a cron expression that means the same to every scheduler.

    Parameters
    ----------
    text : str
        Minute, hour, day, month, weekday. One minute and one hour; days of the month or weekdays,
        not both, since schedulers disagree on what both mean.

    Raises
    ------
    ParameterError
        If it is no such expression.

    Examples
    --------
    >>> parse_cron("30 6 * * mon-fri").weekdays
    (1, 2, 3, 4, 5)
    """
    from croniter import croniter

    try:
        fields, nth_weekdays = croniter.expand(text)
    except (ValueError, AttributeError) as error:
        raise _error("cron", value=text) from error
    if (
        len(fields) != _FIELDS
        or nth_weekdays
        or any(not isinstance(v, int) for f in fields for v in f if v != "*")
    ):
        raise _error("cron", value=text)
    minutes, hours, *rest = (() if f == ["*"] else tuple(f) for f in fields)
    if len(minutes) != 1 or len(hours) != 1:
        raise _error("cron_time", value=text)
    days, months, weekdays = rest
    if days and weekdays:
        raise _error("cron_days", value=text)
    return When(minutes[0], hours[0], days, months, weekdays)


def parse_time(text: str) -> tuple[int, int]:
    """Minute and hour of a time of the day such as ``06:00``.

    Raises
    ------
    ParameterError
        If it is none.
    """
    try:
        time = dt.time.fromisoformat(text)
    except ValueError as error:
        raise _error("time", value=text) from error
    return time.minute, time.hour


def event_of(plan: Plan, code: str) -> CalendarEvent:
    """Line of the calendar of a code.

    Raises
    ------
    ParameterError
        If the calendar has none.
    """
    for event in plan.calendar:
        if event.code == code:
            return event
    codes = ", ".join(event.code for event in plan.calendar)
    raise ParameterError([Problem(message("schedule.error.event", LANGUAGE, codes=codes), code)])


def days_of_event(event: CalendarEvent, working_days_ahead: int) -> tuple[dt.date, ...]:
    """Days to run on for an event, in every year it is in force.

    Parameters
    ----------
    event : CalendarEvent
        Line of the calendar.
    working_days_ahead : int
        0 for the last working day on which one is in time, 1 for the one before, and so on.
    """
    last_year = event.last_year or event.first_year + _YEARS_AHEAD
    found: Iterable[Occurrence] = (
        o for year in range(event.first_year, last_year + 1) for o in occurrences(event, year)
    )
    return tuple(working_days_before(o.last_working_day, working_days_ahead) for o in found)


def when_of_event(event: CalendarEvent, working_days_ahead: int, time: str) -> When:
    """Days of the year on one of which an event can fall; the run itself knows which.

    The last working day before a date moves with weekends and holidays, which no scheduler knows.
    """
    minute, hour = parse_time(time)
    found = days_of_event(event, working_days_ahead)
    days, months = (
        tuple(sorted(set(values))) for values in zip(*map(_day_month, found), strict=True)
    )
    return When(minute, hour, days, months)


def _day_month(day: dt.date) -> tuple[int, int]:
    return day.day, day.month


def is_due(days: Iterable[dt.date], today: dt.date, last_run: dt.date | None) -> bool:
    """Whether a run for one of the days is to be made today.

    Parameters
    ----------
    days : iterable of date
        Days to run on.
    today : date
        Today.
    last_run : date or None
        Day of the last run, whatever came of it: a failed one is not repeated by itself.

    Examples
    --------
    >>> friday, monday = dt.date(2026, 11, 27), dt.date(2026, 11, 30)
    >>> is_due([friday], monday, None), is_due([friday], monday, friday)
    (True, False)
    """
    past = [day for day in days if day <= today]
    if not past or (today - max(past)).days > DAYS_MISSED:
        return False
    return last_run is None or last_run < max(past)


def _error(key: str, **values: object) -> ParameterError:
    return ParameterError([Problem(message(f"schedule.error.{key}", LANGUAGE, **values))])
