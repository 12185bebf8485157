"""How far each unit has come from the start to the target, on one scale for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.display import palette
from analysis.display.canvas import (
    POINTS_PER_INCH,
    axes_at,
    draw_both,
    is_narrow,
    size_cm,
    tell_at,
)
from analysis.display.components import Column, data_table, figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.labels import text_width
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.rungs import Rung, compared, is_low, of_area, rungs_of
from analysis.display.small_print import small_print

_ROW_CM, _HEAD_CM, _FOOT_CM = 0.5, 0.62, 0.05
_NAME_CM, _WORDS_CM, _NARROW_NAME_CM, _NARROW_WORDS_CM = 2.7, 4.6, 2.3, 4.3
_LEAST, _MOST = -0.14, 1.14
_NAME_POINTS, _OFF_BAR_CM = 8.5, 0.25


def target_ladder(report: Report, outlook: Outlook) -> Element:
    """Where each unit stands between its start and its target.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator whose targets are shown.

    Returns
    -------
    Element
        A rung for each unit with two figures of one standard, the whole last; the others are
        named below. A sentence where no unit has two.
    """
    rungs = tuple(rungs_of(report, outlook))
    indicator = short_name(report, outlook.indicator)
    if not rungs:
        return paragraph(report.tell("figures.ladder.nothing", indicator=indicator))
    drawing = draw_both(
        lambda empty: _paint(empty, report, rungs),
        lambda _: _HEAD_CM + len(rungs) * _ROW_CM + _FOOT_CM,
    )
    caption = report.tell("figures.ladder.caption", indicator=indicator)
    note = " ".join(_notes(report, outlook, rungs))
    shown = figure(
        drawing,
        " ".join([*(_sentence(report, rung) for rung in rungs), note]),
        caption,
        _table(report, caption, rungs),
        table_label=report.say("chart.table_label"),
    )
    return stack(shown, small_print(paragraph(note)))


def _paint(empty: Figure, report: Report, rungs: Sequence[Rung]) -> None:
    width, height = size_cm(empty)
    least, words = (
        (_NARROW_NAME_CM, _NARROW_WORDS_CM) if is_narrow(empty) else (_NAME_CM, _WORDS_CM)
    )
    names = max(least, _names_cm(rungs))
    inner = width - names - words, height - _HEAD_CM - _FOOT_CM
    axes = axes_at(empty, names, _FOOT_CM, *inner)
    axes.set_xlim(_LEAST, _MOST)
    axes.set_ylim(len(rungs) - 0.5, -0.5)
    axes.set_axis_off()
    for at, key in ((0.0, "start"), (1.0, "goal")):
        axes.axvline(at, color=palette.CONTEXT, lw=0.8)
        _write(axes, at, 1.0, report.tell(f"figures.ladder.{key}"), ha="center", rise=4)
    for place, rung in enumerate(rungs):
        _paint_rung(axes, report, place, rung)


def _names_cm(rungs: Sequence[Rung]) -> float:
    """Width that the longest name takes, with what keeps it off the bar."""
    widest = max(text_width(rung.name, _NAME_POINTS, "SemiBold") for rung in rungs)
    return widest / POINTS_PER_INCH * 2.54 + _OFF_BAR_CM


def _write(axes: Axes, x: float, y: float, words: str, *, ha: str, rise: float) -> None:
    axes.annotate(
        words,
        (x, y),
        xycoords=("data", "axes fraction"),
        xytext=(0, rise),
        textcoords="offset points",
        ha=ha,
        color=palette.MUTED,
        annotation_clip=False,
    )


def _paint_rung(axes: Axes, report: Report, place: int, rung: Rung) -> None:
    color = palette.HIGHLIGHT if rung.is_own else palette.INK
    weight = "semibold" if rung.is_own else "normal"
    end = min(max(rung.done, _LEAST), _MOST)
    axes.plot([0, 1], [place, place], color=palette.PROJECTION_BANDS[80], lw=5, zorder=1)
    axes.plot([0, end], [place, place], color=palette.SHADE, lw=5, zorder=2)
    axes.plot([rung.due] * 2, [place - 0.32, place + 0.32], color=palette.GOAL, lw=2, zorder=3)
    axes.plot([end], [place], _marker(rung), color=palette.SHADE, ms=7, mec="white", zorder=4)
    style: dict[str, Any] = {"va": "center_baseline", "color": color, "weight": weight}
    axes.text(_LEAST - 0.05, place, rung.name, ha="right", clip_on=False, **style)
    axes.text(_MOST + 0.06, place, _way(report, rung), ha="left", clip_on=False, **style)
    tell_at(axes, end, place, _sentence(report, rung))


def _marker(rung: Rung) -> str:
    """Arrow heads where a unit is beyond either end, else a dot."""
    return ">" if rung.done > _MOST else "<" if rung.done < _LEAST else "o"


def _way(report: Report, rung: Rung) -> str:
    number = report.format.number
    return f"{number(rung.start, 2)} → {number(rung.last, 2)} → {report.format.percent(rung.goal)}"


def _sentence(report: Report, rung: Rung) -> str:
    return report.tell(
        "figures.ladder.alt",
        unit=rung.name,
        start=report.format.percent(rung.start),
        last=report.format.percent(rung.last),
        last_year=rung.last_year,
        goal=report.format.percent(rung.goal),
        target_year=rung.target_year,
        done=report.format.percent(100 * rung.done, 0),
        due=report.format.percent(100 * rung.due, 0),
    )


def _notes(report: Report, outlook: Outlook, rungs: Sequence[Rung]) -> Iterator[str]:
    yield report.tell("figures.ladder.marks")
    shown = {rung.name for rung in rungs}
    shown_units = compared(report, outlook)
    units = [unit for unit in shown_units if unit != outlook.panel.total]
    without = (u for u in units if outlook.of(u) or not outlook.panel.usable(u))
    others = [unit for unit in without if report.name(unit) not in shown]
    low = [unit for unit in others if is_low(report, outlook, unit)]
    for key, codes in (("low", low), ("without", [unit for unit in others if unit not in low])):
        if codes:
            yield report.tell(f"figures.ladder.{key}", names=report.names(codes))
    if len(shown_units) < len(outlook.panel.units):
        key = "area" if of_area(report, shown_units) else "nearest"
        yield report.tell(f"figures.ladder.{key}", count=len(units))


def _table(report: Report, caption: str, rungs: Sequence[Rung]) -> Element:
    percent = report.format.percent
    columns = [
        Column(report.say("column.unit")),
        Column(report.tell("figures.ladder.start"), "end"),
        Column(report.tell("figures.ladder.last"), "end"),
        Column(report.tell("figures.ladder.goal"), "end"),
        Column(report.tell("figures.ladder.done"), "end"),
        Column(report.tell("figures.ladder.due"), "end"),
    ]
    rows = [
        [
            rung.name,
            percent(rung.start),
            f"{percent(rung.last)} ({rung.last_year})",
            f"{percent(rung.goal)} ({rung.target_year})",
            percent(100 * rung.done, 0),
            percent(100 * rung.due, 0),
        ]
        for rung in rungs
    ]
    return data_table(caption, columns, rows)
