"""The record of past projections that pages quote, and the panels it is replayed from."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from analysis.data import Dataset, Panel
from analysis.projection.track_record import DayRecord, Summary, TrackRecord, replay

RECORDED = {"poverty": "gso_poverty_rate_income", "trained_labour": "gso_trained_employed_rate"}
"""Indicator of the provinces whose record stands for a family."""
DRAWS = 4000


def past_panels(dataset: Dataset, indicator: str) -> Iterator[Panel]:
    """Panels as known on each day on which figures became known, but for the last."""
    days = sorted({figure.known_on for figure in dataset.panel(indicator).observations})
    for day in days[:-1]:
        yield dataset.known_on(day).panel(indicator)


def replayed(dataset: Dataset, indicator: str, methods: tuple[str, ...]) -> TrackRecord:
    """What the methods of today would have said on every past day, against what came."""
    panels = past_panels(dataset, indicator)
    return replay(panels, dataset.panel(indicator), methods=methods, draws=DRAWS)


@cache
def recorded() -> Mapping[str, Summary]:
    """Scores of the joint model by family, as `benchmarks/track_record.py` wrote them."""
    table = resources.files("analysis.assessment") / "track_record.csv"
    with table.open(encoding="utf-8") as stream:
        return {row.pop("family"): _summary(row) for row in csv.DictReader(stream)}


def _summary(row: Mapping[str, str]) -> Summary:
    numbers = {name: float(row[name]) for name in row if name not in ("method", "figures")}
    return Summary(method=row["method"], figures=int(row["figures"]), **numbers)


@cache
def recorded_days() -> Mapping[str, tuple[DayRecord, ...]]:
    """Record of the joint model by family and day, as `benchmarks/track_record.py` wrote it."""
    table = resources.files("analysis.assessment") / "track_record_days.csv"
    found: dict[str, list[DayRecord]] = {}
    with table.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            day = dt.date.fromisoformat(row["as_of"])
            record = DayRecord(day, int(row["figures"]), float(row["coverage_80"]))
            found.setdefault(row["family"], []).append(record)
    return {family: tuple(days) for family, days in found.items()}


@cache
def _record(dataset: Dataset, family: str) -> TrackRecord:
    return replayed(dataset, RECORDED[family], ("pooled_trend", "naive"))


def written_days(dataset: Dataset) -> Iterator[dict[str, object]]:
    """Rows of the table of `recorded_days`, computed anew from the 63 provinces."""
    for family in RECORDED:
        for day in _record(dataset, family).days("pooled_trend"):
            share = round(day.coverage_80, 3)
            yield {
                "family": family,
                "as_of": day.as_of.isoformat(),
                "figures": day.figures,
                "coverage_80": share,
            }


def written(dataset: Dataset) -> Iterator[dict[str, object]]:
    """Rows of the table of `recorded`, computed anew from the 63 provinces."""
    for family in RECORDED:
        record = _record(dataset, family)
        ours = record.summaries()[0]
        scores = {
            name: round(value, 3) for name, value in vars(ours).items() if isinstance(value, float)
        }
        yield {"family": family, "method": ours.method, "figures": ours.figures, **scores}
