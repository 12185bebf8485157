"""What would have been said in the past, against what happened.

Panels as known on past days are projected with the methods of today; every later figure of the
same standard is then compared with what each method said of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.data.model import Observation, Panel
from analysis.projection.methods import project
from analysis.projection.model import Projection

COMPARED = ("pooled_trend", "hierarchical_random_walk", "naive", "ets", "theta")
YARDSTICK = "naive"
PACE_PP_A_YEAR = 1.25
"""Pace in the good direction whose probability is scored: the middle of the plan's corridor."""


@dataclass(frozen=True)
class Said:
    """What a method said of one figure on a past day, and the figure.

    Rates are in percent. `probability` is that of reaching, from the last figure on, a pace of
    `PACE_PP_A_YEAR`; `reached` says whether it was.
    """

    method: str
    as_of: dt.date
    unit: str
    origin: int
    year: int
    value: float
    mean: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float
    probability: float
    reached: bool

    @property
    def held_80(self) -> bool:
        """Whether the 80 % band held the figure."""
        return self.low_80 <= self.value <= self.high_80

    @property
    def held_95(self) -> bool:
        """Whether the 95 % band held the figure."""
        return self.low_95 <= self.value <= self.high_95

    @property
    def score_80(self) -> float:
        """Interval score of the 80 % band: its width plus ten times the miss, in points."""
        miss = max(self.low_80 - self.value, self.value - self.high_80, 0.0)
        return self.high_80 - self.low_80 + 10 * miss


@dataclass(frozen=True)
class Summary:
    """Scores of one method over the figures it said something of.

    `coverage_80` and `coverage_95` are shares between 0 and 1, `mean_error` is the mean absolute
    error in points, `brier` the mean squared error of the probabilities. `score_ratio` is the mean
    interval score over that of the naive method for the same figures; ``None`` without any.
    """

    method: str
    figures: int
    coverage_80: float
    coverage_95: float
    mean_error: float
    brier: float
    score_ratio: float | None


@dataclass(frozen=True)
class DayRecord:
    """How many later figures were compared with what was said on a day, and the share that held.

    `coverage_80` is the share, between 0 and 1, that lay in the 80 % band.
    """

    as_of: dt.date
    figures: int
    coverage_80: float


@dataclass(frozen=True)
class TrackRecord:
    """Everything that was said, in order of method, day, unit and year."""

    said: tuple[Said, ...]

    def of(
        self, method: str, *, as_of: dt.date | None = None, year: int | None = None
    ) -> tuple[Said, ...]:
        """What one method said, on one day and of one year if asked."""
        return tuple(
            said
            for said in self.said
            if said.method == method and as_of in (None, said.as_of) and year in (None, said.year)
        )

    def days(self, method: str) -> tuple[DayRecord, ...]:
        """Record of one method by the day on which it spoke."""
        by_day: dict[dt.date, list[bool]] = {}
        for said in self.of(method):
            by_day.setdefault(said.as_of, []).append(said.held_80)
        return tuple(
            DayRecord(day, len(held), float(np.mean(held))) for day, held in sorted(by_day.items())
        )

    def summaries(self) -> tuple[Summary, ...]:
        """Scores of every method, in the order in which they were compared."""
        yardstick = {_figure(said): said.score_80 for said in self.of(YARDSTICK)}
        methods = dict.fromkeys(said.method for said in self.said)
        return tuple(_summary(self.of(method), yardstick) for method in methods)


def replay(
    panels: Iterable[Panel],
    truth: Panel,
    *,
    methods: Sequence[str] = COMPARED,
    draws: int = 2000,
    seed: int = 2030,
) -> TrackRecord:
    """Project past panels and compare with the figures that came later.

    Parameters
    ----------
    panels : iterable of Panel
        The panel as known on each past day.
    truth : Panel
        The panel as known now.
    methods : sequence of str
        Names in `METHODS`, forecasts only.

    Returns
    -------
    TrackRecord
        Units and years to which a method has no path are left out for that method.
    """
    later = [figure for unit in truth.units for figure in truth.usable(unit)]
    horizon = max((figure.year for figure in later), default=0)
    known = tuple(panels)
    return TrackRecord(
        tuple(
            said
            for method in methods
            for panel in known
            for said in _compare(
                panel,
                project(panel, method=method, horizon=horizon, draws=draws, seed=seed),
                later,
            )
        )
    )


def _compare(panel: Panel, projection: Projection, later: Sequence[Observation]) -> Iterator[Said]:
    direction = panel.indicator.direction
    for figure in later:
        unit, last = figure.unit, panel.latest(figure.unit)
        if last is None or not projection.has(unit) or figure.standard != projection.standard:
            continue
        if figure.year <= last.year or last.standard != figure.standard:
            continue
        draws = projection.of(unit)[projection.years.index(figure.year)]
        low_95, low_80, high_80, high_95 = np.percentile(draws, [2.5, 10, 90, 97.5]).tolist()
        goal = last.value + direction * PACE_PP_A_YEAR * (figure.year - last.year)
        yield Said(
            method=projection.method,
            as_of=panel.as_of,
            unit=unit,
            origin=last.year,
            year=figure.year,
            value=figure.value,
            mean=float(draws.mean()),
            low_80=low_80,
            high_80=high_80,
            low_95=low_95,
            high_95=high_95,
            probability=float((direction * draws >= direction * goal).mean()),
            reached=direction * figure.value >= direction * goal,
        )


def _figure(said: Said) -> tuple[dt.date, str, int]:
    return (said.as_of, said.unit, said.year)


def _summary(said: Sequence[Said], yardstick: dict[tuple[dt.date, str, int], float]) -> Summary:
    same = [one for one in said if _figure(one) in yardstick]
    ours = sum(one.score_80 for one in same)
    naive = sum(yardstick[_figure(one)] for one in same)
    return Summary(
        method=said[0].method,
        figures=len(said),
        coverage_80=float(np.mean([one.held_80 for one in said])),
        coverage_95=float(np.mean([one.held_95 for one in said])),
        mean_error=float(np.mean([abs(one.value - one.mean) for one in said])),
        brier=float(np.mean([(one.probability - one.reached) ** 2 for one in said])),
        score_ratio=ours / naive if naive else None,
    )
