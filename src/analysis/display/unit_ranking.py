"""Place of a unit among its peers, without ranks that hang on noise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.assessment import DEFAULT_SETTINGS, RankedUnit, Ranking, rank_units
from analysis.display import palette
from analysis.display.canvas import WIDTH_CM, draw
from analysis.display.components import Column, data_table, figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.small_print import small_print

MOST_ROWS = 20
"""Up to this many units each get a row; more stand in one strip."""
_ROW_CM, _MARGIN_CM, _STRIP_CM = 0.48, 1.4, 4.2
_DOTS_ACROSS, _LOWEST_STRIP = 70, 6
_NAMES_CM, _VALUES_CM, _AXIS_CM = 3.2, 1.6, 0.75


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
    ranking = _printable(report, rank_units(outlook.panel))
    indicator = outlook.indicator.name(report.language)
    if not ranking.ranked:
        return paragraph(report.say("ranking.nothing", indicator=indicator))
    reference = _reference(outlook, ranking)
    caption = report.say("ranking.caption", indicator=indicator, year=ranking.year)
    height = _height_cm(ranking)
    svg = draw(lambda empty: _paint(empty, report, ranking, reference), height)
    alt = " ".join([_values(report, ranking), *_words(report, ranking)])
    drawing = figure(
        svg,
        alt,
        caption,
        _table(report, ranking, caption),
        table_label=report.say("chart.table_label"),
    )
    return stack(drawing, small_print(paragraph(" ".join(_words(report, ranking)))))


def _values(report: Report, ranking: Ranking) -> str:
    """Figures from best to worst; of many units, the two ends."""
    rows = ranking.ranked
    shown = rows if len(rows) <= MOST_ROWS else (rows[0], rows[-1])
    named = (f"{report.name(row.unit)} {report.format.percent(row.value)}" for row in shown)
    return report.say("ranking.alt", values="; ".join(named))


def _printable(report: Report, ranking: Ranking) -> Ranking:
    shown = tuple(r for r in ranking.ranked if report.dataset.shows_rates(r.unit))
    return Ranking(ranking.year, ranking.standard, shown, ranking.without_figure)


def _reference(outlook: Outlook, ranking: Ranking) -> float | None:
    """Figure of the whole for the same year and standard."""
    figures = outlook.panel.usable(outlook.panel.total) if outlook.panel.total else ()
    same = (o.value for o in figures if (o.year, o.standard) == (ranking.year, ranking.standard))
    return next(same, None)


def _height_cm(ranking: Ranking) -> float:
    count = len(ranking.ranked)
    return _STRIP_CM if count > MOST_ROWS else count * _ROW_CM + _MARGIN_CM


def _paint(empty: Figure, report: Report, ranking: Ranking, reference: float | None) -> None:
    is_strip = len(ranking.ranked) > MOST_ROWS
    axes = _axes(empty, report, ranking, reference, names_cm=0.4 if is_strip else _NAMES_CM)
    (_paint_strip if is_strip else _paint_rows)(axes, report, ranking)
    if reference is not None:
        axes.axvline(reference, color=palette.MUTED, lw=0.9, ls=(0, (3, 2)), zorder=1)
        text = f"{report.whole()}: {report.format.percent(reference)}"
        axes.annotate(
            text,
            (reference, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            color=palette.MUTED,
            annotation_clip=False,
        )


def _axes(
    empty: Figure, report: Report, ranking: Ranking, reference: float | None, names_cm: float
) -> Axes:
    height = _height_cm(ranking)
    width = WIDTH_CM - names_cm - _VALUES_CM
    axes = empty.add_axes(
        (
            names_cm / WIDTH_CM,
            _AXIS_CM / height,
            width / WIDTH_CM,
            (height - _MARGIN_CM + 0.2) / height,
        )
    )
    largest = max([row.value for row in ranking.ranked] + [reference or 0.0])
    axes.set_xlim(0, largest * 1.05)
    axes.xaxis.set_major_locator(MaxNLocator(6))
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
            annotation_clip=False,
        )
    for label, row in zip(axes.get_yticklabels(), ranking.ranked, strict=True):
        label.set_fontweight("semibold" if row.unit == report.unit.code else "normal")
        label.set_color(palette.INK)


def _paint_strip(axes: Axes, report: Report, ranking: Ranking) -> None:
    """Stack the dots where they would lie on each other, as a beeswarm does."""
    left, right = axes.get_xlim()
    heights = _stacked([row.value for row in ranking.ranked], right / _DOTS_ACROSS)
    top = max([*heights, _LOWEST_STRIP]) + 3
    axes.set_ylim(-0.8, top)
    axes.set_xlim(left - right / _DOTS_ACROSS, right)
    axes.set_yticks([])
    axes.grid(visible=False)
    for row, height in zip(ranking.ranked, heights, strict=True):
        if row.unit == report.unit.code:
            _mark_in_strip(axes, report, row, height, top)
        else:
            axes.plot([row.value], [height], "o", color=palette.CONTEXT, ms=5)


def _mark_in_strip(axes: Axes, report: Report, row: RankedUnit, height: int, top: float) -> None:
    """Mark the page's unit and write its name above all dots."""
    axes.plot([row.value], [height], "D", color=palette.HIGHLIGHT, ms=7, zorder=5)
    axes.annotate(
        f"{report.name(row.unit)}: {report.format.percent(row.value)}",
        (row.value, height),
        xytext=(row.value, top - 1.2),
        ha="left" if row.value < axes.get_xlim()[1] / 2 else "right",
        weight="semibold",
        color=palette.HIGHLIGHT,
        arrowprops={"arrowstyle": "-", "color": palette.HIGHLIGHT, "lw": 0.8},
    )


def _stacked(values: list[float], width: float) -> list[int]:
    """Height of each dot when dots closer than a width are piled up."""
    heights = [0] * len(values)
    for index in np.argsort(values, kind="stable"):
        near = {
            heights[other]
            for other in range(len(values))
            if other != index and abs(values[other] - values[index]) < width and heights[other] >= 0
            if (values[other], other) < (values[index], int(index))
        }
        heights[index] = next(h for h in range(len(values)) if h not in near)
    return heights


def _words(report: Report, ranking: Ranking) -> Iterator[str]:
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
        names = ", ".join(report.name(code) for code in ranking.without_figure)
        yield report.say("ranking.without", year=ranking.year, names=names)
    if any(row.best_rank != row.worst_rank for row in ranking.ranked):
        noise = report.format.points(DEFAULT_SETTINGS.rank_noise_points, 1)
        yield report.say("ranking.caution", points=noise)


def _table(report: Report, ranking: Ranking, caption: str) -> Element:
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
