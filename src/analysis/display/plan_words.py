"""Words for an item of the plan: target, result, state, owners, as short as a cell needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.assessment import Assessment, Standing, Status, Verdict, verdict_symbol, verdict_word
from analysis.data import Observation, Target, TargetKind
from analysis.data.calendar import occurrences
from analysis.data.disclosure import SMALLEST_COUNT
from analysis.data.plan import EventKind, Evidence, Owner
from analysis.display.inline import Inline, Tone, badge, join
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words, pace_words, value_words, window_words
from analysis.display.plan_items import (
    REPORTING_ITEM,
    PlanRow,
    plan_of,
    reported_year,
    targets_of,
)
from analysis.display.report import Report
from analysis.display.verdict_badge import TONES
from analysis.locale.formats import MISSING

STANDING_TONES: dict[Standing, Tone] = {
    Standing.OVERDUE: "bad",
    Standing.UNDERWAY: "info",
    Standing.WITHIN: "neutral",
    Standing.REPLACED: "neutral",
    Standing.TRACKED: "info",
    Standing.NO_FIGURES: "muted",
}
WITHOUT_FIGURES = (Standing.NO_FIGURES, Status.NODATA, Status.BREAK)
CONFIDENCE_MARKS = {"high": "", "medium": "*", "low": "†"}
"""Sign behind an owner that no document of the province names."""

_THEN = dt.date(2024, 12, 31)
"""Before the department that made the plan ended."""


def plan_badge(verdict: Verdict, language: str, *, direction: int = 1) -> Inline:
    """Badge of any item: a verdict as on every page, or a word for what no figure judges."""
    tone = TONES[verdict] if isinstance(verdict, Status) else STANDING_TONES[verdict]
    word = verdict_word(verdict, language, direction=direction)
    return badge(tone, verdict_symbol(verdict), word)


def row_badge(report: Report, row: PlanRow) -> Inline:
    """Badge of an item; a second reading of its target with another verdict stands beside it."""
    main = plan_badge(row.verdict, report.language, direction=row.direction)
    others = [
        (outlook, assessment)
        for outlook, assessment in row.readings[1:]
        if assessment.status != row.verdict
    ]
    if not others:
        return main
    outlook, assessment = others[0]
    second = plan_badge(assessment.status, report.language, direction=outlook.indicator.direction)
    return join(main, " ", report.tell("plan.reading.other"), " ", second)


def item_name(report: Report, row: PlanRow) -> str:
    """Number and name of an item."""
    return f"{row.item.code}. {row.item.name(report.language)}"


def target_words(report: Report, row: PlanRow) -> str:
    """Say what an item asks for."""
    if row.readings:
        outlook, assessment = row.readings[0]
        return goal_words(report, outlook, assessment.target)
    targets = targets_of(report, row.item)
    if not targets:
        return row.item.target_text(report.language)
    return count_target_words(report, targets[0])


def count_target_words(report: Report, target: Target) -> str:
    """Target that counts facilities or people, by a year or in every year."""
    key = "flow" if target.kind is TargetKind.FLOW else "stock"
    return report.tell(
        f"plan.target.{key}", count=_counted(report, target), year=target.target_year
    )


def _counted(report: Report, target: Target) -> str:
    measure = report.dataset.indicator(target.indicator).unit_of_measure
    number = report.format.number(target.lower)
    return report.format.persons(target.lower) if measure == "persons" else number


def result_words(report: Report, row: PlanRow) -> str:
    """Say what is known of an item; where nothing is, which data and form would tell."""
    if row.readings:
        return "; ".join(_reading_words(report, *reading) for reading in row.readings)
    told = [piece for piece in row.evidence if piece.event is not EventKind.PLAN]
    if row.figures and not _is_newer(told, row.figures[-1]):
        return figure_words(report, row.figures[-1])
    if row.item.code == REPORTING_ITEM:
        return _receipts_words(report, row)
    if row.is_withheld:
        return report.tell("plan.withheld", count=SMALLEST_COUNT)
    if told:
        return told[-1].text(report.language)
    return needed_words(report, row)


def _is_newer(told: Sequence[Evidence], figure: Observation) -> bool:
    """Whether the last thing told of an item is of a later year than its last figure."""
    happened_on = told[-1].happened_on if told else None
    return happened_on is not None and happened_on.year > figure.year


def figure_words(report: Report, figure: Observation) -> str:
    """Figure with its unit and year: ``5,78 điểm (2023)``."""
    indicator = report.dataset.indicator(figure.indicator)
    measure = indicator.unit_of_measure
    if measure == "persons":
        value = report.format.persons(figure.value)
    elif measure == "score":
        score = report.format.number(figure.value, 2)
        value = report.tell("plan.value.score", value=score)
    else:
        value = report.format.number(figure.value)
    return f"{value} ({figure.year})"


def needed_words(report: Report, row: PlanRow) -> str:
    """Data that would show how an item stands, and the form they come with."""
    data = row.item.data(report.language)
    if not row.item.form:
        return report.tell("plan.needed.data", data=data)
    form = report.tell(f"plan.form.{row.item.form}")
    return report.tell("plan.needed.form", data=data, form=form)


def _reading_words(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    last = outlook.panel.latest(assessment.unit)
    if last is None:
        return MISSING
    level = f"{value_words(report, last)} ({last.year})"
    if assessment.observed_pace is None or assessment.window is None:
        return level
    if assessment.target.kind is TargetKind.LEVEL:
        return level
    pace = pace_words(report, outlook, assessment.observed_pace)
    name = report.tell(f"plan.reading.{outlook.indicator.code}")
    period = window_words(report, assessment.window)
    return report.tell("plan.reading.pace", name=name, pace=pace, period=period)


def _receipts_words(report: Report, row: PlanRow) -> str:
    year = reported_year(report)
    due = occurrences(plan_of(report).event("units_report"), year)
    deadline = report.format.date(due[-1].last_working_day) if due else MISSING
    key = "some" if row.receipts else "none"
    return report.tell(
        f"plan.receipts.{key}", count=len(row.receipts), year=year, deadline=deadline
    )


def owner_words(report: Report, row: PlanRow) -> str:
    """Who was in charge when the plan was made, and who is on the page's day."""
    plan, code = plan_of(report), row.item.code
    then, now = plan.owners_of(code, _THEN), plan.owners_of(code, report.dataset.last_day)
    before = _offices(report, [owner for owner in then if owner.role == "lead"])
    return before if then == now else f"{before} → {_offices(report, now, marked=True)}"


def _offices(report: Report, owners: Sequence[Owner], *, marked: bool = False) -> str:
    offices = plan_of(report).offices
    names = (
        offices[owner.office].short(report.language)
        + (CONFIDENCE_MARKS[owner.confidence] if marked else "")
        for owner in owners
    )
    return ", ".join(names) or MISSING
