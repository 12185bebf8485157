"""Rows of published figures as observations: year, vintage, status and the day of knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.data.files import Content
from analysis.data.model import Indicator, Observation, ObservationStatus, Standard, Unit, Vintage
from analysis.data.problems import problem_at
from analysis.data.schemas import parse_date
from analysis.errors import Problem

TARGET_PERIOD = "target"
"""Period point of rows that state an aim: no figure, so not an observation."""


@dataclass(frozen=True)
class Provenance:
    """What a source says about its own figures: year, vintage, status and day of knowledge."""

    reference_year: int
    vintage: Vintage
    status: ObservationStatus
    known_on: dt.date


@dataclass(frozen=True)
class Codes:
    """Everything a row of figures refers to."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    standards: Mapping[str, Standard]
    provenance: Mapping[tuple[str, int, str], Provenance]
    doubtful: frozenset[tuple[str, str, int, str]]


def provenance_by_source(frame: pd.DataFrame) -> Mapping[tuple[str, int, str], Provenance]:
    """Provenance by source title, year and period point of the published row."""
    return {
        (row.source_title, row.year, row.period_point): Provenance(
            row.reference_year,
            Vintage[row.vintage.upper()],
            ObservationStatus(row.status),
            parse_date(row.known_on),
        )
        for row in frame.itertuples(index=False)
    }


def doubtful_figures(frame: pd.DataFrame) -> frozenset[tuple[str, str, int, str]]:
    """Indicator, unit, year and source of the figures that are shown and never used."""
    return frozenset(
        frame[["indicator", "unit_code", "year", "source_title"]].itertuples(False, None)
    )


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
    observations: list[Located] = []
    problems: list[Problem] = []
    for row in frame[frame["period_point"] != TARGET_PERIOD].itertuples():
        wrong = list(_problems_of(content, row, codes))
        problems += wrong
        if not wrong:
            observations.append(Located(content, int(row.Index), _observation(row, codes)))
    return observations, problems


def _problems_of(content: Content, row: Any, codes: Codes) -> Iterator[Problem]:
    known: dict[str, Mapping[str, object]] = {
        "unit_code": codes.units,
        "indicator": codes.indicators,
        "standard": codes.standards,
    }
    for column, table in known.items():
        code = getattr(row, column)
        if code not in table:
            key = f"data.error.unknown_{column}"
            yield problem_at(content, key, row=row.Index, column=column, value=code)
    if (row.source_title, row.year, row.period_point) not in codes.provenance:
        yield problem_at(content, "data.error.unmapped", row=row.Index, value=row.source_title)
    indicator = codes.indicators.get(row.indicator)
    if indicator is not None:
        yield from _problems_of_value(content, row, indicator)


def _problems_of_value(content: Content, row: Any, indicator: Indicator) -> Iterator[Problem]:
    lower = float("-inf") if indicator.lower is None else indicator.lower
    upper = float("inf") if indicator.upper is None else indicator.upper
    if not lower <= row.value <= upper:
        values = {"value": row.value, "lower": f"{lower:g}", "upper": f"{upper:g}"}
        yield problem_at(content, "data.error.bounds", row=row.Index, column="value", **values)
    if row.unit != indicator.unit_of_measure:
        values = {"value": row.unit, "expected": indicator.unit_of_measure}
        yield problem_at(content, "data.error.unit", row=row.Index, column="unit", **values)


def _observation(row: Any, codes: Codes) -> Observation:
    source = codes.provenance[row.source_title, row.year, row.period_point]
    is_doubtful = (row.indicator, row.unit_code, row.year, row.source_title) in codes.doubtful
    return Observation(
        indicator=row.indicator,
        unit=row.unit_code,
        year=source.reference_year,
        standard=row.standard,
        vintage=Vintage.UNVERIFIED if is_doubtful else source.vintage,
        known_on=source.known_on,
        value=row.value,
        status=ObservationStatus.UNRELIABLE if is_doubtful else source.status,
        confidence=row.confidence,
        source_title=row.source_title,
        source_reference=row.source_ref,
        note="" if pd.isna(row.note) else row.note,
    )


def duplicate_problems(figures: list[Located]) -> list[Problem]:
    """Figures that share their key with an earlier one: they must differ in vintage."""
    first: dict[tuple[object, ...], Located] = {}
    problems = []
    for figure in figures:
        earlier = first.setdefault(figure.observation.key, figure)
        if earlier is not figure:
            values = {"file": earlier.content.name, "first": earlier.row}
            key = "data.error.duplicate_figure"
            problems.append(problem_at(figure.content, key, row=figure.row, **values))
    return problems
