"""Draws a fan chart: standards apart, corridor below, fan above, words beside the lines."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.data.model import Observation, Vintage
from analysis.display import palette
from analysis.display.canvas import POINTS_PER_INCH, axes_at, size_cm, tell_at
from analysis.display.fan_data import Fan, FanChart, Goal
from analysis.display.fan_labels import (
    FanWords,
    column_cm,
    label_ends,
    label_points,
    legend_height_cm,
)
from analysis.display.fan_scenario import Bridge
from analysis.display.fan_segment import Segment
from analysis.display.fan_splice import paint_splice
from analysis.display.labels import text_width, wrap
from analysis.locale import Formatter
from analysis.projection.model import Basis

_LEFT_CM, _BOTTOM_CM = 1.15, 0.68
_TOP_CM, _BARE_TOP_CM = 1.4, 0.3
_NOTE_SIZE = 8.0
_HEADROOM = 1.15
_BREAK_TOP_CM = 1.3
_TICK_CM, _LOW_CM = 0.95, 2.0
_MOST_LINES_ABOVE = 3


def fan_height_cm(chart: FanChart, words: FanWords, width_cm: float, height_cm: float) -> float:
    """Height of a drawing of this width that keeps the height of the chart itself."""
    return height_cm + legend_height_cm(chart, words, width_cm)


def paint_fan_chart(figure: Figure, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    """Put a fan chart on an empty figure."""
    axes = _axes(figure, chart, words, formatter)
    _paint_standards(axes, chart, words, formatter.language)
    if chart.goal:
        _paint_goal(axes, chart.goal)
    if chart.fan:
        _paint_fan(axes, chart.fan)
    if chart.bridge:
        _paint_bridge(axes, chart.bridge)
    if chart.goal:
        _paint_goal_edges(axes, chart.goal)
    for segment in chart.context:
        axes.plot(
            segment.years, segment.values, color=palette.CONTEXT, lw=1, marker=".", ms=4, zorder=3.2
        )
    for segment in chart.companion:
        _paint_companion(axes, segment)
    if chart.splice:
        paint_splice(axes, chart.splice)
    for index, segment in enumerate(reversed(chart.segments)):
        _paint_segment(axes, segment, age=index)
    label_points(axes, chart, words, formatter)
    label_ends(axes, chart, words)
    _tell_values(axes, chart, words, formatter)


def _tell_values(axes: Axes, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    """Say each year's figure, and what the trend comes to, where a reader points."""
    for segment in chart.all_segments:
        for figure in segment.observations:
            told = f"{figure.year}: {formatter.percent(figure.value)}"
            tell_at(axes, figure.year, figure.value, told)
    if chart.fan:
        for year, value, told in zip(
            chart.fan.years, chart.fan.central, words.fan_years, strict=True
        ):
            tell_at(axes, year, float(value), told)


def _axes(figure: Figure, chart: FanChart, words: FanWords, formatter: Formatter) -> Axes:
    width, height = size_cm(figure)
    bottom = _BOTTOM_CM + legend_height_cm(chart, words, width)
    top = _TOP_CM if chart.spans else _BARE_TOP_CM
    inner = width - _LEFT_CM - column_cm(width), height - bottom - top
    axes = axes_at(figure, _LEFT_CM, bottom, *inner)
    axes.set_xlim(chart.first_year - 0.6, chart.last_year + 0.5)
    axes.set_ylim(0, _top(chart))
    axes.set_xticks(_tick_years(chart, width))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(5 if inner[1] > _LOW_CM else 3))
    decimals = 0 if chart.highest > 5 else 1
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: formatter.percent(v, decimals)))
    return axes


def _tick_years(chart: FanChart, width_cm: float) -> list[int]:
    """Return whole years, counted back from the last so that the target year is among them."""
    most = (width_cm - _LEFT_CM - column_cm(width_cm)) / _TICK_CM
    step = math.ceil((chart.last_year - chart.first_year + 1) / most)
    return list(range(chart.last_year, chart.first_year - 1, -step))


def _top(chart: FanChart) -> float:
    upper = chart.indicator.upper
    wanted = chart.highest * _HEADROOM
    return wanted if upper is None else min(wanted, upper)


def _paint_standards(axes: Axes, chart: FanChart, words: FanWords, language: str) -> None:
    for index, span in enumerate(chart.spans):
        if index:
            _paint_break(axes, span.start)
        years = f"{span.standard.first_year}–{span.standard.last_year or ''}"
        name = span.standard.name(language).partition(" (")[0]
        _write_above(axes, span.start, span.end, name, words.standard.format(years=years), years)
    if chart.successor:
        start = chart.successor.first_year - 0.5
        _paint_break(axes, start)
        axes.axvspan(start, axes.get_xlim()[1], fill=False, hatch="////", lw=0, zorder=0)
        _write_above(axes, start, _column_end(axes), words.successor)


def _paint_break(axes: Axes, year: float) -> None:
    top = 1 + _BREAK_TOP_CM / 2.54 * POINTS_PER_INCH / axes.get_window_extent().height
    axes.axvline(year, color=palette.MUTED, lw=0.8, ls=palette.BREAK_LINE, ymax=top, clip_on=False)


def _points_per_year(axes: Axes) -> float:
    (left, _), (right, _) = axes.transData.transform([(0, 0), (1, 0)])
    return float(right - left)


def _column_end(axes: Axes) -> float:
    """Year, were the axis longer, at which the column of words on the right ends."""
    column = column_cm(size_cm(axes.figure)[0])
    return axes.get_xlim()[1] + column / 2.54 * POINTS_PER_INCH / _points_per_year(axes)


def _write_above(axes: Axes, start: float, end: float, *forms: str) -> None:
    """Write the first form of words that fits above a stretch of years; none if none does."""
    width = (end - start) * _points_per_year(axes) - 7
    fitting = (lines for form in forms if _fits(lines := wrap(form, width, _NOTE_SIZE), width))
    axes.annotate(
        "\n".join(next(fitting, [])),
        (start, 1),
        xycoords=("data", "axes fraction"),
        xytext=(3, 5),
        textcoords="offset points",
        fontsize=_NOTE_SIZE,
        color=palette.MUTED,
        va="bottom",
        annotation_clip=False,
    )


def _fits(lines: list[str], width: float) -> bool:
    widest = max(text_width(line, _NOTE_SIZE) for line in lines)
    return len(lines) <= _MOST_LINES_ABOVE and widest <= width


def _paint_goal(axes: Axes, goal: Goal) -> None:
    axes.fill_between(goal.years, goal.low, goal.high, color=palette.GOAL_FILL, lw=0, zorder=1)


def _paint_goal_edges(axes: Axes, goal: Goal) -> None:
    for edge in (goal.low, goal.high):
        axes.plot(goal.years, edge, color=palette.GOAL, lw=1.2, ls=palette.GOAL_LINE, zorder=2.5)
    axes.plot(goal.years[-1:], goal.low[-1:], marker="_", ms=9, mew=2, color=palette.GOAL)


def _paint_fan(axes: Axes, fan: Fan) -> None:
    for level, (low, high) in fan.bands.items():
        color = palette.PROJECTION_BANDS[level]
        axes.fill_between(fan.years, low, high, color=color, lw=0, zorder=2)
    is_firm = fan.strength != "low" and fan.basis in (Basis.SERIES, Basis.SUM)
    dashes = "-" if is_firm else palette.WEAK_PROJECTION_LINE
    axes.plot(fan.years, fan.central, color=palette.PROJECTION, ls=dashes, lw=1.6, zorder=3)


def _paint_bridge(axes: Axes, bridge: Bridge) -> None:
    """Draw the scenario of the standard to come as an outline, apart from the bands in grey too."""
    axes.fill_between(
        bridge.years, bridge.low, bridge.high, fc="none", ec=palette.SCENARIO, hatch="|||", lw=0
    )
    for edge in (bridge.low, bridge.high):
        axes.plot(
            bridge.years, edge, color=palette.SCENARIO, lw=1.1, ls=palette.SCENARIO_LINE, zorder=2.8
        )


def _paint_segment(axes: Axes, segment: Segment, age: int) -> None:
    """Draw the figures of one standard; `age` counts back from the standard in force."""
    style = -1 - min(age, len(palette.SEGMENT_MARKERS) - 1)
    color = palette.MUTED if age else palette.INK
    line, marker = palette.SEGMENT_LINES[style], palette.SEGMENT_MARKERS[style]
    axes.plot(segment.years, segment.values, color=color, lw=1.4, ls=line, zorder=4)
    _paint_marks(axes, segment, marker, color)


def _paint_companion(axes: Axes, segment: Segment) -> None:
    color, line = palette.COMPANION, palette.COMPANION_LINE
    axes.plot(segment.years, segment.values, color=color, lw=1.3, ls=line, zorder=3.5)
    _paint_marks(axes, segment, "v", color)


def _paint_marks(axes: Axes, segment: Segment, marker: str, color: str) -> None:
    """Draw the points, hollow where a figure is not yet final."""
    for observation in segment.observations:
        axes.plot(
            [observation.year],
            [observation.value],
            marker=marker,
            color=color,
            markerfacecolor=color if _is_final(observation) else "white",
            zorder=5,
        )


def _is_final(observation: Observation) -> bool:
    return observation.is_usable and observation.vintage > Vintage.PRELIMINARY
