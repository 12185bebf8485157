"""What the plan asks for beside its two main indicators, in a line an item."""

from __future__ import annotations

from analysis.display.components import bullets, paragraph, stack
from analysis.display.element import Element
from analysis.display.inline import Inline, join
from analysis.display.outlook import Outlook
from analysis.display.pci_chart import pci_sentence
from analysis.display.plan_items import PlanRow, plan_rows
from analysis.display.plan_words import WITHOUT_FIGURES, result_words, row_badge, target_words
from analysis.display.report import Report

SUMMARISED = ("5", "6", "18", "15", "16", "17", "13", "14", "9", "10")
"""Items of the summary in its order; the levels and paces have verdicts of their own."""


def plan_summary(report: Report, *outlooks: Outlook) -> Element:
    """Schemes, facilities, jobs and training of the plan, a line each behind its badge.

    Parameters
    ----------
    report : Report
        Page it stands on; any page of the province may carry it.
    *outlooks : Outlook
        Poverty and trained labour; without them the count below speaks of the other items alone.

    Returns
    -------
    Element
        Lines, and how many of the plan's items have no public figure.
    """
    rows = {row.item.code: row for row in plan_rows(report, *outlooks)}
    lines = bullets([_line(report, rows[code]) for code in SUMMARISED], signed=True)
    return stack(lines, paragraph(_closing(report, tuple(rows.values()))))


def _line(report: Report, row: PlanRow) -> Inline:
    result = pci_sentence(report) if row.item.code == "10" else result_words(report, row)
    words = report.tell(
        "plan.summary.line",
        name=row.item.name(report.language),
        target=_lower_first(target_words(report, row)),
        result=result,
    )
    return join(row_badge(report, row), f" {words}")


def _lower_first(words: str) -> str:
    return words[0].lower() + words[1:]


def _closing(report: Report, rows: tuple[PlanRow, ...]) -> str:
    silent = sum(row.verdict in WITHOUT_FIGURES for row in rows)
    date = report.format.date(report.dataset.last_day)
    return report.tell("plan.summary.closing", date=date, all=len(rows), silent=silent)
