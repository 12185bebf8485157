"""The table behind a fan chart: every number that is drawn, by year."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.display.components import Column, data_table
from analysis.display.element import Element
from analysis.display.fan_data import FanChart
from analysis.display.fan_segment import Segment
from analysis.display.fan_splice import splice_cell
from analysis.display.fan_words import BAND_PCT
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name, value_words
from analysis.display.report import Report
from analysis.locale.formats import MISSING


def numbers_table(
    report: Report, outlook: Outlook, companion: Outlook | None, chart: FanChart
) -> Element:
    """Figures, target and projection of each year; empty columns and years are left out."""
    name = short_name(report, outlook.indicator)
    columns = {
        name: [_figures(report, chart.segments, year) for year in _years(chart)],
        report.tell("figures.splice.column"): [
            splice_cell(report, chart.splice, year) for year in _years(chart)
        ],
        report.whole(): [_figures(report, chart.context, year) for year in _years(chart)],
        report.say("column.goal"): [_goal(report, chart, year) for year in _years(chart)],
        report.say("column.projection"): [_fan(report, chart, year) for year in _years(chart)],
    }
    if companion:
        beside = [_figures(report, chart.companion, year) for year in _years(chart)]
        columns[short_name(report, companion.indicator)] = beside
    shown = {title: cells for title, cells in columns.items() if set(cells) != {MISSING}}
    rows = [list(row) for row in zip(map(str, _years(chart)), *shown.values(), strict=True)]
    return data_table(
        report.say("chart.table_label"),
        [Column(report.say("column.year")), *(Column(title, "end") for title in shown)],
        [row for row in rows if set(row[1:]) != {MISSING}],
    )


def _years(chart: FanChart) -> range:
    return range(chart.first_year, chart.last_year + 1)


def _figures(report: Report, segments: Sequence[Segment], year: int) -> str:
    found = (o for segment in segments for o in segment.observations if o.year == year)
    return ", ".join(value_words(report, figure) for figure in found) or MISSING


def _goal(report: Report, chart: FanChart, year: int) -> str:
    if chart.goal is None or year not in chart.goal.years:
        return MISSING
    index = chart.goal.years.index(year)
    ends = sorted({float(chart.goal.low[index]), float(chart.goal.high[index])})
    return "–".join(report.format.percent(end, 1) for end in ends)


def _fan(report: Report, chart: FanChart, year: int) -> str:
    if chart.fan is None or year not in chart.fan.years[1:]:
        return MISSING
    index = chart.fan.years.index(year)
    value = report.format.percent(chart.fan.central[index], 1)
    if BAND_PCT not in chart.fan.bands:
        return value
    low, high = (report.format.number(end, 1) for end in chart.fan.bands[BAND_PCT][:, index])
    return f"{value} ({low}–{high})"
