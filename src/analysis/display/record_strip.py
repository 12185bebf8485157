"""How often past bands held, day by day: a column for each day that was replayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.assessment.past import recorded_days
from analysis.display import palette
from analysis.display.canvas import axes_at, draw_both, is_narrow, size_cm, tell_at
from analysis.display.components import Column, data_table, figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.projection.track_record import DayRecord

PROMISED_PCT = 80
"""Share of later figures that a band of 80 % should hold."""
_TITLE_CM, _COLUMNS_CM, _YEARS_CM, _SIDE_CM = 0.75, 1.5, 0.55, 0.15
_BAR = 0.72


def record_strip(report: Report, *families: str) -> Element:
    """Share of later figures that the 80 % band held, for each past day, a family beside another.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    *families : str
        ``"poverty"``, ``"trained_labour"``.

    Returns
    -------
    Element
        Columns up to the share, a dashed line at what was promised; replayed on 63 provinces.
    """
    days = {family: recorded_days()[family] for family in families}
    caption = report.tell("record.strip.caption")
    height = _TITLE_CM + _COLUMNS_CM + _YEARS_CM
    drawing = draw_both(
        lambda empty: _paint(empty, report, days),
        lambda width: height * (len(days) if width < _two_columns_cm() else 1),
    )
    alt = " ".join(_sentence(report, family, found) for family, found in days.items())
    note = report.tell("record.strip.note", level=PROMISED_PCT)
    table = _table(report, caption, days)
    shown = figure(drawing, alt, caption, table, table_label=report.say("chart.table_label"))
    return stack(shown, small_print(paragraph(note)))


def _two_columns_cm() -> float:
    return 12.0


def _paint(empty: Figure, report: Report, days: Mapping[str, Sequence[DayRecord]]) -> None:
    width, height = size_cm(empty)
    across = width if is_narrow(empty) else width / len(days)
    row = height / len(days) if is_narrow(empty) else height
    for place, (family, found) in enumerate(days.items()):
        left = _SIDE_CM + (0 if is_narrow(empty) else place * across)
        top = height - (place * row if is_narrow(empty) else 0)
        bottom = top - _TITLE_CM - _COLUMNS_CM
        axes = axes_at(empty, left, bottom, across - 2 * _SIDE_CM, _COLUMNS_CM)
        _paint_strip(axes, report, family, found)


def _paint_strip(axes: Axes, report: Report, family: str, found: Sequence[DayRecord]) -> None:
    places = range(len(found))
    shares = [100 * day.coverage_80 for day in found]
    axes.set_ylim(0, 100)
    axes.set_xlim(-0.5, len(found) - 0.5)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.set_xticks(list(places), [str(day.as_of.year) for day in found])
    axes.bar(places, [100] * len(found), _BAR, color=palette.PROJECTION_BANDS[95])
    axes.bar(places, shares, _BAR, color=palette.PROJECTION_BANDS[50])
    axes.axhline(PROMISED_PCT, color=palette.INK, lw=0.9, ls=(0, (3, 2)))
    for place, (day, share) in enumerate(zip(found, shares, strict=True)):
        words = report.format.percent(share, 0)
        axes.annotate(words, (place, 2), ha="center", va="bottom", weight="semibold", size=8)
        count = report.format.number(day.figures)
        told = report.tell("record.strip.told", share=words, count=count)
        tell_at(axes, place, share / 2, f"{report.format.date(day.as_of)}: {told}")
    title = report.tell(f"record.strip.{family}")
    axes.annotate(
        title, (0, 1), xycoords="axes fraction", xytext=(0, 5), textcoords="offset points"
    )


def _sentence(report: Report, family: str, found: Sequence[DayRecord]) -> str:
    named = "; ".join(
        f"{day.as_of.year} {report.format.percent(100 * day.coverage_80, 0)}" for day in found
    )
    return f"{report.tell(f'record.strip.{family}')}: {named}."


def _table(report: Report, caption: str, days: Mapping[str, Sequence[DayRecord]]) -> Element:
    columns = [
        Column(report.tell("record.strip.series")),
        Column(report.tell("record.strip.day"), "end"),
        Column(report.tell("record.column.figures"), "end"),
        Column(report.tell("record.column.coverage_80"), "end"),
    ]
    rows = [
        [
            report.tell(f"record.strip.{family}"),
            report.format.date(day.as_of),
            report.format.number(day.figures),
            report.format.percent(100 * day.coverage_80, 0),
        ]
        for family, found in days.items()
        for day in found
    ]
    return data_table(caption, columns, rows)
