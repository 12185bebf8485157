"""Words of a fan chart, each beside what it names and never on each other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from analysis.data.model import Observation
from analysis.display import palette
from analysis.display.canvas import POINTS_PER_INCH, WIDTH_CM, axes_at, is_narrow, size_cm
from analysis.display.fan_data import FanChart
from analysis.display.fan_segment import Segment
from analysis.display.labels import LINE_HEIGHT, Box, place, spread, wrap
from analysis.locale import Formatter

_COLUMN_CM, _MARGIN_CM = 4.6, 0.35
_LABEL_SIZE, _LINE_CM, _SAMPLE_CM = 8.5, 0.4, 0.75
_MARK = 6.0


@dataclass(frozen=True)
class FanWords:
    """Ready-made words of a fan chart in the reader's language."""

    goal: str
    fan: str
    companion: str
    context: str
    successor: str
    standard: str
    bridge: str = ""
    splice: str = ""
    fan_years: tuple[str, ...] = ()


def column_cm(width_cm: float) -> float:
    """Width of the column of words on the right; a narrow drawing has them below instead."""
    return _COLUMN_CM if width_cm >= WIDTH_CM else _MARGIN_CM


def legend_height_cm(chart: FanChart, words: FanWords, width_cm: float) -> float:
    """Height of the words below a narrow drawing."""
    if width_cm >= WIDTH_CM:
        return 0.0
    lines = sum(len(lines) for _, lines in _legend(chart, words, width_cm))
    return lines * _LINE_CM + (0.2 if lines else 0.0)


def label_points(axes: Axes, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    """Write the figures beside their points, the last ones first in the order of importance."""
    way = _Way(
        marks=[box for segment in chart.all_segments for box in _marks(axes, segment)],
        lines=_lines(axes, chart),
        frame=_frame(axes),
    )
    name = _name_of_companion(axes, chart, words, formatter, way)
    labels = [*name, *_point_labels(chart, words, formatter, {label.point for label in name})]
    for box, label in zip(way.place(axes, labels), labels, strict=True):
        if box:
            is_crossed = any(box.overlaps(line) for line in way.lines)
            _write(axes, box, label, palette.GROUND if is_crossed else None)


@dataclass(frozen=True)
class _Label:
    """Words beside a point, given as year and value in percent."""

    point: tuple[int, float]
    text: str
    color: str


@dataclass(frozen=True)
class _Way:
    """What labels must not or should not cover, and where they may stand."""

    marks: list[Box]
    lines: list[Box]
    frame: Box

    def place(self, axes: Axes, labels: Sequence[_Label]) -> list[Box | None]:
        """Find a place for each label, the most important first."""
        return place(
            [_spot(axes, *label.point) for label in labels],
            [label.text for label in labels],
            _LABEL_SIZE,
            marks=self.marks,
            lines=self.lines,
            frame=self.frame,
        )


def _name_of_companion(
    axes: Axes, chart: FanChart, words: FanWords, formatter: Formatter, way: _Way
) -> list[_Label]:
    """Name of the second line at its first figure beside which there is room for it."""
    figures = [figure for segment in chart.companion for figure in segment.observations]
    labels = [
        _figure(o, formatter, palette.COMPANION, name=f"{words.companion}: ") for o in figures
    ]
    return [label for label in labels if way.place(axes, [label])[0]][:1]


def _point_labels(
    chart: FanChart, words: FanWords, formatter: Formatter, taken: Container[tuple[int, float]]
) -> Iterator[_Label]:
    """Labels of all other points, the most important first."""
    for segment in reversed(chart.segments):
        for figure in _ends_first(segment):
            yield _figure(figure, formatter, palette.INK)
    if chart.splice:
        point = next(iter(chart.splice.rates.items()))
        yield _Label(point, words.splice, palette.MUTED)
    if chart.context:
        last = chart.context[-1].observations[-1]
        text = f"{words.context}: {formatter.percent(last.value)}"
        yield _Label((last.year, last.value), text, palette.MUTED)
    for segment in reversed(chart.companion):
        for figure in _ends_first(segment):
            if (figure.year, figure.value) not in taken:
                yield _figure(figure, formatter, palette.COMPANION)


def _figure(figure: Observation, formatter: Formatter, color: str, name: str = "") -> _Label:
    text = name + formatter.number(figure.value, 2)
    return _Label((figure.year, figure.value), text, color)


def _write(axes: Axes, box: Box, label: _Label, ground: palette.Ground | None) -> None:
    axes.annotate(
        label.text,
        (box.left + box.width / 2, box.bottom + box.height / 2),
        xycoords="figure pixels",
        ha="center",
        va="center_baseline",
        color=label.color,
        bbox=ground,
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
    if chart.splice:
        tracks.append((list(chart.splice.rates), list(chart.splice.rates.values())))
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


def label_ends(axes: Axes, chart: FanChart, words: FanWords) -> None:
    """Write what fan and corridor are: beside their last year, or below a narrow drawing."""
    if is_narrow(axes.figure):
        _paint_legend(axes, chart, words)
        return
    ends = _ends(chart, words)
    frame = _frame(axes)
    width = _points(_COLUMN_CM) - 8
    blocks = [_lines_of(text, width) for _, text, _ in ends]
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


def _ends(chart: FanChart, words: FanWords) -> list[tuple[float, str, str]]:
    """Height in percent, words and colour of what goes on to the last year."""
    ends: list[tuple[float, str, str]] = []
    if chart.goal:
        middle = float(chart.goal.low[-1] + chart.goal.high[-1]) / 2
        ends.append((middle, words.goal, palette.GOAL))
    if chart.fan:
        ends.append((float(chart.fan.central[-1]), words.fan, palette.PROJECTION))
    if chart.bridge:
        ends.append((float(chart.bridge.high[-1]), words.bridge, palette.SCENARIO))
    return ends


def _points(centimetres: float) -> float:
    return centimetres / 2.54 * POINTS_PER_INCH


def _lines_of(text: str, width: float) -> list[str]:
    return [row for part in text.split("\n") for row in wrap(part, width, _LABEL_SIZE)]


def _legend(
    chart: FanChart, words: FanWords, width_cm: float
) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Look of each sample below a narrow drawing, and the lines of its words."""
    width = _points(width_cm - _SAMPLE_CM - 0.4)
    if chart.goal:
        yield {"color": palette.GOAL, "ls": palette.GOAL_LINE}, _lines_of(words.goal, width)
    if chart.fan:
        text = words.fan.replace("\n", "; ")
        yield {"color": palette.PROJECTION, "ls": "-"}, _lines_of(text, width)
    if chart.bridge:
        look = {"color": palette.SCENARIO, "ls": palette.SCENARIO_LINE}
        yield look, _lines_of(words.bridge, width)
    if chart.successor:
        yield {"color": palette.MUTED, "ls": palette.BREAK_LINE}, _lines_of(words.successor, width)


def _paint_legend(axes: Axes, chart: FanChart, words: FanWords) -> None:
    figure = axes.figure
    width, _ = size_cm(figure)
    height = legend_height_cm(chart, words, width)
    below = axes_at(figure, 0.1, 0, width - 0.2, height)
    below.set_axis_off()
    below.set_xlim(0, width - 0.2)
    below.set_ylim(height, 0)
    line_at = 0.2
    for look, lines in _legend(chart, words, width):
        below.plot([0.05, _SAMPLE_CM - 0.2], [line_at, line_at], lw=1.5, **look)
        for line in lines:
            below.text(_SAMPLE_CM, line_at, line, va="center_baseline", color=look["color"])
            line_at += _LINE_CM
