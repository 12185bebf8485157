"""The whole plan on one board: every item with its target, result, state and owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.assessment import Standing, Status
from analysis.data.plan import Section
from analysis.display import components
from analysis.display.components import Card, Column, data_table, paragraph, stack
from analysis.display.element import Element
from analysis.display.inline import Words
from analysis.display.outlook import Outlook
from analysis.display.plan_items import PlanRow, plan_rows
from analysis.display.plan_words import (
    CONFIDENCE_MARKS,
    WITHOUT_FIGURES,
    item_name,
    owner_words,
    result_words,
    row_badge,
    target_words,
)
from analysis.display.report import Report
from analysis.display.small_print import small_print

_BEHIND = (Standing.OVERDUE, Status.SLOW, Status.WORSE)
_UNTOLD = (Status.NODATA, Status.BREAK)
_TOLD = tuple(status for status in Status if status not in _UNTOLD)


def plan_board(report: Report, *outlooks: Outlook) -> Element:
    """Every item of the plan in the order of its sections.

    Parameters
    ----------
    report : Report
        Page it stands on.
    *outlooks : Outlook
        Poverty and trained labour, which judge the first four items.

    Returns
    -------
    Element
        One table a section; items without public figures say which data and form would tell.
    """
    rows = plan_rows(report, *outlooks)
    tables = [
        _table(report, section, found)
        for section in Section
        if (found := [row for row in rows if row.item.section is section])
    ]
    marks = report.tell(
        "plan.board.marks", medium=CONFIDENCE_MARKS["medium"], low=CONFIDENCE_MARKS["low"]
    )
    return stack(*tables, small_print(paragraph(marks)))


def _table(report: Report, section: Section, rows: Sequence[PlanRow]) -> Element:
    columns = [
        Column(report.tell(f"plan.column.{name}"))
        for name in ("item", "target", "result", "state", "owner")
    ]
    caption = report.tell(f"plan.section.{section.value}")
    return data_table(caption, columns, [_cells(report, row) for row in rows])


def _cells(report: Report, row: PlanRow) -> list[Words]:
    return [
        item_name(report, row),
        target_words(report, row),
        result_words(report, row),
        row_badge(report, row),
        owner_words(report, row),
    ]


def plan_counts(report: Report, *outlooks: Outlook) -> Element:
    """How many items are judged, behind, only followed, and without figures, in four cards."""
    rows = plan_rows(report, *outlooks)
    found = Counter(row.verdict for row in rows)
    counts = {
        "judged": sum(found[status] for status in _TOLD),
        "behind": sum(found[verdict] for verdict in _BEHIND),
        "tracked": found[Standing.TRACKED],
        "no_figures": sum(found[verdict] for verdict in WITHOUT_FIGURES),
    }
    date = report.format.date(report.dataset.last_day)
    cards = [
        Card(
            report.tell(f"plan.count.{name}"),
            report.tell("plan.count.of", count=count, all=len(rows)),
            report.tell(f"plan.count.{name}_detail", date=date),
        )
        for name, count in counts.items()
    ]
    return components.key_figures(cards)
