"""Which reports of the year came in, late or in time, and from whom."""

from __future__ import annotations

import datetime as dt

from analysis.data import Level
from analysis.data.calendar import Occurrence, occurrences, offices_in_charge, who_owes
from analysis.data.receipts import Receipt
from analysis.display.components import Column, data_table
from analysis.display.element import Element
from analysis.display.inline import Inline, Words, badge
from analysis.display.plan_items import plan_of, reporting_year
from analysis.display.report import Report

_COLUMNS = ("report", "due", "owes", "received", "late", "accepted", "state")


def submission_board(report: Report) -> Element:
    """Reports owed for the year against the receipt log.

    Parameters
    ----------
    report : Report
        Page it stands on.

    Returns
    -------
    Element
        One row a report and date, then one a unit whose form came in. Where the log is empty it
        says so: an empty log is no proof that nothing was sent.
    """
    day = report.dataset.last_day
    year = reporting_year(day)
    received = _received(report, year, day)
    owed = [o for e in plan_of(report).calendar if e.report for o in occurrences(e, year)]
    rows = [_row(report, occurrence, received, day) for occurrence in owed]
    rows += [_unit_row(report, receipt, owed) for receipt in received]
    columns = [Column(report.tell(f"plan.board.{name}")) for name in _COLUMNS]
    key = "some" if received else "none"
    return data_table(
        report.tell("plan.board.caption", year=year, date=report.format.date(day)),
        columns,
        rows,
        [report.tell(f"plan.board.{key}", count=len(received))],
    )


def _received(report: Report, year: int, day: dt.date) -> list[Receipt]:
    known = (r for r in report.dataset.register.receipts if r.year == year)
    return [r for r in known if r.received_on <= day and r.status(day) != "withdrawn"]


def _row(
    report: Report, occurrence: Occurrence, received: list[Receipt], day: dt.date
) -> list[Words]:
    mine = [r for r in received if r.form in occurrence.event.forms]
    late = [r for r in mine if occurrence.is_over(r.received_on)]
    accepted = [r for r in mine if r.status(day) == "accepted"]
    return [
        occurrence.event.name(report.language),
        report.format.date(occurrence.day),
        _owes(report, occurrence, day),
        str(len({r.unit for r in mine})),
        str(len({r.unit for r in late})),
        str(len({r.unit for r in accepted})),
        _state(report, occurrence, mine, day),
    ]


def _owes(report: Report, occurrence: Occurrence, day: dt.date) -> str:
    """Who owes it: areas and offices by their number, others by name."""
    plan = plan_of(report)
    codes = who_owes(plan, occurrence.event, day)
    if codes == ("units",):
        return report.tell("plan.board.areas", count=len(_areas(report, day)))
    if codes == ("offices",):
        return report.tell("plan.board.offices", count=len(offices_in_charge(plan, day)))
    return ", ".join(plan.offices[code].short(report.language) for code in codes)


def _areas(report: Report, day: dt.date) -> list[str]:
    """Districts, and since they ended the units of the whole province of the day."""
    units = report.dataset.register.units.values()
    return [
        unit.code
        for unit in units
        if unit.level in (Level.DISTRICT, Level.UNIT_2025)
        if unit.valid_from is None or unit.valid_from <= day
        if unit.valid_to is None or day <= unit.valid_to
    ]


def _state(report: Report, occurrence: Occurrence, mine: list[Receipt], day: dt.date) -> Inline:
    if mine:
        return badge("info", "◆", report.tell("plan.board.coming_in"))
    if occurrence.is_over(day):
        return badge("muted", "–", report.tell("plan.board.not_logged"))
    return badge("neutral", "○", report.tell("plan.board.not_due"))


def _unit_row(report: Report, receipt: Receipt, owed: list[Occurrence]) -> list[Words]:
    due = next((o for o in owed if receipt.form in o.event.forms), None)
    late = due is not None and due.is_over(receipt.received_on)
    units = report.dataset.register.units
    name = units[receipt.unit].name(report.language) if receipt.unit in units else receipt.unit
    accepted = receipt.status() == "accepted"
    return [
        f"{name}: {report.tell(f'plan.form.{receipt.form}')}",
        report.format.date(due.day) if due else "–",
        "–",
        report.format.date(receipt.received_on),
        "✓" if late else "–",
        "✓" if accepted else "–",
        badge("warn", "▽", report.tell("plan.board.late_word"))
        if late
        else badge("good", "●", report.tell("plan.board.in_time")),
    ]
