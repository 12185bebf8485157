"""Everything that is known about a data set, whenever it became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

import pandera.pandas as pa

from analysis.data import reference, schemas
from analysis.data.administration import Administration, administration
from analysis.data.derivation import ethnic_minority_figures, multidimensional_sums
from analysis.data.description import Description
from analysis.data.files import Content, DataDirectory
from analysis.data.links import link_problems
from analysis.data.mapping import (
    Codes,
    Located,
    doubtful_figures,
    duplicate_problems,
    map_rows,
    provenance_by_source,
)
from analysis.data.model import Indicator, Observation, Standard, Target, Unit
from analysis.data.plan import Plan
from analysis.data.plan_schemas import PLAN_TABLES
from analysis.data.plan_tables import read_plan, with_received
from analysis.data.problems import problem_in_file
from analysis.data.receipts import Receipt, receipts_of
from analysis.data.received import (
    EVIDENCE,
    FACILITIES,
    FIGURES,
    TABLES,
    Record,
    records_of,
    withdrawals,
)
from analysis.data.tables import Table, read_table
from analysis.data.territory import Territories, territories
from analysis.errors import DataError, Problem

CROSSWALK = "reference/crosswalk_2025.csv"
TERRITORIES = "reference/territories.csv"
REFERENCE_TABLES: Mapping[str, pa.DataFrameSchema] = {
    "reference/units.csv": schemas.UNITS,
    "reference/indicators.csv": schemas.INDICATORS,
    "reference/standards.csv": schemas.STANDARDS,
    "reference/targets.csv": schemas.TARGETS,
    "reference/vintages.csv": schemas.VINTAGES,
    "reference/doubtful.csv": schemas.DOUBTFUL,
    "reference/documents.csv": schemas.DOCUMENTS,
    "reference/duties.csv": schemas.DUTIES,
    "reference/owners.csv": schemas.OWNERS,
    "reference/issuers.csv": schemas.ISSUERS,
    "reference/recipients.csv": schemas.RECIPIENTS,
    **PLAN_TABLES,
    TERRITORIES: schemas.TERRITORIES,
    CROSSWALK: schemas.CROSSWALK,
}
REMEMBERED_REGISTERS = 4
"""Parsed registers kept in memory, by the checksums of their files."""


@dataclass(frozen=True, eq=False)
class Register:
    """Reference tables and all figures of a data set, every vintage of them."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    standards: Mapping[str, Standard]
    targets: tuple[Target, ...]
    documents: tuple[reference.MissingDocument, ...]
    administration: Administration
    observations: tuple[Observation, ...]
    plan: Plan
    receipts: tuple[Receipt, ...]
    territories: Territories = field(default_factory=Territories)

    def newest_of_plan(self) -> dt.date:
        """Day on which the last evidence on the plan became known, or the last form came in."""
        receipts = (r.withdrawn_on or r.received_on for r in self.receipts)
        return max([self.plan.newest_evidence(), *receipts])


def read_contents(
    directory: DataDirectory, description: Description
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """Read the tables and figure files of a data set; all missing ones are reported at once."""
    contents: dict[str, Content] = {}
    problems: list[Problem] = []
    tables_read = [description.own_tables.get(path, path) for path in REFERENCE_TABLES]
    for path in (*tables_read, *description.observations):
        try:
            contents[path] = directory.read(path)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    tables = tuple(contents[path] for path in tables_read)
    return tables, tuple(contents[path] for path in description.observations)


@lru_cache(maxsize=REMEMBERED_REGISTERS)
def read_register(
    tables: tuple[Content, ...], figures: tuple[Content, ...], received: tuple[Content, ...] = ()
) -> Register:
    """Parse the register from the bytes of its files; the same bytes are parsed once.

    Parameters
    ----------
    tables, figures, received : tuple of Content
        Reference tables in the order of `REFERENCE_TABLES`, published figures, and the records of
        forms taken in.

    Raises
    ------
    DataError
        With everything that is wrong in any of the files.
    """
    read = {
        path: read_table(content, schema)
        for (path, schema), content in zip(REFERENCE_TABLES.items(), tables, strict=True)
    }
    records = records_of(received)
    accepted = {name: _accepted(received, name) for name in TABLES}
    observed = [*(read_table(c, schemas.OBSERVATIONS) for c in figures), *accepted[FIGURES]]
    tables_read = [*observed, *accepted[EVIDENCE], *accepted[FACILITIES]]
    wrong_figures = [problem for table in tables_read for problem in table.problems]
    wrong_tables = [problem for table in read.values() for problem in table.problems]
    if wrong_tables := wrong_tables or list(link_problems(read)):
        raise DataError([*wrong_tables, *wrong_figures])
    codes = _codes(read, records)
    located, unmapped = _map_all(observed, codes)
    if problems := [*wrong_figures, *unmapped, *duplicate_problems(located)]:
        raise DataError(problems)
    published = tuple(figure.observation for figure in located)
    published += ethnic_minority_figures(published, codes.units)
    return Register(
        units=codes.units,
        indicators=codes.indicators,
        standards=codes.standards,
        targets=reference.targets(read["reference/targets.csv"].frame),
        documents=reference.documents(read["reference/documents.csv"].frame),
        administration=administration(
            {PurePosixPath(path).stem: table.frame for path, table in read.items()}
        ),
        observations=(*published, *_sums(published)),
        plan=with_received(
            read_plan({path: read[path].frame for path in PLAN_TABLES}),
            accepted[EVIDENCE],
            accepted[FACILITIES],
            codes.withdrawn,
        ),
        receipts=receipts_of(records),
        territories=_territories(read),
    )


def _accepted(received: tuple[Content, ...], name: str) -> list[Table]:
    """Tables of a name in the records."""
    found = (content for content in received if content.path.endswith(f"/{name}"))
    return [read_table(content, TABLES[name]) for content in found]


def _territories(read: Mapping[str, Table]) -> Territories:
    table = read[TERRITORIES]
    try:
        return territories(table.frame, read[CROSSWALK].frame)
    except ValueError as error:
        key = "territory.error.part_of_itself"
        raise DataError([problem_in_file(table.content, key)]) from error


def _sums(published: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Sums of figures that stand, and of those that stood until they were withdrawn."""
    standing = tuple(o for o in published if o.withdrawn_on is None)
    withdrawn = tuple(o for o in published if o.withdrawn_on is not None)
    return (*multidimensional_sums(standing), *multidimensional_sums(withdrawn))


def _codes(read: Mapping[str, Table], records: Sequence[Record]) -> Codes:
    return Codes(
        units=reference.units(read["reference/units.csv"].frame),
        indicators=reference.indicators(read["reference/indicators.csv"].frame),
        standards=reference.standards(read["reference/standards.csv"].frame),
        provenance={
            **provenance_by_source(read["reference/vintages.csv"].frame),
            **{source: found for record in records for source, found in record.sources.items()},
        },
        doubtful=doubtful_figures(read["reference/doubtful.csv"].frame),
        withdrawn=withdrawals(records),
    )


def _map_all(tables: list[Table], codes: Codes) -> tuple[list[Located], list[Problem]]:
    located: list[Located] = []
    problems: list[Problem] = []
    for table in (table for table in tables if not table.frame.empty):
        found, wrong = map_rows(table.content, table.frame, codes)
        located += found
        problems += wrong
    return located, problems
