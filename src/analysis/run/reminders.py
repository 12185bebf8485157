"""Reminders of what is due: who owes it, until when, and which forms have not come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.data.calendar import calendar_between, reminders_on, who_owes, who_receives
from analysis.data.submissions import submissions
from analysis.data.workdays import working_days_between
from analysis.locale import Formatter, message

if TYPE_CHECKING:
    from analysis.data.calendar import Occurrence
    from analysis.data.plan import Plan
    from analysis.data.receipts import Receipt

LANGUAGE = "vi"
_AHEAD = dt.timedelta(days=90)
"""How far ahead something can be that is reminded of."""


def reminder_lines(plan: Plan, receipts: Sequence[Receipt], day: dt.date) -> Iterator[str]:
    """What to be reminded of on a day; nothing where it is none of the calendar's days.

    Parameters
    ----------
    plan : Plan
        Register of the plan with its calendar.
    receipts : sequence of Receipt
        Forms that came in.
    day : date
        The day.
    """
    coming = calendar_between(plan.calendar, day, day + _AHEAD)
    for occurrence in reminders_on(coming, day):
        yield _line(plan, occurrence, day)
        if occurrence.event.forms:
            yield _received(plan, occurrence, receipts, day)


def _line(plan: Plan, occurrence: Occurrence, day: dt.date) -> str:
    write = Formatter(LANGUAGE).date
    names = [
        ", ".join(plan.offices[code].short(LANGUAGE) for code in codes(plan, occurrence.event, day))
        for codes in (who_owes, who_receives)
    ]
    return _say(
        "line",
        name=occurrence.event.name(LANGUAGE),
        owes=names[0] or "–",
        to=names[1] or "–",
        date=write(occurrence.day),
        last=write(occurrence.last_working_day),
        count=working_days_between(day, occurrence.last_working_day),
    )


def _received(plan: Plan, occurrence: Occurrence, receipts: Sequence[Receipt], day: dt.date) -> str:
    """How many units have sent each form of the report; an empty log proves nothing."""
    found = submissions(receipts, plan, occurrence.year, day)
    forms = [
        _say(
            "form",
            form=message(f"plan.form.{form}", LANGUAGE),
            count=len({unit for unit, sent in found if sent == form}),
        )
        for form in occurrence.event.forms
    ]
    return _say("received", forms="; ".join(forms))


def _say(key: str, **values: object) -> str:
    return message(f"schedule.remind.{key}", LANGUAGE, **values)
