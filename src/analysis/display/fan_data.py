"""What a fan chart shows, worked out before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from analysis.assessment.model import Assessment
from analysis.data.model import (
    Indicator,
    Observation,
    ObservationStatus,
    Panel,
    Standard,
    TargetKind,
)
from analysis.display.fan_scenario import Bridge, bridge_of
from analysis.display.fan_segment import Segment
from analysis.display.fan_splice import Splice, splice_of
from analysis.projection.model import Basis, FloatArray, Projection

BAND_LEVELS_PCT = {"high": (95, 80, 50), "medium": (95, 80, 50), "low": (80,)}
"""Bands drawn by strength of evidence: a short series carries no fine gradation."""


@dataclass(frozen=True)
class StandardSpan:
    """Stretch of the chart on which one standard is in force; bounds lie between two years."""

    standard: Standard
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Goal:
    """What the target asks for in each year, in percent.

    `low` and `high` bound a corridor; they are equal where the target is one line.
    """

    years: tuple[int, ...]
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, eq=False)
class Fan:
    """Central path and prediction bands of a projection, in percent, from its origin on."""

    years: tuple[int, ...]
    central: FloatArray
    bands: Mapping[int, FloatArray]
    basis: Basis
    strength: str


@dataclass(frozen=True, eq=False)
class FanChart:
    """All that one fan chart shows."""

    indicator: Indicator
    segments: tuple[Segment, ...]
    companion: tuple[Segment, ...]
    context: tuple[Segment, ...]
    goal: Goal | None
    fan: Fan | None
    spans: tuple[StandardSpan, ...]
    successor: Standard | None
    bridge: Bridge | None
    splice: Splice | None
    first_year: int
    last_year: int

    @property
    def all_segments(self) -> tuple[Segment, ...]:
        """Every line of published figures."""
        return (*self.segments, *self.companion, *self.context)

    @property
    def highest(self) -> float:
        """Largest value that must fit in the chart, in percent."""
        values = [value for segment in self.all_segments for value in segment.values]
        values += [float(self.goal.high.max())] if self.goal else []
        values += [float(self.fan.bands[80].max())] if self.fan and self.fan.bands else []
        values += [float(self.bridge.high.max())] if self.bridge else []
        values += self.splice.rates.values() if self.splice else []
        return max(values, default=1.0)


def fan_chart_data(
    panel: Panel,
    projection: Projection | None,
    assessment: Assessment | None,
    unit: str,
    standards: Mapping[str, Standard],
    horizon: int,
    companion: Panel | None = None,
) -> FanChart:
    """Collect what the fan chart of a unit shows.

    Parameters
    ----------
    panel : Panel
        Figures as known on the report's day.
    projection : Projection or None
        Paths, where the evidence carries any.
    assessment : Assessment or None
        Verdict whose target is drawn.
    unit : str
        Code of the unit.
    standards : mapping of str to Standard
        Names and spans of the standards in the panel.
    horizon : int
        Last year of the chart.
    companion : Panel, optional
        A second indicator, of which only the published figures are drawn.

    Returns
    -------
    FanChart
        Figures of every standard apart from each other, so that no line crosses a break.
    """
    segments = segments_of(_shown(panel, unit), standards)
    beside = segments_of(_shown(companion, unit), standards) if companion else ()
    context = segments_of(_context(panel, unit, (*segments, *beside)), standards)
    lines = (*segments, *beside, *context)
    years = [year for line in lines for year in line.years] or [panel.as_of.year]
    first_year, last_year = min(years), max(horizon, *years)
    codes = {o.standard for p in (panel, companion) if p for o in p.observations}
    spans = _spans([standards[code] for code in codes], lines, first_year, last_year)
    successor = _successor(spans, standards, last_year)
    return FanChart(
        indicator=panel.indicator,
        segments=segments,
        companion=beside,
        context=context,
        goal=_goal(assessment, panel.indicator, horizon) if assessment else None,
        fan=_fan(projection, unit, segments),
        spans=spans,
        successor=successor,
        bridge=bridge_of(projection, unit, successor),
        splice=splice_of(segments),
        first_year=first_year,
        last_year=last_year,
    )


def _shown(panel: Panel, unit: str) -> list[Observation]:
    """Figures of a unit without those that another source contradicts."""
    return [o for o in panel.of(unit) if o.status is not ObservationStatus.UNRELIABLE]


def segments_of(
    observations: Sequence[Observation], standards: Mapping[str, Standard]
) -> tuple[Segment, ...]:
    """Split the figures of a unit by standard, oldest first."""
    ordered = sorted(
        observations, key=lambda o: (_start(o.standard, standards), o.standard, o.year)
    )
    groups = groupby(ordered, key=lambda o: o.standard)
    return tuple(Segment(standards.get(code), tuple(group)) for code, group in groups)


def _start(code: str, standards: Mapping[str, Standard]) -> int:
    return standards[code].first_year if code in standards else 0


def _context(panel: Panel, unit: str, lines: Sequence[Segment]) -> list[Observation]:
    """Figures of the whole over the years of the unit, all of them where the unit has none."""
    if panel.total is None or panel.total == unit:
        return []
    first = min((year for line in lines for year in line.years), default=0)
    return [o for o in _shown(panel, panel.total) if o.year >= first]


def _spans(
    standards: Sequence[Standard], lines: Sequence[Segment], first_year: int, last_year: int
) -> tuple[StandardSpan, ...]:
    """Standards that the chart runs through; none where no standard applies."""
    chain = sorted(standards, key=lambda standard: standard.first_year)
    starts = [_start_in(standard, lines) for standard in chain]
    ends = [*starts[1:], float("inf")]
    lived = [min(end, (s.last_year or last_year) + 0.5) for end, s in zip(ends, chain, strict=True)]
    return tuple(
        StandardSpan(standard, max(start, first_year - 0.5), min(end, last_year + 0.5))
        for standard, start, end in zip(chain, starts, lived, strict=True)
        if standard.document and end > first_year
    )


def _start_in(standard: Standard, segments: Sequence[Segment]) -> float:
    """Begin a standard with its first figure where one was published on it ahead of time."""
    years = [y for s in segments if s.standard == standard for y in s.years]
    return min([standard.first_year, *years]) - 0.5


def _successor(
    spans: tuple[StandardSpan, ...], standards: Mapping[str, Standard], last_year: int
) -> Standard | None:
    """Return the standard that takes over before the end of the chart, if the panel has none."""
    ends = spans[-1].standard.last_year if spans else None
    if ends is None or ends >= last_year:
        return None
    return next((s for s in standards.values() if s.first_year == ends + 1), None)


def _goal(assessment: Assessment, indicator: Indicator, horizon: int) -> Goal | None:
    target = assessment.target
    start = _goal_start(assessment)
    if (
        start is None
        or target.lower is None
        or target.kind not in (TargetKind.PACE, TargetKind.LEVEL)
    ):
        return None
    year, value = start
    years = tuple(range(year, min(target.target_year, horizon) + 1))
    if len(years) < 2:
        return None
    if target.kind is TargetKind.LEVEL:
        line = np.interp(years, [year, target.target_year], [value, target.lower])
        return Goal(years, line, line)
    elapsed = np.arange(len(years), dtype=float)
    ends = [value + indicator.direction * pace * elapsed for pace in _paces(assessment)]
    bounded = np.clip(ends, indicator.lower, indicator.upper)
    return Goal(years, bounded.min(axis=0), bounded.max(axis=0))


def _paces(assessment: Assessment) -> list[float]:
    return [p for p in (assessment.target.lower, assessment.target.upper) if p is not None]


def _goal_start(assessment: Assessment) -> tuple[int, float] | None:
    if assessment.window is not None and assessment.start_value is not None:
        return assessment.window[0], assessment.start_value
    if assessment.last_year is not None and assessment.last_value is not None:
        return assessment.last_year, assessment.last_value
    return None


def _fan(projection: Projection | None, unit: str, segments: tuple[Segment, ...]) -> Fan | None:
    if projection is None or not projection.has(unit):
        return None
    basis, strength = projection.evidence[unit].basis, projection.evidence[unit].strength
    levels = () if basis is Basis.SCENARIO else BAND_LEVELS_PCT.get(strength, ())
    years, central = projection.years, projection.mean(unit)
    bands = {level: projection.interval(unit, level) for level in levels}
    anchor = _anchor(projection, unit, segments)
    if anchor is not None:
        years = (anchor.year, *years)
        central = np.concatenate([[anchor.value], central])
        bands = {k: np.column_stack([[anchor.value] * 2, band]) for k, band in bands.items()}
    return Fan(years, central, bands, basis, strength)


def _anchor(projection: Projection, unit: str, segments: tuple[Segment, ...]) -> Observation | None:
    """Find the published figure the paths start from, so that fan and figures meet."""
    origin = projection.origins.get(unit)
    figures = segments[-1].observations if segments else ()
    known = [o for o in figures if o.year == origin and o.standard == projection.standard]
    return known[-1] if known and known[-1].year < projection.years[0] else None
