"""Which reports of the year came in, late or in time, and from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from analysis.data import Level
from analysis.data.calendar import Occurrence, due_of_form, occurrences, offices_in_charge, who_owes
from analysis.data.submissions import Submission, submissions
from analysis.display.components import Column, data_table, paragraph, stack
from analysis.display.element import Element
from analysis.display.inline import Inline, Words, badge, join
from analysis.display.plan_items import plan_of, reported_year
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.locale.formats import MISSING

_COLUMNS = ("report", "due", "owes", "received", "late", "accepted", "state")
_LATE_COLUMNS = ("sender", "form", "due", "received_on", "days_late")
Board = Mapping[tuple[str, str], Submission]


def submission_board(report: Report) -> Element:
    """Reports owed for the year, the units that sent each form, and what came late.

    Parameters
    ----------
    report : Report
        Page it stands on.

    Returns
    -------
    Element
        Three tables, and who has sent nothing. Where the log is empty it says so: an empty log is
        no proof that nothing was sent.
    """
    year, day = reported_year(report), report.dataset.as_of
    board = submissions(report.dataset.receipts, plan_of(report), year, day)
    owed = _owed_table(report, board, year, day)
    silent = [small_print(paragraph(words)) for words in _silent(report, board, day)]
    if not board:
        return stack(owed, *silent)
    units = _unit_table(report, board, year, day)
    return stack(owed, units, *silent, _late_table(report, board))


def _owed_table(report: Report, board: Board, year: int, day: dt.date) -> Element:
    owed = [o for e in plan_of(report).calendar if e.report for o in occurrences(e, year)]
    series = (list(days) for _, days in groupby(owed, key=lambda o: o.event.code))
    columns = [
        Column(report.tell(f"plan.board.{name}"), "end" if name in _COLUMNS[3:6] else "start")
        for name in _COLUMNS
    ]
    caption = report.tell("plan.board.caption", year=year, date=report.format.date(day))
    senders = len({unit for unit, _ in board})
    remark = report.tell(
        f"plan.board.{'some' if board else 'none'}", count=len(board), units=senders
    )
    rows = [_owed_row(report, days, board, day) for days in series]
    return data_table(caption, columns, rows, [remark])


def _owed_row(
    report: Report, days: Sequence[Occurrence], board: Board, day: dt.date
) -> list[Words]:
    """One report; one that is due every month is one line, with the next of its days."""
    event = days[0].event
    mine = [s for s in board.values() if s.form in event.forms]
    coming = next((o for o in days if not o.is_over(day)), days[-1])
    due = report.format.date(coming.day)
    if len(days) > 1:
        key = "monthly_over" if coming.is_over(day) else "monthly"
        due = report.tell(f"plan.board.{key}", count=len(days), date=due)
    counts: list[Words] = (
        [str(len({s.unit for s in found})) for found in _received_late_accepted(mine)]
        if event.forms
        else [MISSING] * 3
    )
    return [
        event.name(report.language),
        due,
        _owes(report, coming, day),
        *counts,
        _state(report, coming, mine, day),
    ]


def _received_late_accepted(found: Sequence[Submission]) -> tuple[list[Submission], ...]:
    return (list(found), [s for s in found if s.is_late], [s for s in found if s.is_accepted])


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
    units = report.dataset.all_units.values()
    return [
        unit.code
        for unit in units
        if unit.level in (Level.DISTRICT, Level.UNIT_2025)
        if unit.valid_from is None or unit.valid_from <= day
        if unit.valid_to is None or day <= unit.valid_to
    ]


def _state(report: Report, occurrence: Occurrence, mine: list[Submission], day: dt.date) -> Inline:
    if mine:
        return badge("info", "◆", report.tell("plan.board.coming_in"))
    if occurrence.is_over(day):
        return badge("muted", "–", report.tell("plan.board.not_logged"))
    return badge("neutral", "○", report.tell("plan.board.not_due"))


def _unit_table(report: Report, board: Board, year: int, day: dt.date) -> Element:
    """A row for every unit that sent something, a column for every form."""
    forms = list(dict.fromkeys(f for e in plan_of(report).calendar for f in e.forms))
    forms += sorted({form for _, form in board} - set(forms))
    due = {form: due_of_form(plan_of(report).calendar, form, year) for form in forms}
    columns = [
        Column(report.tell("plan.board.sender")),
        *(_form_column(report, f, due[f]) for f in forms),
    ]
    senders = list(dict.fromkeys(unit for unit, _ in board))
    rows = [
        [_name(report, unit), *(_cell(report, board.get((unit, f)), due[f], day) for f in forms)]
        for unit in senders
    ]
    return data_table(report.tell("plan.board.units", year=year), columns, rows)


def _silent(report: Report, board: Board, day: dt.date) -> Iterator[str]:
    """Name the areas, and the offices in charge, of which the log has no form."""
    senders, plan = {unit for unit, _ in board}, plan_of(report)
    areas = [_name(report, code) for code in _areas(report, day) if code not in senders]
    if areas:
        yield report.tell("plan.board.silent", count=len(areas), names=", ".join(areas))
    codes = [code for code in offices_in_charge(plan, day) if code not in senders]
    if codes:
        names = ", ".join(plan.offices[code].short(report.language) for code in codes)
        yield report.tell("plan.board.silent_offices", count=len(codes), names=names)


def _form_column(report: Report, form: str, due: Occurrence | None) -> Column:
    name = report.tell(f"plan.form.{form}").capitalize()
    if due is None:
        return Column(name)
    return Column(report.tell("plan.board.form_due", form=name, date=report.format.date(due.day)))


def _cell(report: Report, sent: Submission | None, due: Occurrence | None, day: dt.date) -> Words:
    """Received, late and accepted of one form of one unit, each with a word."""
    if sent is None:
        is_over = due is not None and due.is_over(day)
        return report.tell(f"plan.board.{'not_logged' if is_over else 'not_due'}")
    late = badge("warn", "▽", report.tell("plan.board.late_word"))
    in_time = badge("good", "●", report.tell("plan.board.in_time"))
    state = report.tell(f"plan.board.{'accepted_word' if sent.is_accepted else 'waits'}")
    return join(
        late if sent.is_late else in_time, f" {report.format.date(sent.received_on)}, {state}"
    )


def _late_table(report: Report, board: Board) -> Element:
    late = sorted((s for s in board.values() if s.is_late), key=lambda s: s.received_on)
    if not late:
        return paragraph(report.tell("plan.board.none_late"))
    columns = [
        Column(report.tell(f"plan.board.{name}"), "end" if name == _LATE_COLUMNS[-1] else "start")
        for name in _LATE_COLUMNS
    ]
    rows: list[list[Words]] = [
        [
            _name(report, s.unit),
            report.tell(f"plan.form.{s.form}"),
            report.format.date(s.due.day) if s.due else MISSING,
            report.format.date(s.received_on),
            str(s.working_days_late),
        ]
        for s in late
    ]
    return data_table(report.tell("plan.board.late_caption"), columns, rows)


def _name(report: Report, code: str) -> str:
    units = report.dataset.all_units
    return units[code].name(report.language) if code in units else code
