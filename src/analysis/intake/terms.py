"""What the analyst says of forms that are put on record, checked before a file is opened."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.data.model import Vintage
from analysis.errors import ParameterError, Problem
from analysis.locale import message

ACCEPTED_VINTAGES = ("estimate", "preliminary", "reported", "decision", "recheck")
DECIDED_VINTAGES = ("decision", "recheck")


@dataclass(frozen=True)
class Terms:
    """What the analyst says of forms that are accepted."""

    vintage: Vintage
    received_on: dt.date
    made_by: str
    decision_number: str = ""
    despite: str = ""


def _say(key: str, **values: object) -> str:
    return message(f"intake.cli.{key}", "vi", **values)


def parse_terms(
    *, vintage: str, decision_number: str, received: str, despite: str, made_by: str
) -> Terms:
    """Read what the command line says of an acceptance.

    Raises
    ------
    ParameterError
        With everything that is missing or wrong.
    """
    problems = [*_vintage_problems(vintage, decision_number), *_day_problems(received)]
    if problems:
        raise ParameterError(problems)
    number, reason = decision_number.strip(), despite.strip()
    return Terms(Vintage[vintage.upper()], _day(received), who(made_by), number, reason)


def parse_day(received: str) -> dt.date:
    """Day on which a form came in, ``dd/mm/yyyy`` and not in the future.

    Raises
    ------
    ParameterError
        If it is no such day.
    """
    if problems := list(_day_problems(received)):
        raise ParameterError(problems)
    return _day(received)


def who(made_by: str) -> str:
    """Who puts something on record: as said, else the name of the login."""
    return made_by.strip() or getpass.getuser()


def _vintage_problems(vintage: str, decision_number: str) -> Iterator[Problem]:
    if vintage not in ACCEPTED_VINTAGES:
        known = ", ".join(ACCEPTED_VINTAGES)
        yield Problem(_say("vintage_unknown", value=vintage or "–", known=known), "--vintage")
    if vintage in DECIDED_VINTAGES and not decision_number.strip():
        yield Problem(_say("number_missing"), "--decision-number")


def _day_problems(received: str) -> Iterator[Problem]:
    try:
        is_future = _day(received) > dt.date.today()
    except ValueError:
        yield Problem(_say("received_form", value=received or "–"), "--received")
    else:
        if is_future:
            yield Problem(_say("received_future", value=received), "--received")


def _day(received: str) -> dt.date:
    return dt.datetime.strptime(received, "%d/%m/%Y").date()
