"""Files of the demonstration panel: figures, when they count as known, and where they come from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.data import schemas
from analysis.data.demo.anchors import Anchors
from analysis.data.demo.design import DESIGN, Design, read_design
from analysis.data.demo.levels import Units, of_province
from analysis.data.demo.panel import Panel, Row, Year
from analysis.data.demo.shares import percent
from analysis.data.files import DataDirectory
from analysis.data.load import load_dataset
from analysis.data.model import Indicator, Unit

OBSERVATIONS = "demo/observations.csv"
VINTAGES = "demo/vintages.csv"
ORIGIN = "demo/observations.origin.json"

EXTRA_RATES = {
    "trained_labour_rate_admin": ("trained_workers_admin", "gso_labour_force_15plus"),
    "trained_labour_rate_with_certificate_admin": (
        "trained_workers_with_certificate_admin",
        "gso_labour_force_15plus",
    ),
}
"""Rates whose base no source documents; the panel takes the labour force."""


def write_demo(directory: DataDirectory) -> None:
    """Write the panel into `demo/` of a data directory that holds its design."""
    for path, text in demo_files(directory).items():
        (directory.root / path).write_text(text, encoding="utf-8", newline="\n")


def demo_files(directory: DataDirectory) -> dict[str, str]:
    """Text of each file of the panel by its path in the data directory."""
    design = read_design(directory.read(DESIGN).data.decode("utf-8"))
    published = load_dataset("published", directory=directory.root)
    years = list(Panel(design, Anchors(published, design)).years())
    units, indicators = published.register.units, published.register.indicators
    totals = [
        replace(year, rows={**year.rows, design.total: _sum(year.rows.values())}) for year in years
    ]
    parts = {code: published.register.territories.parts_of(code) for code in design.districts}
    others = [year for code, p in design.provinces.items() for year in of_province(code, p, design)]
    every_year = (*totals, *Units(design, parts).years(years), *others)
    rows = [row for year in every_year for row in _rows(year, design, units, indicators)]
    observations = _csv(schemas.OBSERVATIONS.columns, rows)
    return {
        OBSERVATIONS: observations,
        VINTAGES: _csv(schemas.VINTAGES.columns, _vintages(years, design)),
        ORIGIN: _origin(observations),
    }


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _rows(
    year: Year,
    design: Design,
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
) -> Iterator[dict[str, object]]:
    source = design.sources[year.source]
    for code, counts in year.rows.items():
        for indicator, value in {**counts, **_rates(counts, indicators)}.items():
            yield {
                "indicator": indicator,
                "unit_code": code,
                "unit_name": units[code].name_vi,
                "year": year.year,
                "period_point": source.period_point,
                "standard": "n/a" if indicator == "em_households" else year.standard,
                "value": value,
                "unit": indicators[indicator].unit_of_measure,
                "source_title": source.title,
                "source_ref": "demo",
                "confidence": "high",
                "note": "demo",
            }


def _sum(rows: Iterable[Row]) -> dict[str, int]:
    total: dict[str, int] = {}
    for row in rows:
        for indicator, count in row.items():
            total[indicator] = total.get(indicator, 0) + count
    return total


def _rates(counts: Row, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Rates whose count and base are known, with two decimals as decisions print them."""
    pairs = {
        code: (indicator.count_code, indicator.base_code)
        for code, indicator in indicators.items()
        if indicator.count_code and indicator.base_code
    }
    return {
        code: f"{percent(counts[count], counts[base]):.2f}"
        for code, (count, base) in {**pairs, **EXTRA_RATES}.items()
        if count in counts and counts.get(base)
    }


def _vintages(years: Sequence[Year], design: Design) -> Iterator[dict[str, object]]:
    for year, name in dict.fromkeys((year.year, year.source) for year in years):
        source = design.sources[name]
        yield {
            "source_title": source.title,
            "year": year,
            "period_point": source.period_point,
            "reference_year": year,
            "vintage": source.vintage,
            "status": source.status,
            "known_on": source.known_on(year),
            "basis": "stated",
            "note": "demo",
            "printed_as": "",
        }


def _origin(observations: str) -> str:
    content = observations.encode("utf-8")
    origin: dict[str, Any] = {
        "path": OBSERVATIONS,
        "title": "Invented figures of districts and communes, adding up to the published province",
        "producer": "This project: python -m analysis.data.demo",
        "date_accessed": "2026-11",
        "sources": [{"title": "Invented; totals of the province as in published/observations.csv"}],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return json.dumps(origin, ensure_ascii=False, indent=2) + "\n"
