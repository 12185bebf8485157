"""All units beside each other: the same small chart for each."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.display import palette
from analysis.display.canvas import WIDTH_CM, axes_at, draw_both, size_cm, tell_at
from analysis.display.components import figure, paragraph
from analysis.display.element import Element
from analysis.display.fan_data import FanChart, fan_chart_data
from analysis.display.fan_segment import Segment
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdict_table import verdict_table

MOST_PANELS = 24
"""Beyond this many units the panels would be too small to read."""
_COLUMNS, _NARROW_COLUMNS = 4, 2
_PANEL_CM, _LEFT_CM, _GAP_CM, _RIGHT_CM, _TITLE_CM, _AXIS_CM = 3.3, 0.95, 1.05, 0.1, 0.95, 0.55


def small_multiples(report: Report, outlook: Outlook) -> Element:
    """Figures on the standard in force and projection of every unit, each on its own scale.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator to draw.

    Returns
    -------
    Element
        One panel for each unit with a figure, the whole last; the others are named below, those
        too small for rates apart. A sentence where no unit has a figure, or too many have one.
    """
    units = [unit for unit in outlook.panel.units if report.dataset.shows_rates(unit)]
    charts = {unit: _chart(report, outlook, unit) for unit in units}
    shown = {unit: chart for unit, chart in charts.items() if chart.segments}
    name = outlook.indicator.name(report.language)
    if not shown or len(shown) > MOST_PANELS:
        return paragraph(report.say("multiples.not_drawn", indicator=name))
    drawing = draw_both(
        lambda empty: _paint(empty, report, shown),
        lambda width: math.ceil(len(shown) / _columns(width)) * _PANEL_CM,
    )
    caption = report.say("multiples.caption", indicator=name)
    note = _note(report, outlook, charts)
    return figure(
        drawing,
        _alt(report, charts, note),
        caption,
        verdict_table(report, outlook),
        table_label=report.say("chart.table_label"),
    ) + small_print(paragraph(note))


def _chart(report: Report, outlook: Outlook, unit: str) -> FanChart:
    years = outlook.projection.years
    return fan_chart_data(
        outlook.panel,
        outlook.projection,
        outlook.of(unit),
        unit,
        report.dataset.standards,
        years[-1] if years else report.dataset.horizon,
    )


def _columns(width_cm: float) -> int:
    return _COLUMNS if width_cm >= WIDTH_CM else _NARROW_COLUMNS


def _paint(empty: Figure, report: Report, charts: dict[str, FanChart]) -> None:
    width, height = size_cm(empty)
    first = min(chart.segments[-1].years[0] for chart in charts.values())
    last = max(chart.last_year for chart in charts.values())
    count = _columns(width)
    across = (width - _LEFT_CM - _RIGHT_CM - (count - 1) * _GAP_CM) / count
    for place, (unit, chart) in enumerate(charts.items()):
        row, column = divmod(place, count)
        left = _LEFT_CM + column * (across + _GAP_CM)
        bottom = height - (row + 1) * _PANEL_CM + _AXIS_CM
        axes = axes_at(empty, left, bottom, across, _PANEL_CM - _AXIS_CM - _TITLE_CM)
        axes.set_xlim(first - 0.3, last + 0.3)
        _paint_panel(axes, report, chart)
        _paint_title(axes, report, unit, chart.segments[-1])
        _mark_years(axes, first, last)
        _tell_values(axes, report, unit, chart)


def _paint_panel(axes: Axes, report: Report, chart: FanChart) -> None:
    segment = chart.segments[-1]
    own = _own_highest(chart, segment)
    axes.set_ylim(0, own * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(2))
    decimals = 0 if own > 5 else 1
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: report.format.percent(value, decimals))
    )
    if chart.fan:
        for level, (low, high) in chart.fan.bands.items():
            color = palette.PROJECTION_BANDS[level]
            axes.fill_between(chart.fan.years, low, high, color=color, lw=0)
        axes.plot(chart.fan.years, chart.fan.central, color=palette.PROJECTION, lw=1.2)
    if chart.goal:
        for edge in (chart.goal.low, chart.goal.high):
            axes.plot(chart.goal.years, edge, color=palette.GOAL, lw=1, ls=palette.GOAL_LINE)
    axes.plot(segment.years, segment.values, "o-", color=palette.INK, lw=1.2, ms=3.5)


def _tell_values(axes: Axes, report: Report, unit: str, chart: FanChart) -> None:
    """Say each figure of the standard in force, and what the trend comes to in the last year."""
    for seen in chart.segments[-1].observations:
        words = f"{report.name(unit)}, {seen.year}: {report.format.percent(seen.value)}"
        tell_at(axes, seen.year, seen.value, words)
    if chart.fan:
        year, value = chart.fan.years[-1], float(chart.fan.central[-1])
        told = report.tell("figures.multiples.trend", unit=report.name(unit), year=year)
        tell_at(axes, year, value, f"{told}: {report.format.percent(value, 1)}")


def _paint_title(axes: Axes, report: Report, unit: str, segment: Segment) -> None:
    """Write the unit's name, and its last figure in a line of its own."""
    for words, weight, rise in (
        (report.name(unit), "semibold", 14.5),
        (_last(report, segment), "normal", 4),
    ):
        axes.annotate(
            words,
            (0, 1),
            xycoords="axes fraction",
            xytext=(0, rise),
            textcoords="offset points",
            weight=weight,
        )


def _mark_years(axes: Axes, first: int, last: int) -> None:
    """Write the first and the last year, both within the width of the panel."""
    axes.set_xticks([first, last])
    start, end = axes.get_xticklabels()
    start.set_horizontalalignment("left")
    end.set_horizontalalignment("right")


def _own_highest(chart: FanChart, segment: Segment) -> float:
    bands = chart.fan.bands.values() if chart.fan else ()
    return max([*segment.values, *(float(band.max()) for band in bands)])


def _title(report: Report, unit: str, segment: Segment) -> str:
    return f"{report.name(unit)}: {_last(report, segment)}"


def _last(report: Report, segment: Segment) -> str:
    last = segment.observations[-1]
    return f"{report.format.percent(last.value)} ({last.year})"


def _alt(report: Report, charts: dict[str, FanChart], note: str) -> str:
    words = [_title(report, u, c.segments[-1]) for u, c in charts.items() if c.segments]
    return f"{'; '.join(words)}. {note}"


def _note(report: Report, outlook: Outlook, charts: dict[str, FanChart]) -> str:
    """How to read the panels, and which units have none."""
    words = [report.say("multiples.scale"), report.tell("figures.multiples.marks")]
    if missing := [unit for unit, chart in charts.items() if not chart.segments]:
        words.append(report.say("multiples.without", names=report.names(missing)))
    if small := [unit for unit in outlook.panel.units if unit not in charts]:
        words.append(f"{report.tell('figures.map.small')}: {report.names(small)}.")
    return " ".join(words)
