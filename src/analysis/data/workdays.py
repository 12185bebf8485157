"""Working days of the province's offices: Monday to Friday without public holidays.

Lunar holidays (Tết, Hùng Kings) and the days off in exchange come from the library `holidays`.
Saturdays worked in exchange are not counted: a deadline never moves onto one.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)
_LIBRARY_LANGUAGE = {"vi": "vi", "en": "en_US"}


@cache
def _holidays(year: int, language: str = "vi") -> dict[dt.date, str]:
    from holidays import country_holidays

    return dict(country_holidays("VN", years=year, language=_LIBRARY_LANGUAGE[language]))


def holiday_name(day: dt.date, language: str) -> str:
    """Name of the public holiday on a day; blank where it is none."""
    return _holidays(day.year, language).get(day, "")


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on a day.

    Examples
    --------
    >>> is_working_day(dt.date(2026, 11, 24)), is_working_day(dt.date(2025, 11, 24))
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def last_working_day(day: dt.date) -> dt.date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def working_days_before(day: dt.date, count: int) -> dt.date:
    """Working day that lies a number of working days before a day."""
    for _ in range(count):
        day = last_working_day(day - _ONE_DAY)
    return day


def working_days_between(first: dt.date, last: dt.date) -> int:
    """Working days after the first day up to the last; 0 where none are left."""
    days = (last - first).days
    return sum(is_working_day(first + n * _ONE_DAY) for n in range(1, days + 1))
