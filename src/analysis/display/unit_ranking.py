"""Place of a unit among its peers, without ranks that hang on noise."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.assessment import RankedUnit, Ranking
from analysis.display import palette
from analysis.display.canvas import (
    POINTS_PER_INCH,
    axes_at,
    draw_both,
    is_narrow,
    size_cm,
    tell_at,
)
from analysis.display.components import figure, paragraph, stack
from analysis.display.element import Element
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
from analysis.projection.model import FloatArray

_ROW_CM, _MARGIN_CM, _STRIP_CM = 0.48, 1.4, 4.6
_NAMES_CM, _NARROW_NAMES_CM, _VALUES_CM, _AXIS_CM = 3.2, 2.6, 1.6, 0.75
_DOT_POINTS = 4.6


def unit_ranking(report: Report, outlook: Outlook) -> Element:
    """Latest comparable figures of all units, best first, the page's unit marked.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator to compare.

    Returns
    -------
    Element
        Dot plot of the units that have a figure of the same year and standard; those that have
        none, or are too small, are named below it and not ranked.
    """
    ranking = comparable(report, outlook)
    indicator = outlook.indicator.name(report.language)
    if not ranking.ranked:
        return paragraph(report.say("ranking.nothing", indicator=indicator))
    reference = figure_of_whole(outlook, ranking)
    caption = report.say("ranking.caption", indicator=indicator, year=ranking.year)
    drawing = draw_both(
        lambda empty: _paint(empty, report, ranking, reference), lambda _: _height_cm(ranking)
    )
    alt = " ".join([values_in_words(report, ranking), *ranking_words(report, ranking)])
    shown = figure(
        drawing,
        alt,
        caption,
        ranking_table(report, ranking, caption),
        table_label=report.say("chart.table_label"),
    )
    return stack(shown, small_print(paragraph(" ".join(ranking_words(report, ranking)))))


def _height_cm(ranking: Ranking) -> float:
    count = len(ranking.ranked)
    return _STRIP_CM if count > MOST_ROWS else count * _ROW_CM + _MARGIN_CM


def _paint(empty: Figure, report: Report, ranking: Ranking, reference: float | None) -> None:
    is_strip = len(ranking.ranked) > MOST_ROWS
    names_cm = _NARROW_NAMES_CM if is_narrow(empty) else _NAMES_CM
    axes = _axes(empty, report, ranking, reference, names_cm=0.4 if is_strip else names_cm)
    if reference is not None:
        _paint_reference(axes, f"{report.whole()}: {report.format.percent(reference)}", reference)
    (_paint_strip if is_strip else _paint_rows)(axes, report, ranking)


def _paint_reference(axes: Axes, words: str, value: float) -> None:
    axes.axvline(value, color=palette.MUTED, lw=0.9, ls=(0, (3, 2)), zorder=1)
    is_left = value < axes.get_xlim()[1] / 2
    axes.annotate(
        words,
        (value, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="left" if is_left else "right",
        color=palette.MUTED,
        annotation_clip=False,
    )


def _axes(
    empty: Figure, report: Report, ranking: Ranking, reference: float | None, names_cm: float
) -> Axes:
    width, height = size_cm(empty)
    inner = width - names_cm - _VALUES_CM, height - _MARGIN_CM + 0.2
    axes = axes_at(empty, names_cm, _AXIS_CM, *inner)
    largest = max([row.value for row in ranking.ranked] + [reference or 0.0])
    axes.set_xlim(0, largest * 1.05)
    axes.xaxis.set_major_locator(MaxNLocator(4 if is_narrow(empty) else 6))
    decimals = 0 if largest > 5 else 1
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: report.format.percent(v, decimals)))
    return axes


def _paint_rows(axes: Axes, report: Report, ranking: Ranking) -> None:
    count = len(ranking.ranked)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_yticks(range(count), [report.name(row.unit) for row in ranking.ranked])
    for place, row in enumerate(ranking.ranked):
        is_own = row.unit == report.unit.code
        color = palette.HIGHLIGHT if is_own else palette.CONTEXT
        axes.plot([row.value], [place], "D" if is_own else "o", color=color, ms=7 if is_own else 6)
        axes.annotate(
            report.format.percent(row.value),
            (row.value, place),
            xytext=(7, 0),
            textcoords="offset points",
            va="center_baseline",
            weight="semibold" if is_own else "normal",
            color=palette.HIGHLIGHT if is_own else palette.INK,
            bbox=palette.GROUND,
            annotation_clip=False,
        )
        tell_at(axes, row.value, place, _told(report, row))
    for label, row in zip(axes.get_yticklabels(), ranking.ranked, strict=True):
        label.set_fontweight("semibold" if row.unit == report.unit.code else "normal")
        label.set_color(palette.INK)


def _told(report: Report, row: RankedUnit) -> str:
    return f"{report.name(row.unit)}: {report.format.percent(row.value)}"


def _paint_strip(axes: Axes, report: Report, ranking: Ranking) -> None:
    """Put the dots of many units beside each other where they would lie on each other."""
    own = [row.unit == report.unit.code for row in ranking.ranked]
    colors = [palette.HIGHLIGHT if is_own else palette.CONTEXT for is_own in own]
    left, right = axes.get_xlim()
    box = axes.get_position()
    places = _beside_each_other(
        tuple(row.value for row in ranking.ranked),
        (left, right),
        size_cm(axes.figure),
        (box.x0, box.y0, box.width, box.height),
    )
    axes.scatter(places[:, 0], places[:, 1], s=_DOT_POINTS**2, c=colors, linewidths=0)
    axes.set(yticks=[], xlim=(left, right), ylim=(0.5, -0.5))
    axes.grid(visible=False)
    for row in ranking.ranked:
        if row.unit == report.unit.code:
            _mark_in_strip(axes, _told(report, row), row.value)


@cache
def _beside_each_other(
    values: tuple[float, ...],
    limits: tuple[float, float],
    drawing_cm: tuple[float, float],
    bounds: tuple[float, float, float, float],
) -> FloatArray:
    """Places of the dots of a swarm, which takes long and is the same on the pages of all units.

    Parameters
    ----------
    limits : tuple of float
        Ends of the axis of values.
    drawing_cm : tuple of float
        Width and height of the drawing.
    bounds : tuple of float
        Left, bottom, width and height of the axes, as shares of the drawing.

    Returns
    -------
    array, shape (value, 2)
    """
    import seaborn as sns

    width, height = drawing_cm
    empty = Figure(figsize=(width / 2.54, height / 2.54), dpi=POINTS_PER_INCH)
    axes = empty.add_axes(bounds)
    axes.set_xlim(*limits)
    sns.swarmplot(x=list(values), size=_DOT_POINTS, ax=axes, warn_thresh=1)
    axes.set_xlim(*limits)
    empty.draw_without_rendering()
    return np.asarray(axes.collections[0].get_offsets(), dtype=np.float64)


def _mark_in_strip(axes: Axes, words: str, value: float) -> None:
    """Write the page's unit above all dots, with a line down to its own."""
    axes.axvline(value, 0.02, 0.86, color=palette.HIGHLIGHT, lw=0.8, zorder=0)
    axes.annotate(
        words,
        (value, 0.9),
        xycoords=("data", "axes fraction"),
        ha="left" if value < axes.get_xlim()[1] / 2 else "right",
        weight="semibold",
        color=palette.HIGHLIGHT,
        bbox=palette.GROUND,
    )
