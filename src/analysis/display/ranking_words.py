"""Rankings in words and as a table; maps and dot plots both stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import DEFAULT_SETTINGS, Ranking, rank_units
from analysis.display.components import Column, data_table
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.report import Report

MOST_ROWS = 20
"""Up to this many units each get a row; more stand in one strip."""


def comparable(report: Report, outlook: Outlook) -> Ranking:
    """Units with a figure of the same year and standard that may be printed, best first."""
    panel = outlook.panel
    withheld = [unit for unit in panel.units if not report.dataset.shows_rates(unit)]
    return rank_units(panel, withheld=withheld)


def figure_of_whole(outlook: Outlook, ranking: Ranking) -> float | None:
    """Figure of the whole for the same year and standard."""
    figures = outlook.panel.usable(outlook.panel.total) if outlook.panel.total else ()
    same = (o.value for o in figures if (o.year, o.standard) == (ranking.year, ranking.standard))
    return next(same, None)


def values_in_words(report: Report, ranking: Ranking) -> str:
    """Figures from best to worst; of many units, the two ends."""
    rows = ranking.ranked
    shown = rows if len(rows) <= MOST_ROWS else (rows[0], rows[-1])
    named = (f"{report.name(row.unit)} {report.format.percent(row.value)}" for row in shown)
    return report.say("ranking.alt", values="; ".join(named))


def ranking_words(report: Report, ranking: Ranking) -> Iterator[str]:
    """Place of the unit in words, and who is not ranked."""
    own = ranking.of(report.unit.code)
    if own is not None:
        key = "ranking.place" if own.best_rank == own.worst_rank else "ranking.places"
        yield report.say(
            key,
            unit=report.name(own.unit),
            rank=own.best_rank,
            last=own.worst_rank,
            count=len(ranking.ranked),
        )
    if ranking.without_figure:
        names = report.names(ranking.without_figure)
        yield report.say("ranking.without", year=ranking.year, names=names)
    if any(row.best_rank != row.worst_rank for row in ranking.ranked):
        noise = report.format.points(DEFAULT_SETTINGS.rank_noise_points, 1)
        yield report.say("ranking.caution", points=noise)


def ranking_table(report: Report, ranking: Ranking, caption: str) -> Element:
    """Figures and ranks, best first."""
    columns = [
        Column(report.say("column.unit")),
        Column(report.say("column.figure"), "end"),
        Column(report.say("column.rank"), "end"),
    ]
    rows = [
        [
            report.name(row.unit),
            report.format.percent(row.value),
            _rank_words(row.best_rank, row.worst_rank),
        ]
        for row in ranking.ranked
    ]
    return data_table(caption, columns, rows)


def _rank_words(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
