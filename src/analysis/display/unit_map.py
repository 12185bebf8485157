"""Map of the units beside their ranking, which is its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.assessment import SIMILAR_WITHIN_POINTS, Ranking, similar_units
from analysis.display.canvas import Drawing, draw_both
from analysis.display.components import figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.geography import Area, areas_under
from analysis.display.map_ground import MapRow, UnitMap
from analysis.display.map_layers import draw_map
from analysis.display.map_list import list_height_cm, paint_listed_map
from analysis.display.outlook import Outlook
from analysis.display.ranking_words import (
    MOST_ROWS,
    comparable,
    figure_of_whole,
    ranking_table,
    ranking_words,
    values_in_words,
)
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.unit_ranking import unit_ranking

SHARE = "em_share_of_population"
"""Indicator by which units are alike."""


def unit_map(report: Report, outlook: Outlook) -> Element:
    """Latest comparable figures of all units on a map, and ranked beside it.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator to compare.

    Returns
    -------
    Element
        Every unit with its number; those without a figure hatched, small ones without a shade.
        Units with as large a share of ethnic-minority people are marked as peers. Where there
        are no lines to draw, the ranking alone.
    """
    ranking = comparable(report, outlook)
    areas = _areas(report, outlook)
    if not areas:
        return unit_ranking(report, outlook)
    sheet = _sheet(report, outlook, ranking, areas)
    caption = _caption(report, outlook, ranking)
    place = ranking_words(report, replace(ranking, without_figure=()))
    words = [*place, *_peer_words(report, sheet)]
    values = [values_in_words(report, ranking)] if ranking.ranked else []
    shown = figure(
        _drawing(report, sheet),
        " ".join([*values, *_kinds(sheet), *words]),
        caption,
        ranking_table(report, ranking, caption) if ranking.ranked else None,
        table_label=report.say("chart.table_label"),
    )
    return stack(shown, small_print(paragraph(" ".join(words)))) if words else shown


def _drawing(report: Report, sheet: UnitMap) -> Drawing:
    """Few units have their ranking as key; many, or none with a figure, a list of names."""
    if len(sheet.areas) > MOST_ROWS or not sheet.ranked:
        return draw_both(
            lambda empty: paint_listed_map(empty, sheet, report.format),
            lambda width: list_height_cm(sheet, width),
        )
    return draw_map(sheet, report.format)


def _caption(report: Report, outlook: Outlook, ranking: Ranking) -> str:
    indicator = outlook.indicator.name(report.language)
    if ranking.year is None:
        return report.tell("briefing.map.caption", indicator=indicator)
    return report.tell("figures.map.caption", indicator=indicator, year=ranking.year)


def _areas(report: Report, outlook: Outlook) -> tuple[Area, ...]:
    """Areas of all units but the whole; none if one of them has no lines."""
    units = [unit for unit in outlook.panel.units if unit != outlook.panel.total]
    level = report.dataset.unit(units[0]).level
    known = {area.code: area for area in areas_under(level, units)}
    return tuple(known[unit] for unit in units) if set(units) <= set(known) else ()


def _sheet(report: Report, outlook: Outlook, ranking: Ranking, areas: tuple[Area, ...]) -> UnitMap:
    numbers = {area.code: number for number, area in enumerate(areas, start=1)}
    values = {row.unit: row.value for row in ranking.ranked}
    rows = {
        code: MapRow(code, number, report.name(code), values.get(code))
        for code, number in numbers.items()
    }
    small = [code for code in numbers if not report.dataset.shows_rates(code)]
    reference = figure_of_whole(outlook, ranking)
    return UnitMap(
        areas=areas,
        ranked=tuple(rows[code] for code in values),
        missing=tuple(rows[c] for c in numbers if c not in values and c not in small),
        small=tuple(rows[code] for code in small),
        own=report.unit.code,
        peers=similar_units(_shares(report), report.unit.code),
        whole=report.whole(),
        reference=reference,
        missing_words=_missing_words(report, ranking),
        small_words=report.tell("figures.map.small"),
    )


def _missing_words(report: Report, ranking: Ranking) -> str:
    if ranking.year is None:
        return report.tell("briefing.status.nothing").capitalize()
    return report.tell("figures.map.missing", year=ranking.year)


def _shares(report: Report) -> dict[str, float]:
    panel = report.dataset.panel(SHARE)
    latest = {unit: panel.latest(unit) for unit in panel.units if unit != panel.total}
    return {unit: figure.value for unit, figure in latest.items() if figure is not None}


def _kinds(sheet: UnitMap) -> Iterator[str]:
    """Who is hatched and who is blank."""
    for label, rows in ((sheet.missing_words, sheet.missing), (sheet.small_words, sheet.small)):
        if rows:
            yield f"{label}: {', '.join(row.name for row in rows)}."


def _peer_words(report: Report, sheet: UnitMap) -> Iterator[str]:
    """Who is comparable, or why nobody is named."""
    if report.is_total:
        return
    own = _shares(report).get(sheet.own)
    if own is None:
        yield report.tell("figures.peers.unknown", unit=report.name(sheet.own))
        return
    share = report.format.percent(own, 1)
    points = report.format.points(SIMILAR_WITHIN_POINTS, 0)
    names = ", ".join(report.name(code) for code in sheet.peers)
    key = "figures.peers.named" if names else "figures.peers.none"
    yield report.tell(key, unit=report.name(sheet.own), share=share, points=points, names=names)
