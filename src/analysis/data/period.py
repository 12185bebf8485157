"""The period that a report is on: a year, a half-year, a quarter or a month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from analysis.data.model import Observation
from analysis.errors import ParameterError, Problem
from analysis.locale import Formatter, message

LANGUAGE = "vi"
_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<kind>[HQM])(?P<number>\d{1,2}))?")
_MONTHS = {"": 12, "H": 6, "Q": 3, "M": 1}
_NAMES = {"": "year", "H": "half", "Q": "quarter", "M": "month"}
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """A span of days that a report looks back on.

    Parameters
    ----------
    code : str
        ``2024``, ``2024-H1``, ``2024-Q3`` or ``2024-M09``.
    kind : str
        ``""`` for a year, ``H``, ``Q`` or ``M``.
    number : int
        Which half-year, quarter or month; 0 for a year.
    first, last : date
        First and last day.
    """

    code: str
    kind: str
    number: int
    first: dt.date
    last: dt.date

    def covers(self, figure: Observation) -> bool:
        """Whether the year of a figure, taken at its end, lies in the period or before it."""
        return dt.date(figure.year, 12, 31) <= self.last

    def has_seen(self, day: dt.date | None) -> bool:
        """Whether something dated on a day had happened; what has no date always counts."""
        return day is None or day <= self.last

    def words(self, language: str) -> str:
        """Name of the period within a sentence: ``6 tháng đầu năm 2024``."""
        key = f"half_{self.number}" if self.kind == "H" else _NAMES[self.kind]
        number = _ROMAN[self.number] if self.kind == "Q" and language == LANGUAGE else self.number
        return message(f"data.period.{key}", language, year=self.first.year, number=number)


def period_of(text: str) -> Period | None:
    """Read the code of a period; ``None`` where none is given.

    Raises
    ------
    ParameterError
        If the text is no such code.

    Examples
    --------
    >>> period_of("2024-Q3").last
    datetime.date(2024, 9, 30)
    """
    if not text:
        return None
    found = _FORM.fullmatch(text)
    kind = (found["kind"] or "") if found else ""
    number = int(found["number"] or 0) if found else 0
    months = _MONTHS[kind]
    if not found or int(found["year"]) == 0 or (kind and not 1 <= number <= 12 // months):
        raise ParameterError(
            [Problem(message("data.error.period", LANGUAGE, value=text), "period")]
        )
    year = int(found["year"])
    last_month = months * max(number, 1)
    first = dt.date(year, last_month - months + 1, 1)
    return Period(text, kind, number, first, _last_day(year, last_month))


def check_begun(period: Period | None, day: dt.date) -> None:
    """Refuse a period that begins after the day whose knowledge counts.

    Raises
    ------
    ParameterError
        If nothing of it can be known on the day.
    """
    if period is not None and day < period.first:
        write = Formatter(LANGUAGE).date
        problem = message("data.error.period_ahead", LANGUAGE, value=period.code, day=write(day))
        raise ParameterError([Problem(problem, "period")])


def _last_day(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
