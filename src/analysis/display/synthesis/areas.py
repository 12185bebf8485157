"""III. Areas: who has figures, who stands highest and lowest, and who is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from analysis.assessment import Ranking
from analysis.data import Level
from analysis.display.components import heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.ranking_words import comparable
from analysis.display.report import Report
from analysis.display.synthesis.prose import in_sentence


def areas_section(report: Report, outlook: Outlook) -> Element:
    """Areas side by side in sentences; table and map follow it on the page.

    Parameters
    ----------
    report : Report
        Page it is written for.
    outlook : Outlook
        Main indicator of poverty.
    """
    words = " ".join(_sentences(report, outlook))
    return stack(heading(report.tell("synthesis.heading.areas")), paragraph(words))


def _sentences(report: Report, outlook: Outlook) -> Iterator[str]:
    yield from _territory(report)
    ranking = comparable(report, outlook)
    if ranking.ranked:
        yield from _compared(report, outlook, ranking)
    if ranking.without_figure:
        names = report.names(ranking.without_figure)
        yield report.tell("synthesis.areas.without", names=names)


def _territory(report: Report) -> Iterator[str]:
    """Say that the areas ended as units, where they did."""
    units = [report.dataset.unit(code) for code in report.dataset.reporting_units]
    ends = {unit.valid_to for unit in units if unit.level is Level.DISTRICT and unit.valid_to}
    if ends:
        day = report.format.date(max(ends) + dt.timedelta(days=1))
        yield report.tell("synthesis.areas.territory", date=day)


def _compared(report: Report, outlook: Outlook, ranking: Ranking) -> Iterator[str]:
    known, count = len(ranking.ranked), len(report.dataset.reporting_units)
    yield report.tell(
        "synthesis.areas.known",
        known=known,
        count=count,
        indicator=in_sentence(report, outlook),
        year=ranking.year,
    )
    if known > 1:
        best, worst = ranking.ranked[0], ranking.ranked[-1]
        yield report.tell(
            f"synthesis.areas.range.{'low' if outlook.indicator.direction < 0 else 'high'}_is_good",
            best=report.name(best.unit),
            best_value=report.format.percent(best.value),
            worst=report.name(worst.unit),
            worst_value=report.format.percent(worst.value),
            gap=report.format.points(abs(worst.value - best.value)),
        )
