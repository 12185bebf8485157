"""Draws a fan chart: standards apart, corridor below, fan above, words beside the lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.data.model import Observation, Vintage
from analysis.display import palette
from analysis.display.canvas import POINTS_PER_INCH, WIDTH_CM
from analysis.display.fan_data import Fan, FanChart, Goal, Segment
from analysis.display.labels import LINE_HEIGHT, Box, place, spread, text_width, wrap
from analysis.locale import Formatter
from analysis.projection.model import Basis

_LEFT_CM, _RIGHT_CM, _BOTTOM_CM = 1.15, 3.75, 0.68
_TOP_CM, _BARE_TOP_CM = 1.4, 0.3
_NOTE_SIZE, _LABEL_SIZE = 8.0, 8.5
_HEADROOM = 1.15
_BREAK_TOP_CM = 1.3
_MOST_TICKS = 10
_MARK = 6.0
_MOST_LINES_ABOVE = 3
_SLACK_EM = 0.6


@dataclass(frozen=True)
class FanWords:
    """Ready-made words of a fan chart in the reader's language."""

    goal: str
    fan: str
    companion: str
    context: str
    successor: str


def paint_fan_chart(figure: Figure, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    """Put a fan chart on an empty figure."""
    axes = _axes(figure, chart, formatter)
    _paint_standards(axes, chart, words, formatter.language)
    if chart.goal:
        _paint_goal(axes, chart.goal)
    if chart.fan:
        _paint_fan(axes, chart.fan)
    if chart.goal:
        _paint_goal_edges(axes, chart.goal)
    for segment in chart.context:
        axes.plot(
            segment.years, segment.values, color=palette.CONTEXT, lw=1, marker=".", ms=4, zorder=3.2
        )
    for segment in chart.companion:
        _paint_companion(axes, segment)
    for index, segment in enumerate(reversed(chart.segments)):
        _paint_segment(axes, segment, age=index)
    _label_points(axes, chart, words, formatter)
    _label_ends(axes, chart, words)


def _axes(figure: Figure, chart: FanChart, formatter: Formatter) -> Axes:
    full_height = figure.get_figheight() * 2.54
    width, height = (
        WIDTH_CM - _LEFT_CM - _RIGHT_CM,
        full_height - _BOTTOM_CM - (_TOP_CM if chart.spans else _BARE_TOP_CM),
    )
    axes = figure.add_axes(
        (_LEFT_CM / WIDTH_CM, _BOTTOM_CM / full_height, width / WIDTH_CM, height / full_height)
    )
    axes.set_xlim(chart.first_year - 0.6, chart.last_year + 0.5)
    axes.set_ylim(0, _top(chart))
    axes.set_xticks(_tick_years(chart))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    decimals = 0 if chart.highest > 5 else 1
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: formatter.percent(v, decimals)))
    return axes


def _tick_years(chart: FanChart) -> list[int]:
    """Return whole years, counted back from the last so that the target year is among them."""
    step = math.ceil((chart.last_year - chart.first_year + 1) / _MOST_TICKS)
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
        _write_above(axes, span.start, span.end, name, years)
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
    return axes.get_xlim()[1] + _RIGHT_CM / 2.54 * POINTS_PER_INCH / _points_per_year(axes)


def _write_above(axes: Axes, start: float, end: float, *forms: str) -> None:
    """Write the first form of words that fits above a stretch of years; none if none does."""
    width_em = (end - start) * _points_per_year(axes) / _NOTE_SIZE - 0.5
    fitting = (lines for form in forms if _fits(lines := wrap(form, width_em), width_em))
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


def _fits(lines: list[str], width_em: float) -> bool:
    widest = max(text_width(line, 1) for line in lines)
    return len(lines) <= _MOST_LINES_ABOVE and widest <= width_em + _SLACK_EM


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


def _label_points(axes: Axes, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    labels = list(_point_labels(chart, words, formatter))
    boxes = place(
        [_spot(axes, o.year, o.value) for o, _, _ in labels],
        [text for _, text, _ in labels],
        _LABEL_SIZE,
        marks=[box for segment in chart.all_segments for box in _marks(axes, segment)],
        lines=_lines(axes, chart),
        frame=_frame(axes),
    )
    for box, (_, text, color) in zip(boxes, labels, strict=True):
        if box:
            _write(axes, box, text, color)


def _point_labels(
    chart: FanChart, words: FanWords, formatter: Formatter
) -> Iterator[tuple[Observation, str, str]]:
    """Figure, words and colour of the labels, the most important first."""
    if chart.companion:
        first = chart.companion[0].observations[0]
        yield first, f"{words.companion}: {formatter.number(first.value, 2)}", palette.COMPANION
    for segment in reversed(chart.segments):
        for figure in _ends_first(segment):
            yield figure, formatter.number(figure.value, 2), palette.INK
    if chart.context:
        last = chart.context[-1].observations[-1]
        yield last, f"{words.context}: {formatter.percent(last.value)}", palette.MUTED
    for segment in reversed(chart.companion):
        for figure in _ends_first(segment):
            if figure is not chart.companion[0].observations[0]:
                yield figure, formatter.number(figure.value, 2), palette.COMPANION


def _write(axes: Axes, box: Box, text: str, color: str) -> None:
    axes.annotate(
        text,
        (box.left + box.width / 2, box.bottom + box.height / 2),
        xycoords="figure pixels",
        ha="center",
        va="center_baseline",
        color=color,
        zorder=6,
    )


def _ends_first(segment: Segment) -> list[Observation]:
    """Order the figures of a segment by what a reader looks for: last, first, the years between."""
    first, *others = segment.observations
    return [*others[-1:], first, *reversed(others[:-1])]


def _spot(axes: Axes, year: float, value: float) -> tuple[float, float]:
    x, y = axes.transData.transform((year, value))
    return float(x), float(y)


def _marks(axes: Axes, segment: Segment) -> list[Box]:
    spots = (_spot(axes, y, v) for y, v in zip(segment.years, segment.values, strict=True))
    return [Box(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK) for x, y in spots]


def _lines(axes: Axes, chart: FanChart) -> list[Box]:
    """All lines of the chart as small boxes along their way."""
    tracks = [(segment.years, segment.values) for segment in chart.all_segments]
    if chart.goal:
        tracks += [
            (list(chart.goal.years), list(edge)) for edge in (chart.goal.low, chart.goal.high)
        ]
    if chart.fan:
        tracks.append((list(chart.fan.years), list(chart.fan.central)))
    boxes = [box for years, values in tracks for box in _along(axes, years, values)]
    breaks = [span.start for span in chart.spans[1:]]
    breaks += [chart.successor.first_year - 0.5] if chart.successor else []
    frame = _frame(axes)
    return boxes + [Box(_spot(axes, x, 0)[0], frame.bottom, 1, frame.height) for x in breaks]


def _along(axes: Axes, years: Sequence[int], values: Sequence[float]) -> list[Box]:
    if len(years) < 2:
        return []
    steps = np.linspace(years[0], years[-1], 10 * (years[-1] - years[0]) + 1)
    spots = (_spot(axes, x, y) for x, y in zip(steps, np.interp(steps, years, values), strict=True))
    return [Box(x - 1, y - 1, 2, 2) for x, y in spots]


def _frame(axes: Axes) -> Box:
    box = axes.get_window_extent()
    return Box(box.x0, box.y0, box.width, box.height)


def _label_ends(axes: Axes, chart: FanChart, words: FanWords) -> None:
    """Write what fan and corridor are beside their last year, pushed apart if they touch."""
    ends: list[tuple[float, str, str]] = []
    if chart.goal:
        middle = float(chart.goal.low[-1] + chart.goal.high[-1]) / 2
        ends.append((middle, words.goal, palette.GOAL))
    if chart.fan:
        ends.append((float(chart.fan.central[-1]), words.fan, palette.PROJECTION))
    frame = _frame(axes)
    width_em = _RIGHT_CM / 2.54 * POINTS_PER_INCH / _LABEL_SIZE - 1
    blocks = [
        [row for part in text.split("\n") for row in wrap(part, width_em)] for _, text, _ in ends
    ]
    wanted = [_spot(axes, 0, value)[1] for value, _, _ in ends]
    heights = [(len(block) + 0.4) * _LABEL_SIZE * LINE_HEIGHT for block in blocks]
    centres = spread(wanted, heights, frame.bottom - 8, frame.bottom + frame.height)
    for centre, block, (_, _, color) in zip(centres, blocks, ends, strict=True):
        axes.annotate(
            "\n".join(block),
            (frame.left + frame.width + 5, centre),
            xycoords="figure pixels",
            va="center",
            color=color,
            annotation_clip=False,
        )
