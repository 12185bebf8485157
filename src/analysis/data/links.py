"""Codes that one reference table borrows from another must exist there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.data.plan_tables import SEPARATOR
from analysis.data.problems import problem_at
from analysis.data.tables import Table
from analysis.errors import Problem

UNITS, INDICATORS = "reference/units.csv", "reference/indicators.csv"
DUTIES = "reference/duties.csv"
PLAN, OFFICES = "reference/plan.csv", "reference/offices.csv"
CALENDAR = "reference/calendar.csv"
LINKS = (
    (UNITS, "parent", UNITS),
    (INDICATORS, "count_code", INDICATORS),
    (INDICATORS, "base_code", INDICATORS),
    ("reference/targets.csv", "unit", UNITS),
    ("reference/targets.csv", "indicator", INDICATORS),
    ("reference/targets.csv", "duty", DUTIES),
    ("reference/owners.csv", "duty", DUTIES),
    (DUTIES, "item", PLAN),
    (OFFICES, "department", OFFICES),
    ("reference/territories.csv", "whole", UNITS),
    ("reference/territories.csv", "part", UNITS),
    ("reference/doubtful.csv", "unit_code", UNITS),
    ("reference/doubtful.csv", "indicator", INDICATORS),
    (PLAN, "targets", "reference/targets.csv"),
    (PLAN, "indicators", INDICATORS),
    ("reference/plan_owners.csv", "item", PLAN),
    ("reference/plan_owners.csv", "office", OFFICES),
    ("reference/plan_evidence.csv", "item", PLAN),
    ("reference/plan_evidence.csv", "unit", UNITS),
    ("reference/programmes.csv", "replaced_by", "reference/programmes.csv"),
    (CALENDAR, "owed_by", OFFICES),
    (CALENDAR, "owed_to", OFFICES),
    (CALENDAR, "owed_by_item", PLAN),
    (CALENDAR, "owed_to_item", PLAN),
)
"""Table, its column (of one code or several), and the table whose `code` the column names."""


def link_problems(tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Yield a problem for every cell that names a code which does not exist."""
    for path, column, owner in LINKS:
        borrowed = tables[path].frame[column].dropna().str.split(SEPARATOR).explode()
        unknown = borrowed[~borrowed.isin(tables[owner].frame["code"])]
        for line, code in unknown.items():
            values = {"value": code, "table": tables[owner].content.name}
            key = "data.error.unknown_code"
            content = tables[path].content
            yield problem_at(content, key, row=int(str(line)), column=column, values=values)
