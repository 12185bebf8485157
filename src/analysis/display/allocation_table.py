"""Who must do how much so that the whole meets its target, by several rules side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator

from analysis.assessment import Allocation, AllocationRule, Level, Share, Sharing, share_need
from analysis.display.components import Column, data_table, paragraph
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.projection import SeenPace

_DUST = 1e-9


def allocation_table(report: Report, outlook: Outlook) -> Element:
    """Points and households (or persons) a year of every unit, adding up to the total's need.

    Parameters
    ----------
    report : Report
        Page it is written for.
    outlook : Outlook
        Indicator whose target the total has.

    Returns
    -------
    Element
        A row for each unit and one for the whole, a column for each rule; a sentence where there
        is no need to share or too little is known to share it.
    """
    total = outlook.panel.total
    assessment = outlook.of(total) if total else None
    sharing = share_need(outlook.panel, outlook.projection, assessment) if assessment else None
    if assessment is None or sharing is None or not sharing.need.points_a_year:
        indicator = outlook.indicator.name(report.language)
        return paragraph(report.tell("allocation.nothing", indicator=indicator))
    unit_of_count = report.tell(f"allocation.count.{outlook.indicator.family}")
    columns = [
        Column(report.say("column.unit")),
        Column(report.tell("allocation.level", year=sharing.year), "end"),
        *(
            Column(report.tell(f"allocation.rule.{shared.rule}"), "end", unit_of_count)
            for shared in sharing.allocations
        ),
    ]
    rows = [_row(report, sharing, place) for place in range(len(sharing.allocations[0].shares))]
    below = (
        [_shortfall(report, sharing)]
        if any(a.shortfall_a_year for a in sharing.allocations)
        else []
    )
    caption = report.tell(
        "allocation.caption",
        goal=goal_words(report, outlook, assessment.target),
        first=sharing.year + 1,
        last=assessment.target.target_year,
    )
    whole = _whole(report, outlook, sharing)
    return data_table(
        caption, columns, [*rows, *below, whole], list(_notes(report, outlook, sharing))
    )


def _row(report: Report, sharing: Sharing, place: int) -> list[str]:
    unit = sharing.allocations[0].shares[place].unit
    level = sharing.levels.get(unit) if report.dataset.shows_rates(unit) else None
    return [
        report.name(unit),
        MISSING if level is None else _level_words(report, level),
        *(_share_words(report, sharing, shared.shares[place]) for shared in sharing.allocations),
    ]


def _level_words(report: Report, level: Level) -> str:
    if level.band is None:
        return report.format.percent(level.rate_pct)
    low, high = (report.format.number(end) for end in level.band)
    rate = report.format.percent(level.rate_pct, 1)
    return report.tell("allocation.estimate", rate=rate, low=low, high=high)


def _share_words(report: Report, sharing: Sharing, share: Share) -> str:
    count = report.format.number(share.count_a_year)
    if not report.dataset.shows_rates(share.unit):
        return count
    points = report.format.number(share.points_a_year, 2)
    mark = "*" if _is_too_much(sharing, share) else ""
    return f"{count} ({points}){mark}"


def _is_too_much(sharing: Sharing, share: Share) -> bool:
    """Whether a unit would have to go further than it has left."""
    headroom = sharing.headroom_points.get(share.unit, math.inf)
    return share.points_a_year * sharing.years_left > headroom + _DUST


def _shortfall(report: Report, sharing: Sharing) -> list[str]:
    counts = (report.format.number(shared.shortfall_a_year) for shared in sharing.allocations)
    return [report.tell("allocation.shortfall"), "", *counts]


def _whole(report: Report, outlook: Outlook, sharing: Sharing) -> list[str]:
    figure = outlook.latest_of_total()
    level = MISSING if figure is None else report.format.percent(figure.value)
    return [report.whole(), level, *(_total_words(report, a) for a in sharing.allocations)]


def _total_words(report: Report, shared: Allocation) -> str:
    points = report.format.number(shared.need_points_a_year, 2)
    return f"{report.format.number(shared.need_a_year)} ({points})"


def _notes(report: Report, outlook: Outlook, sharing: Sharing) -> Iterator[str]:
    yield report.tell("allocation.note.purpose")
    rules = (report.tell(f"allocation.note.{shared.rule}") for shared in sharing.allocations)
    yield " ".join(rules)
    if sharing.fastest is not None and len(sharing.allocations) == len(AllocationRule):
        yield _capacity(report, sharing.fastest)
    if any(level.band for level in sharing.levels.values()):
        yield report.tell("allocation.note.estimates")
    if len(sharing.allocations) == 1:
        yield report.tell("allocation.note.no_levels")
    if any(_is_too_much(sharing, s) for a in sharing.allocations for s in a.shares):
        yield report.tell("allocation.note.too_much")
    if any(a.shortfall_a_year for a in sharing.allocations):
        yield report.tell("allocation.note.shortfall")
    base = report.format.number(sharing.need.base)
    weights = report.tell(f"allocation.weights.{'all' if _bases_known(outlook) else 'households'}")
    yield report.tell(
        "allocation.note.base", base=base, year=sharing.need.base_year, weights=weights
    )


def _capacity(report: Report, pace: SeenPace) -> str:
    return report.tell(
        "allocation.note.fastest",
        unit=report.name(pace.unit),
        first=pace.first_year,
        last=pace.last_year,
    )


def _bases_known(outlook: Outlook) -> bool:
    return all(unit in outlook.bases for unit in outlook.panel.units)
