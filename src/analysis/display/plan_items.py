"""Items of the plan as the board shows them: verdict, figures and evidence on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analysis.assessment import Assessment, Standing, Verdict, item_verdict
from analysis.data import Observation, Target
from analysis.data.plan import Evidence, Plan, PlanItem
from analysis.data.sensitive import WHOLE
from analysis.data.submissions import Submission, submissions
from analysis.display.outlook import Outlook
from analysis.display.report import Report

PLAN_UNIT = "45"
"""The plan binds Quảng Trị as it was before 1 July 2025, whatever page it is shown on."""

REPORTING_ITEM = "37"
"""Item that asks every unit for its yearly report."""

_LAST_MONTH_OF_A_CYCLE = 2
"""What is owed for a year goes on until February of the next."""


@dataclass(frozen=True)
class PlanRow:
    """One item of the plan on a day.

    `readings` are the verdicts on its targets where they are levels or paces, the main one first;
    `figures` those of its other indicators, `receipts` the forms of the year that came in;
    `is_withheld` says that figures are known and may not be printed.
    """

    item: PlanItem
    verdict: Verdict
    direction: int
    readings: tuple[tuple[Outlook, Assessment], ...]
    figures: tuple[Observation, ...]
    evidence: tuple[Evidence, ...]
    receipts: tuple[Submission, ...]
    is_withheld: bool = False


def plan_of(report: Report) -> Plan:
    """Register of the plan behind a page."""
    return report.dataset.plan


def reporting_year(day: dt.date) -> int:
    """Year whose reports are due on a day: in January and February still those of the last."""
    return day.year - (day.month <= _LAST_MONTH_OF_A_CYCLE)


def reported_year(report: Report) -> int:
    """Year whose reports are looked at: that of the page's period, else the one that is due."""
    period = report.dataset.period
    return period.last.year if period else reporting_year(report.dataset.as_of)


def plan_rows(report: Report, *outlooks: Outlook) -> tuple[PlanRow, ...]:
    """Every item of the plan on the page's day.

    Parameters
    ----------
    report : Report
        Page they are shown on.
    *outlooks : Outlook
        Poverty and trained labour: the items with a level or a pace are judged by these.
    """
    day = report.dataset.last_day
    return tuple(_row(report, item, outlooks, day) for item in plan_of(report).items)


def known_figures(report: Report, indicator: str, unit: str) -> tuple[Observation, ...]:
    """Best vintage of every usable figure of an indicator, whether the data set is about it or not.

    Figures that may not be printed are left out.
    """
    found = _usable_figures(report, indicator, unit)
    return tuple(o for o in found if not report.dataset.is_withheld(o))


def _usable_figures(report: Report, indicator: str, unit: str) -> list[Observation]:
    found = report.dataset.best_known(indicator, unit)
    return [o for o in found if o.is_usable]


def _is_withheld(report: Report, item: PlanItem) -> bool:
    """Whether figures of an item are known and none may be printed."""
    found = [o for code in item.indicators for o in _usable_figures(report, code, PLAN_UNIT)]
    return bool(found) and all(report.dataset.is_withheld(o) for o in found)


def _evidence(report: Report, item: PlanItem) -> tuple[Evidence, ...]:
    """What is known of an item; of a sensitive one what is told of a whole province."""
    found = plan_of(report).evidence_of(item.code, report.dataset.as_of, report.dataset.last_day)
    units = report.dataset.all_units
    return tuple(e for e in found if not item.is_aggregate_only or units[e.unit].level in WHOLE)


def targets_of(report: Report, item: PlanItem) -> tuple[Target, ...]:
    """Targets of an item, its main reading first."""
    return tuple(report.dataset.targets[code] for code in item.targets)


def _row(report: Report, item: PlanItem, outlooks: tuple[Outlook, ...], day: dt.date) -> PlanRow:
    targets = targets_of(report, item)
    readings = tuple(pair for t in targets if (pair := _reading(t, outlooks)) is not None)
    evidence = _evidence(report, item)
    series = [known_figures(report, code, PLAN_UNIT) for code in item.indicators]
    figures = () if readings else next((found for found in series if found), ())
    receipts = _receipts(report, item)
    if readings:
        outlook, assessment = readings[0]
        verdict: Verdict = assessment.status
        direction = outlook.indicator.direction
    else:
        goal = targets[0].lower if targets else None
        points = [(figure.year, figure.value) for figure in figures]
        verdict, direction = item_verdict(item, points, goal, evidence, day), 1
    is_withheld = _is_withheld(report, item)
    if (receipts or is_withheld) and verdict is Standing.NO_FIGURES:
        verdict = Standing.TRACKED
    return PlanRow(item, verdict, direction, readings, figures, evidence, receipts, is_withheld)


def _reading(target: Target, outlooks: tuple[Outlook, ...]) -> tuple[Outlook, Assessment] | None:
    for outlook in outlooks:
        for assessment in outlook.assessments:
            if assessment.target.code == target.code and assessment.unit == target.unit:
                return outlook, assessment
    return None


def _receipts(report: Report, item: PlanItem) -> tuple[Submission, ...]:
    """Forms of the running year, for the item that asks for reports."""
    if item.code != REPORTING_ITEM:
        return ()
    receipts, day = report.dataset.receipts, report.dataset.as_of
    return tuple(submissions(receipts, plan_of(report), reported_year(report), day).values())
