"""The command ``workbook calendar``: what is due, who owes it, what came in, what came late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from analysis.errors import ExitCode, ParameterError, Problem, UserError
from analysis.locale import Formatter, message
from analysis.run.mail import ERRORS, MailSettings, mail_options, read_mail_settings, send_mail

if TYPE_CHECKING:
    from analysis.data.calendar import Occurrence
    from analysis.data.plan import Plan
    from analysis.data.receipts import Receipt
    from analysis.data.register import Register

LANGUAGE = "vi"
_BEFORE, _AFTER = dt.timedelta(days=45), dt.timedelta(days=75)
"""How far the command looks back and ahead."""

_write = Formatter(LANGUAGE).date


def _say(key: str, **values: object) -> str:
    return message(f"plan.calendar.{key}", LANGUAGE, **values)


@click.command(help=_say("about"))
@click.option("--date", "day", default="", help=_say("date"))
@click.option("--data", "data_directory", default="", help=_say("data"))
@click.option("--remind", is_flag=True, help=_say("remind_only"))
@mail_options
def calendar(day: str, data_directory: str, remind: bool, **asked: Any) -> None:
    """Print the calendar around a day, or what to be reminded of on it."""
    from analysis.data import load_dataset

    mail = read_mail_settings(asked)
    register = load_dataset(directory=data_directory or None).register
    if remind:
        _remind(register, _day(day), mail)
        return
    for line in calendar_lines(register.plan, register.receipts, _day(day)):
        click.echo(line)


def _remind(register: Register, day: dt.date, mail: MailSettings | None) -> None:
    """Print the reminders of a day, and mail them where a server is named.

    Raises
    ------
    MailError
        If the mail cannot be sent.
    """
    from analysis.run.reminders import reminder_lines

    lines = list(reminder_lines(register.plan, register.receipts, day))
    date = _write(day)
    for line in lines or [message("schedule.remind.nothing", LANGUAGE, date=date)]:
        click.echo(line)
    if not lines or mail is None:
        return
    subject = message("schedule.remind.subject", LANGUAGE, date=date)
    try:
        send_mail(mail, subject, "\n".join(lines) + "\n")
    except ERRORS as error:
        raise MailError(
            [Problem(message("schedule.remind.not_sent", LANGUAGE, detail=error))]
        ) from error
    click.echo(message("schedule.remind.sent", LANGUAGE, recipients=", ".join(mail.recipients)))


class MailError(UserError):
    """The reminders could not be sent; they were printed all the same."""

    exit_code = ExitCode.SOME_REPORTS_FAILED


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.date.today()
    except ValueError as error:
        raise ParameterError([Problem(_say("bad_date", value=text), "--date")]) from error


def calendar_lines(plan: Plan, receipts: tuple[Receipt, ...], day: dt.date) -> Iterator[str]:
    """Lines of the calendar around a day, then the log of what came in.

    Parameters
    ----------
    plan : Plan
        Register of the plan with its calendar.
    receipts : tuple of Receipt
        Forms that came in, on whatever day.
    day : date
        Day on which it is looked at.
    """
    from analysis.data.calendar import calendar_between

    yield _say("title", date=_write(day))
    for occurrence in calendar_between(plan.calendar, day - _BEFORE, day + _AFTER):
        yield _line(plan, occurrence, day)
    known = [r for r in receipts if r.received_on <= day and r.status(day) != "withdrawn"]
    yield _say("received", count=len(known)) if known else _say("nothing_received")
    yield from (_receipt_line(plan, receipt, day) for receipt in known)


def _line(plan: Plan, occurrence: Occurrence, day: dt.date) -> str:
    from analysis.data.calendar import who_owes, who_receives

    event = occurrence.event
    names = [
        ", ".join(plan.offices[code].short(LANGUAGE) for code in codes(plan, event, day)) or "–"
        for codes in (who_owes, who_receives)
    ]
    return _say(
        "line",
        date=_write(occurrence.day),
        state=_state(occurrence, day),
        name=event.name(LANGUAGE),
        owes=names[0],
        to=names[1],
        last=_write(occurrence.last_working_day),
    )


def _state(occurrence: Occurrence, day: dt.date) -> str:
    from analysis.data.workdays import working_days_between

    if occurrence.is_over(day):
        return _say("over")
    left = working_days_between(day, occurrence.last_working_day)
    if day in occurrence.reminders:
        return _say("remind", count=left)
    return _say("left", count=left)


def _receipt_line(plan: Plan, receipt: Receipt, day: dt.date) -> str:
    from analysis.data.calendar import due_of_form

    due = due_of_form(plan.calendar, receipt.form, receipt.year)
    late = due is not None and due.is_over(receipt.received_on)
    return _say(
        "receipt",
        date=_write(receipt.received_on),
        unit=receipt.unit,
        form=receipt.form,
        year=receipt.year,
        state=_say(f"state.{receipt.status(day)}"),
        late=_say("late", date=_write(due.day)) if due and late else "",
    )
