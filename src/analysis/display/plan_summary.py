"""What the plan asks for beside its two main indicators, in a line an item."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Schemes, facilities, jobs and training of the plan: what is known in a line each.

    Parameters
    ----------
    report : Report
        Page it stands on; any page of the province may carry it.
    *outlooks : Outlook
        Poverty and trained labour; without them the count below speaks of the other items alone.

    Returns
    -------
    Element
        Lines behind badges, one for all items of which nothing is published, and how many these
        are in the whole plan.
    """
    rows = {row.item.code: row for row in plan_rows(report, *outlooks)}
    chosen = [rows[code] for code in SUMMARISED]
    lines = [_line(report, row) for row in chosen if not _is_silent(row)]
    silent = [row for row in chosen if _is_silent(row)]
    if silent:
        lines.append(_silent_line(report, silent))
    closing = _closing(report, tuple(rows.values()))
    return stack(bullets(lines, signed=True), paragraph(closing))


def _is_silent(row: PlanRow) -> bool:
    return row.verdict in WITHOUT_FIGURES


def _silent_line(report: Report, rows: Sequence[PlanRow]) -> Inline:
    """Items of which nothing is published, together behind one badge."""
    named = [
        f"{row.item.name(report.language)} ({_lower_first(target_words(report, row))})"
        for row in rows
    ]
    words = "; ".join([named[0], *map(_lower_first, named[1:])])
    return join(row_badge(report, rows[0]), f" {words}.")


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
    silent = sum(map(_is_silent, rows))
    date = report.format.date(report.dataset.last_day)
    return report.tell("plan.summary.closing", date=date, all=len(rows), silent=silent)
