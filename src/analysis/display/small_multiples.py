"""All units beside each other: the same small chart for each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.display import palette
from analysis.display.canvas import WIDTH_CM, draw
from analysis.display.components import figure, paragraph
from analysis.display.element import Element
from analysis.display.fan_data import FanChart, Segment, fan_chart_data
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.verdict_table import verdict_table

MOST_PANELS = 24
"""Beyond this many units the panels would be too small to read."""
_COLUMNS = 3
_PANEL_CM, _LEFT_CM, _GAP_CM, _TITLE_CM, _AXIS_CM = 2.6, 1.0, 1.1, 0.65, 0.55


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
        One panel for each unit with a figure, the whole last; the others are named below. A
        sentence where no unit has a figure, or too many have one.
    """
    charts = {unit: _chart(report, outlook, unit) for unit in outlook.panel.units}
    shown = {unit: chart for unit, chart in charts.items() if chart.segments}
    name = outlook.indicator.name(report.language)
    if not shown or len(shown) > MOST_PANELS:
        return paragraph(report.say("multiples.not_drawn", indicator=name))
    rows = math.ceil(len(shown) / _COLUMNS)
    svg = draw(lambda empty: _paint(empty, report, shown), rows * _PANEL_CM)
    caption = report.say("multiples.caption", indicator=name)
    return figure(
        svg,
        _alt(report, charts),
        caption,
        verdict_table(report, outlook),
        table_label=report.say("chart.table_label"),
    ) + paragraph(_names_without(report, charts))


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


def _paint(empty: Figure, report: Report, charts: dict[str, FanChart]) -> None:
    height = empty.get_figheight() * 2.54
    first = min(chart.segments[-1].years[0] for chart in charts.values())
    last = max(chart.last_year for chart in charts.values())
    width = (WIDTH_CM - _LEFT_CM - (_COLUMNS - 1) * _GAP_CM) / _COLUMNS
    for place, (unit, chart) in enumerate(charts.items()):
        row, column = divmod(place, _COLUMNS)
        left = _LEFT_CM + column * (width + _GAP_CM)
        bottom = height - (row + 1) * _PANEL_CM + _AXIS_CM
        inner = _PANEL_CM - _AXIS_CM - _TITLE_CM
        axes = empty.add_axes((left / WIDTH_CM, bottom / height, width / WIDTH_CM, inner / height))
        axes.set_xlim(first - 0.5, last + 0.5)
        _paint_panel(axes, report, unit, chart, first, last)


def _paint_panel(
    axes: Axes, report: Report, unit: str, chart: FanChart, first: int, last: int
) -> None:
    segment = chart.segments[-1]
    own = _own_highest(chart, segment)
    axes.set_ylim(0, own * 1.2)
    axes.set_xticks([first, last])
    axes.yaxis.set_major_locator(MaxNLocator(2))
    decimals = 0 if own > 5 else 1
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: report.format.percent(value, decimals))
    )
    axes.set_title(_title(report, unit, segment))
    if chart.fan:
        for level, (low, high) in chart.fan.bands.items():
            color = palette.PROJECTION_BANDS[level]
            axes.fill_between(chart.fan.years, low, high, color=color, lw=0)
        axes.plot(chart.fan.years, chart.fan.central, color=palette.PROJECTION, lw=1.2)
    axes.plot(segment.years, segment.values, "o-", color=palette.INK, lw=1.2, ms=3.5)


def _own_highest(chart: FanChart, segment: Segment) -> float:
    bands = chart.fan.bands.values() if chart.fan else ()
    return max([*segment.values, *(float(band.max()) for band in bands)])


def _title(report: Report, unit: str, segment: Segment) -> str:
    last = segment.observations[-1]
    return f"{report.name(unit)}: {report.format.percent(last.value)} ({last.year})"


def _alt(report: Report, charts: dict[str, FanChart]) -> str:
    words = [_title(report, u, c.segments[-1]) for u, c in charts.items() if c.segments]
    return f"{'; '.join(words)}. {_names_without(report, charts)}"


def _names_without(report: Report, charts: dict[str, FanChart]) -> str:
    names: Sequence[str] = [report.name(u) for u, chart in charts.items() if not chart.segments]
    missing = report.say("multiples.without", names=", ".join(names)) if names else ""
    return f"{report.say('multiples.scale')} {missing}".strip()
