"""Households (or persons) that the years left must bring in each unit, as rows of squares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.assessment import Assessment
from analysis.data.disclosure import shows_count
from analysis.display import palette
from analysis.display.canvas import POINTS_PER_INCH, axes_at, draw_both, is_narrow, size_cm
from analysis.display.components import Column, data_table, figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.small_print import small_print

SQUARES_A_ROW = 40
"""Most squares in a row: the largest unit has about as many."""
_STEPS = (1, 2, 5)
_ROW_CM, _MARGIN_CM = 0.46, 0.1
_NAME_CM, _COUNT_CM, _NARROW_NAME_CM, _NARROW_COUNT_CM = 2.9, 2.6, 2.4, 2.0


@dataclass(frozen=True)
class Needed:
    """Count a year that the least demanding bound of a unit's target still takes."""

    name: str
    count: float
    is_own: bool


def households_needed(report: Report, outlook: Outlook) -> Element:
    """Compare what each unit must bring a year, in households or persons.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator whose targets are shown.

    Returns
    -------
    Element
        A row of squares for each unit, each square the same round count. Units whose need is not
        known, or too small to print, are left out; a sentence where none is left.
    """
    rows = _rows(report, outlook)
    indicator = outlook.indicator.name(report.language)
    caption = report.tell("figures.needed.caption", indicator=indicator)
    if not rows:
        return paragraph(report.tell("figures.needed.nothing", indicator=indicator))
    square = square_count(max(row.count for row in rows))
    family = outlook.indicator.family
    note = report.tell("figures.needed.square", count=report.count(square, family))
    drawing = draw_both(
        lambda empty: _paint(empty, report, rows, square, family),
        lambda _: len(rows) * _ROW_CM + 2 * _MARGIN_CM,
    )
    named = "; ".join(f"{row.name} {report.count(row.count, family)}" for row in rows)
    shown = figure(
        drawing,
        f"{caption}: {named}.",
        caption,
        _table(report, caption, rows, family),
        table_label=report.say("chart.table_label"),
    )
    return stack(shown, small_print(paragraph(note)))


def _rows(report: Report, outlook: Outlook) -> list[Needed]:
    found = [_needed(report, a) for a in outlook.assessments if a.unit != outlook.panel.total]
    rows = [row for row in found if row is not None]
    return sorted(rows, key=lambda row: (-row.count, row.name))


def _needed(report: Report, assessment: Assessment) -> Needed | None:
    need = assessment.need_lower
    if need is None or need.count_a_year is None:
        return None
    count = need.count_a_year
    if not report.dataset.shows_rates(assessment.unit) or not shows_count(round(count)):
        return None
    return Needed(report.name(assessment.unit), count, assessment.unit == report.unit.code)


def square_count(largest: float) -> int:
    """Round count that a square stands for, so that the longest row fits.

    Examples
    --------
    >>> [square_count(count) for count in (30, 251, 5867)]
    [1, 10, 200]
    """
    least = max(largest / SQUARES_A_ROW, 1.0)
    power: int = 10 ** math.floor(math.log10(least))
    return next(step * power for step in (*_STEPS, 10) if step * power >= least)


def _paint(empty: Figure, report: Report, rows: Sequence[Needed], square: int, family: str) -> None:
    width, height = size_cm(empty)
    names, counts = (
        (_NARROW_NAME_CM, _NARROW_COUNT_CM) if is_narrow(empty) else (_NAME_CM, _COUNT_CM)
    )
    across = width - names - counts
    axes = axes_at(empty, names, _MARGIN_CM, across, height - 2 * _MARGIN_CM)
    axes.set_xlim(0, SQUARES_A_ROW)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_axis_off()
    side = 0.78 * across / SQUARES_A_ROW / 2.54 * POINTS_PER_INCH
    for place, row in enumerate(rows):
        _paint_row(axes, place, row, square, side, report.count(row.count, family))


def _paint_row(axes: Axes, place: int, row: Needed, square: int, side: float, words: str) -> None:
    color = palette.HIGHLIGHT if row.is_own else palette.SHADE
    ink = palette.HIGHLIGHT if row.is_own else palette.INK
    weight = "semibold" if row.is_own else "normal"
    count = math.ceil(row.count / square)
    axes.plot(
        [index + 0.5 for index in range(count)], [place] * count, "s", color=color, ms=side, mew=0
    )
    style: dict[str, Any] = {"va": "center_baseline", "color": ink, "weight": weight}
    axes.text(-0.6, place, row.name, ha="right", clip_on=False, **style)
    axes.text(max(count, 0) + 0.6, place, words, ha="left", clip_on=False, **style)


def _table(report: Report, caption: str, rows: Sequence[Needed], family: str) -> Element:
    columns = [Column(report.say("column.unit")), Column(report.say("column.needed_count"), "end")]
    return data_table(
        caption, columns, [[row.name, report.count(row.count, family)] for row in rows]
    )
