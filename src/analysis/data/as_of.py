"""The day whose knowledge a report shows, and which figure stood for a year on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from analysis.data.model import Observation
from analysis.data.schemas import parse_date
from analysis.errors import ParameterError, Problem
from analysis.locale import Formatter, message

LANGUAGE = "vi"


def day_of_knowledge(
    value: str | dt.date | None, *, first: dt.date, newest: dt.date, today: dt.date
) -> dt.date:
    """Day asked for; the newest day of knowledge where none is, so that output never drifts.

    Parameters
    ----------
    value : str, date or None
        ``yyyy-mm-dd``, a date, or nothing (``None`` or an empty text).
    first, newest : date
        Days on which the first and the newest figure of the data set became known.
    today : date
        A later day is refused: nobody knows yet what will be known then.

    Raises
    ------
    ParameterError
        If the text is no date, or the day is in the future or before the first figure.
    """
    if value is None or value == "":
        return newest
    day = value if isinstance(value, dt.date) else _parse(value)
    write = Formatter(LANGUAGE).date
    if day > today:
        raise _error("data.error.as_of_future", value=write(day), today=write(today))
    if day < first:
        raise _error("data.error.as_of_too_early", value=write(day), first=write(first))
    return day


def _parse(text: str) -> dt.date:
    try:
        return parse_date(text)
    except (TypeError, ValueError) as error:
        raise _error("data.error.as_of_format", value=text) from error


def _error(key: str, **values: object) -> ParameterError:
    return ParameterError([Problem(message(key, LANGUAGE, **values), "as_of")])


def best_vintages(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """One figure for every unit, year and standard of one indicator, in that order.

    A usable figure outranks one that is only shown; then the one that became known last counts,
    and among those of one day the higher vintage.
    """
    best: dict[tuple[str, int, str], Observation] = {}
    for observation in observations:
        place = (observation.unit, observation.year, observation.standard)
        best[place] = max(best.get(place, observation), observation, key=_rank)
    return tuple(best[place] for place in sorted(best))


def _rank(observation: Observation) -> tuple[bool, dt.date, int]:
    return (observation.is_usable, observation.known_on, observation.vintage)
