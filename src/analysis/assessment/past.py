"""The record of past projections that pages quote, and the panels it is replayed from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from analysis.data import Dataset, Panel
from analysis.projection.track_record import Summary, TrackRecord, replay

RECORDED = {"poverty": "gso_poverty_rate_income", "trained_labour": "gso_trained_employed_rate"}
"""Indicator of the provinces whose record stands for a family."""
DRAWS = 1000


def past_panels(dataset: Dataset, indicator: str) -> Iterator[Panel]:
    """Panels as known on each day on which figures became known, but for the last."""
    days = sorted({figure.known_on for figure in dataset.panel(indicator).observations})
    for day in days[:-1]:
        yield replace(dataset, as_of=day).panel(indicator)


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


def written(dataset: Dataset) -> Iterator[dict[str, object]]:
    """Rows of the table of `recorded`, computed anew from the 63 provinces."""
    for family, indicator in RECORDED.items():
        record = replayed(dataset, indicator, ("pooled_trend", "naive"))
        ours = record.summaries()[0]
        scores = {
            name: round(value, 3) for name, value in vars(ours).items() if isinstance(value, float)
        }
        yield {"family": family, "method": ours.method, "figures": ours.figures, **scores}
