"""Rows of published figures as observations: year, vintage, status and the day of knowledge."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.data.files import Content
from analysis.data.model import Indicator, Observation, ObservationStatus, Standard, Unit, Vintage
from analysis.data.problems import problem_at
from analysis.data.schemas import parse_date
from analysis.data.tables import records
from analysis.errors import Problem

Row = Mapping[str, Any]
"""Typed cells of one row by column."""

TARGET_PERIOD = "target"
"""Period point of rows that state an aim: no figure, so not an observation."""


@dataclass(frozen=True)
class Provenance:
    """What a source says about its own figures: year, vintage, status and day of knowledge.

    `printed_as` is the title for readers, where the published file names its source in a note of
    its collectors.
    """

    reference_year: int
    vintage: Vintage
    status: ObservationStatus
    known_on: dt.date
    printed_as: str | None = None


@dataclass(frozen=True)
class Codes:
    """Everything a row of figures refers to."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    standards: Mapping[str, Standard]
    provenance: Mapping[tuple[str, int, str], Provenance]
    doubtful: frozenset[tuple[str, str, int, str]]
    withdrawn: Mapping[str, dt.date] = field(default_factory=dict)


def provenance_by_source(frame: pd.DataFrame) -> Mapping[tuple[str, int, str], Provenance]:
    """Read the provenance by source title, year and period point of the published row."""
    return {
        (row["source_title"], row["year"], row["period_point"]): Provenance(
            row["reference_year"],
            Vintage[row["vintage"].upper()],
            ObservationStatus(row["status"]),
            parse_date(row["known_on"]),
            row["printed_as"],
        )
        for row in records(frame)
    }


def doubtful_figures(frame: pd.DataFrame) -> frozenset[tuple[str, str, int, str]]:
    """Read which figures (indicator, unit, year, source) are shown and never used."""
    columns = ("indicator", "unit_code", "year", "source_title")
    return frozenset(tuple(row[column] for column in columns) for row in records(frame))


@dataclass(frozen=True)
class Located:
    """An observation and the line it was read from."""

    content: Content
    row: int
    observation: Observation


def map_rows(
    content: Content, frame: pd.DataFrame, codes: Codes
) -> tuple[list[Located], list[Problem]]:
    """Observations of a file, and every row that cannot be one.

    Parameters
    ----------
    content : Content
        The file, for the sentences.
    frame : pandas.DataFrame
        Its rows, typed, indexed by line.
    codes : Codes
        Units, indicators, standards and provenance that a row may name.

    Returns
    -------
    tuple of list
        Observations in file order, and problems in file order.
    """
    figures: list[Located] = []
    problems: list[Problem] = []
    for line, row in zip(frame.index, records(frame), strict=True):
        if row["period_point"] == TARGET_PERIOD:
            continue
        wrong = list(_problems_of(content, line, row, codes))
        problems += wrong
        if not wrong:
            figures.append(Located(content, line, _observation(content, row, codes)))
    return figures, problems


def _problems_of(content: Content, line: int, row: Row, codes: Codes) -> Iterator[Problem]:
    known: dict[str, Mapping[str, object]] = {
        "unit_code": codes.units,
        "indicator": codes.indicators,
        "standard": codes.standards,
    }
    for column, table in known.items():
        if row[column] not in table:
            values = {"value": row[column]}
            key = f"data.error.unknown_{column}"
            yield problem_at(content, key, row=line, column=column, values=values)
    if _source_of(row) not in codes.provenance:
        values = {"value": row["source_title"]}
        yield problem_at(content, "data.error.unmapped", row=line, values=values)
    indicator = codes.indicators.get(row["indicator"])
    if indicator is not None:
        yield from _problems_of_value(content, line, row, indicator)


def _problems_of_value(
    content: Content, line: int, row: Row, indicator: Indicator
) -> Iterator[Problem]:
    value, unit = row["value"], row["unit"]
    lower = -math.inf if indicator.lower is None else indicator.lower
    upper = math.inf if indicator.upper is None else indicator.upper
    if not lower <= value <= upper:
        bounds = {"value": f"{value:g}", "lower": f"{lower:g}", "upper": f"{upper:g}"}
        yield problem_at(content, "data.error.bounds", row=line, column="value", values=bounds)
    if unit != indicator.unit_of_measure:
        units = {"value": unit, "expected": indicator.unit_of_measure}
        yield problem_at(content, "data.error.unit", row=line, column="unit", values=units)


def _source_of(row: Row) -> tuple[str, int, str]:
    return (row["source_title"], row["year"], row["period_point"])


def _observation(content: Content, row: Row, codes: Codes) -> Observation:
    source = codes.provenance[_source_of(row)]
    place = (row["indicator"], row["unit_code"], row["year"], row["source_title"])
    is_doubtful = place in codes.doubtful
    return Observation(
        indicator=row["indicator"],
        unit=row["unit_code"],
        year=source.reference_year,
        standard=row["standard"],
        vintage=Vintage.UNVERIFIED if is_doubtful else source.vintage,
        known_on=source.known_on,
        value=row["value"],
        status=ObservationStatus.UNRELIABLE if is_doubtful else source.status,
        confidence=row["confidence"],
        source_title=source.printed_as or row["source_title"],
        source_reference=row["source_ref"],
        note=row["note"] or "",
        withdrawn_on=codes.withdrawn.get(content.path),
    )


def duplicate_problems(figures: list[Located]) -> list[Problem]:
    """Standing figures that share their key with an earlier one: they must differ in vintage."""
    first: dict[tuple[object, ...], Located] = {}
    problems = []
    for figure in (f for f in figures if f.observation.withdrawn_on is None):
        earlier = first.setdefault(figure.observation.key, figure)
        if earlier is not figure:
            values = {"file": earlier.content.name, "first": earlier.row}
            key = "data.error.duplicate_figure"
            problems.append(problem_at(figure.content, key, row=figure.row, values=values))
    return problems
