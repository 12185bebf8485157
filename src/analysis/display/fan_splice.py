"""The figures of the standard before, converted by a year that was counted both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.display import palette
from analysis.display.fan_segment import Segment
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.projection.splice import spliced


@dataclass(frozen=True)
class Splice:
    """Converted rates in percent by year; the last year is the one counted both ways."""

    rates: Mapping[int, float]

    @property
    def overlap(self) -> int:
        """The year counted in both standards."""
        return max(self.rates)


def splice_of(segments: tuple[Segment, ...]) -> Splice | None:
    """Convert the segment before the last one; ``None`` without a common year or one to show."""
    if len(segments) < 2:
        return None
    older, newer = (dict(zip(s.years, s.values, strict=True)) for s in segments[-2:])
    rates = spliced(older, newer)
    return Splice(rates) if len(rates) > 1 else None


def paint_splice(axes: Axes, splice: Splice) -> None:
    """Draw the converted line: thin, dashed and without points, since nothing of it was counted."""
    years, rates = zip(*splice.rates.items(), strict=True)
    axes.plot(years, rates, color=palette.MUTED, lw=0.9, ls=palette.SPLICE_LINE, zorder=3.4)


def splice_words(report: Report, splice: Splice | None) -> str:
    """Say what the converted line is; blank without one."""
    return report.tell("figures.splice.words", year=splice.overlap) if splice else ""


def splice_cell(report: Report, splice: Splice | None, year: int) -> str:
    """Converted rate of a year before the common one, for the table of numbers."""
    if splice is None or year not in splice.rates or year == splice.overlap:
        return MISSING
    return report.format.percent(splice.rates[year], 1)
