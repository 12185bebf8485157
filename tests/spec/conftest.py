"""Turns the table of a spec file into tests, one a row, and its cells into figures.

A spec file holds `TITLE` and `RULE` in both languages and `TABLE`, whose column heads read
``Vietnamese · English``. Numbers are written as a Vietnamese reader writes them.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from analysis.data.model import (
    Indicator,
    Observation,
    ObservationStatus,
    Panel,
    Target,
    TargetKind,
    Vintage,
)

SEPARATOR = " · "
FIGURE = re.compile(r"(\d{4}): ([\d,]+)")
SEGMENT = re.compile(r"\[(.+?)\]([^\[]*)")


class Row(dict):
    """A line of a table by English column head."""

    def number(self, column):
        text = self[column].replace(".", "").replace(",", ".").replace("−", "-")
        return None if text == "–" else float(text)

    def numbers(self, column):
        return [float(text.replace(",", ".")) for text in self[column].split(SEPARATOR)]

    def verdict(self, column):
        """Code of a status cell such as ``met: Đạt chỉ tiêu``, and its word."""
        return tuple(self[column].split(": ", 1))


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table_rows(table):
    head, _, *body = table.strip().splitlines()
    columns = [column.split(SEPARATOR)[-1] for column in cells(head)]
    return [Row(zip(columns, cells(line), strict=True)) for line in body]


def pytest_generate_tests(metafunc):
    if "row" in metafunc.fixturenames:
        rows = table_rows(metafunc.module.TABLE)
        metafunc.parametrize("row", rows, ids=lambda row: next(iter(row.values())))


def indicator_of(direction):
    return Indicator(
        code="rate",
        family="spec",
        unit_of_measure="percent",
        direction=direction,
        lower=0.0,
        upper=100.0,
        denominator="",
        name_vi="Tỷ lệ",
        name_en="Rate",
        definition_vi="",
        definition_en="",
    )


def observations_of(unit, text):
    """Figures of ``[standard] 2022: 14,93 · 2023: 13,16``; the standard may be left out."""
    for standard, part in SEGMENT.findall(text if "[" in text else f"[now] {text}"):
        for year, value in FIGURE.findall(part):
            yield Observation(
                indicator="rate",
                unit=unit,
                year=int(year),
                standard=standard,
                vintage=Vintage.DECISION,
                known_on=dt.date(int(year) + 1, 1, 5),
                value=float(value.replace(",", ".")),
                status=ObservationStatus.NORMAL,
                confidence="high",
                source_title="",
                source_reference="",
            )


@pytest.fixture(scope="session")
def panel_of():
    """Panel written as text, one entry a unit."""

    def build(series, *, direction=-1, total=None, weights=None):
        figures = [o for unit, text in series.items() for o in observations_of(unit, text)]
        units = tuple(unit for unit in series if unit != total)
        return Panel(
            indicator=indicator_of(direction),
            as_of=dt.date(2026, 11, 24),
            units=units,
            total=total,
            observations=tuple(sorted(figures, key=lambda o: (o.unit, o.year, o.standard))),
            weights=weights or dict.fromkeys(units, 1000.0),
        )

    return build


@pytest.fixture(scope="session")
def target_of():
    """Target of the plan's window 2021 to 2030 unless said otherwise."""

    def build(kind, lower, upper=None, *, base_year=2021, target_year=2030):
        return Target(
            code="target",
            indicator="rate",
            unit="A",
            kind=TargetKind(kind),
            lower=lower,
            upper=upper,
            base_year=base_year,
            target_year=target_year,
            document="",
            binding=True,
            note_vi="",
            note_en="",
        )

    return build


@pytest.fixture(scope="session")
def rows_of():
    """All rows of a table, for rules that need them together."""
    return table_rows
