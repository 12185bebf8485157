"""Words of a fan chart, each beside what it names and never on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from analysis.data.model import Observation
from analysis.display import palette
from analysis.display.canvas import POINTS_PER_INCH
from analysis.display.fan_data import FanChart, Segment
from analysis.display.labels import LINE_HEIGHT, Box, place, spread, wrap
from analysis.locale import Formatter

COLUMN_CM = 3.75
"""Width of the column of words on the right."""
_LABEL_SIZE = 8.5
_MARK = 6.0


@dataclass(frozen=True)
class FanWords:
    """Ready-made words of a fan chart in the reader's language."""

    goal: str
    fan: str
    companion: str
    context: str
    successor: str


def label_points(axes: Axes, chart: FanChart, words: FanWords, formatter: Formatter) -> None:
    """Write the figures beside their points, the last ones first in the order of importance."""
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


def label_ends(axes: Axes, chart: FanChart, words: FanWords) -> None:
    """Write what fan and corridor are beside their last year, pushed apart if they touch."""
    ends: list[tuple[float, str, str]] = []
    if chart.goal:
        middle = float(chart.goal.low[-1] + chart.goal.high[-1]) / 2
        ends.append((middle, words.goal, palette.GOAL))
    if chart.fan:
        ends.append((float(chart.fan.central[-1]), words.fan, palette.PROJECTION))
    frame = _frame(axes)
    width_em = COLUMN_CM / 2.54 * POINTS_PER_INCH / _LABEL_SIZE - 1
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
