"""Labour-training score of the PCI over the years, beside the other provinces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.assessment.percentile import share_below_pct
from analysis.data import Level
from analysis.display import palette
from analysis.display.canvas import axes_at, draw_both, is_narrow, size_cm
from analysis.display.components import Column, data_table, figure, paragraph
from analysis.display.element import Element
from analysis.display.plan_items import PLAN_UNIT, known_figures
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.locale.formats import MISSING

INDICATOR = "pci_labour_training_score"
RECALIBRATED = (2009, 2013, 2017, 2021)
"""Years in which the makers of the index changed its method, as the note of the data says."""

_HEIGHT_CM, _FOOT_CM, _HEAD_CM, _SIDE_CM = 3.4, 0.65, 0.2, 0.9
_FEWEST_PEERS = 50


@dataclass(frozen=True)
class ScoreOfYear:
    """Score of one year and those of the other provinces, where they are known."""

    year: int
    score: float
    peers: tuple[float, ...]

    @property
    def share_below_pct(self) -> float | None:
        """Share of the other provinces with a lower score, in percent."""
        return share_below_pct(self.score, self.peers) if self.peers else None


def pci_scores(report: Report) -> tuple[ScoreOfYear, ...]:
    """Scores of the province in order of years, each with those of the others."""
    units = report.dataset.all_units.values()
    others = [u.code for u in units if u.level is Level.PROVINCE and u.code != PLAN_UNIT]
    peers: dict[int, list[float]] = {}
    for code in others:
        for observation in known_figures(report, INDICATOR, code):
            peers.setdefault(observation.year, []).append(observation.value)
    return tuple(
        ScoreOfYear(o.year, o.value, _enough(peers.get(o.year, [])))
        for o in known_figures(report, INDICATOR, PLAN_UNIT)
    )


def _enough(values: list[float]) -> tuple[float, ...]:
    """All of them or none: a share of a few provinces would say little."""
    return tuple(values) if len(values) >= _FEWEST_PEERS else ()


def segments(scores: Sequence[ScoreOfYear]) -> list[list[ScoreOfYear]]:
    """Runs of years on one method, between the recalibrations."""
    found: list[list[ScoreOfYear]] = []
    for score in scores:
        if not found or score.year in RECALIBRATED:
            found.append([])
        found[-1].append(score)
    return found


def pci_chart(report: Report) -> Element:
    """Score by year with breaks at the recalibrations, and the middle half of the provinces.

    Parameters
    ----------
    report : Report
        Page it is drawn for.

    Returns
    -------
    Element
        A figure with its table; a sentence where no score was known on the page's day. No rank:
        none was published for this component.
    """
    scores = pci_scores(report)
    if not scores:
        return paragraph(report.tell("plan.pci.nothing"))
    chart = figure(
        draw_both(lambda empty: _paint(empty, report, scores), lambda _: _HEIGHT_CM),
        pci_sentence(report),
        report.tell("plan.pci.caption", first=scores[0].year, last=scores[-1].year),
        _table(report, scores),
        table_label=report.say("chart.table_label"),
    )
    return chart + small_print(paragraph(report.tell("plan.pci.note")))


def pci_sentence(report: Report) -> str:
    """Last score, how it moved since the last recalibration, and where it lay among the others."""
    scores = pci_scores(report)
    if not scores:
        return report.tell("plan.pci.nothing")
    last, start = scores[-1], segments(scores)[-1][0]
    write = report.format.number
    parts = [report.tell("plan.pci.last", score=write(last.score, 2), year=last.year)]
    if start.year < last.year:
        parts.append(report.tell("plan.pci.since", score=write(start.score, 2), year=start.year))
    compared = [score for score in scores if score.peers]
    if compared:
        share = write(compared[-1].share_below_pct)
        parts.append(report.tell("plan.pci.peers", share=share, year=compared[-1].year))
    return "; ".join(parts)


def _paint(empty: Figure, report: Report, scores: Sequence[ScoreOfYear]) -> None:
    width, height = size_cm(empty)
    inner = width - _SIDE_CM - 0.2, height - _FOOT_CM - _HEAD_CM
    axes = axes_at(empty, _SIDE_CM, _FOOT_CM, *inner)
    compared = [score for score in scores if score.peers]
    if compared:
        _paint_peers(axes, report, compared)
    for run in segments(scores):
        years, values = [s.year for s in run], [s.score for s in run]
        axes.plot(years, values, "o-", color=palette.INK, lw=1.6, ms=4)
    for year in RECALIBRATED:
        if scores[0].year < year <= scores[-1].year:
            axes.axvline(year - 0.5, color=palette.MUTED, ls=palette.BREAK_LINE, lw=1.0)
    axes.set_xlim(scores[0].year - 0.6, scores[-1].year + (2.4 if is_narrow(empty) else 1.4))
    axes.set_ylim(3, 8)
    axes.xaxis.set_major_locator(MaxNLocator(5 if is_narrow(empty) else 9, integer=True))
    last = scores[-1]
    axes.annotate(
        report.format.number(last.score, 2),
        (last.year, last.score),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontweight="semibold",
    )


def _paint_peers(axes: Axes, report: Report, compared: Sequence[ScoreOfYear]) -> None:
    years = [score.year for score in compared]
    low, middle, high = (
        [float(np.percentile(score.peers, percent)) for score in compared]
        for percent in (25, 50, 75)
    )
    axes.fill_between(years, low, high, color=palette.PROJECTION_BANDS[95], lw=0)
    axes.plot(years, middle, color=palette.PROJECTION, lw=1.1, ls=palette.COMPANION_LINE)
    axes.annotate(
        report.tell("plan.pci.band"),
        (0.01, 0.03),
        xycoords="axes fraction",
        color=palette.PROJECTION,
        fontsize=8,
        bbox={"fc": "white", "ec": "none", "pad": 0.8},
    )


def _table(report: Report, scores: Sequence[ScoreOfYear]) -> Element:
    columns = [
        Column(report.say("column.year")),
        Column(report.tell("plan.pci.score"), "end"),
        Column(report.tell("plan.pci.median"), "end"),
        Column(report.tell("plan.pci.share"), "end"),
    ]
    rows = [
        [
            str(score.year) + (" ‡" if score.year in RECALIBRATED else ""),
            report.format.number(score.score, 2),
            report.format.number(float(np.median(score.peers)), 2) if score.peers else MISSING,
            report.format.percent(score.share_below_pct, 0),
        ]
        for score in scores
    ]
    return data_table(report.tell("plan.pci.table"), columns, rows, [report.tell("plan.pci.mark")])
