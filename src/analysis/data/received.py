"""Forms taken in: records of the register `received/`, each a folder that never changes.

A record accepts figures or withdraws an earlier record. Withdrawn figures stay known for the days
between, so that a report of those days can be made again.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

from analysis.data import plan_schemas, schemas
from analysis.data.files import Content, DataDirectory
from analysis.data.mapping import Provenance
from analysis.data.model import ObservationStatus, Vintage
from analysis.data.problems import problem_in_file
from analysis.data.schemas import parse_date
from analysis.errors import DataError

FOLDER = "received"
ABOUT = f"{FOLDER}/README.md"
RECORD, FIGURES = "record.json", "observations.csv"
EVIDENCE, FACILITIES = "evidence.csv", "facilities.csv"
TABLES: Mapping[str, pa.DataFrameSchema] = {
    FIGURES: schemas.OBSERVATIONS,
    EVIDENCE: plan_schemas.PLAN_EVIDENCE,
    FACILITIES: plan_schemas.FACILITIES,
}
"""Tables that a record may hold: figures, what became known of items of the plan, facilities."""

RECORD_NAMES = "R[0-9]*"

Source = tuple[str, int, str]
"""Source title, year and period point: what a row of figures names its origin by."""


@dataclass(frozen=True)
class Record:
    """One step of the register: figures accepted, or an earlier record withdrawn."""

    code: str
    made_on: dt.date
    made_by: str
    withdraws: str | None
    sources: Mapping[Source, Provenance]
    details: Mapping[str, Any]

    @property
    def known_on(self) -> dt.date:
        """Day from which it counts: of receipt, or of withdrawal."""
        received_on = self.details.get("received_on")
        return parse_date(received_on) if received_on else self.made_on

    @property
    def tables(self) -> Mapping[str, str]:
        """Checksum of each of its tables by the path in the data directory."""
        checksums = self.details.get("tables", {})
        return {f"{FOLDER}/{self.code}/{name}": found for name, found in checksums.items()}


def read_received(directory: DataDirectory) -> tuple[Content, ...]:
    """Files of the register in order; its note first, so that its folder is among the inputs."""
    root = directory.root
    if not (root / ABOUT).is_file():
        return ()
    records = sorted((root / FOLDER).glob(f"{RECORD_NAMES}/{RECORD}"))
    paths = [path.relative_to(root).as_posix() for path in records]
    paths += [path.replace(RECORD, table) for table in TABLES for path in paths]
    return (directory.read(ABOUT), *(directory.read(p) for p in paths if (root / p).is_file()))


def records_of(contents: Sequence[Content]) -> tuple[Record, ...]:
    """Read the records, in the order in which they were made.

    Raises
    ------
    DataError
        If a record is damaged, or figures are not those that were accepted.
    """
    by_path = {content.path: content for content in contents}
    records = [_record(content) for content in contents if content.path.endswith(RECORD)]
    accepted = {path: found for record in records for path, found in record.tables.items()}
    changed = [
        problem_in_file(content, "data.error.received_changed")
        for path, content in by_path.items()
        if path.endswith(tuple(TABLES)) and content.sha256 != accepted.get(path)
    ]
    if changed:
        raise DataError(changed)
    return tuple(records)


def _record(content: Content) -> Record:
    try:
        entry = json.loads(content.data)
        known_on = parse_date(entry["received_on"]) if "received_on" in entry else dt.date.min
        return Record(
            code=content.path.split("/")[1],
            made_on=dt.datetime.fromisoformat(entry["made_at"]).date(),
            made_by=entry["made_by"],
            withdraws=entry.get("withdraws"),
            sources=dict(_source(s, entry, known_on) for s in entry.get("sources", ())),
            details=entry,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError([problem_in_file(content, "data.error.received_damaged")]) from error


def _source(
    source: dict[str, Any], entry: dict[str, Any], known_on: dt.date
) -> tuple[Source, Provenance]:
    key = (source["source_title"], source["year"], source["period_point"])
    vintage = Vintage[source.get("vintage", entry["vintage"]).upper()]
    return key, Provenance(source["year"], vintage, ObservationStatus(source["status"]), known_on)


def known_by(contents: Sequence[Content], day: dt.date) -> tuple[Content, ...]:
    """Files of the register that a report of a day may rest on: those of later records are not."""
    later = {r.code for r in records_of(contents) if r.known_on > day}
    return tuple(c for c in contents if c.path == ABOUT or c.path.split("/")[1] not in later)


def withdrawals(records: Sequence[Record]) -> Mapping[str, dt.date]:
    """Day of withdrawal by the path of the table withdrawn."""
    gone = {record.withdraws: record.made_on for record in records if record.withdraws}
    return {path: gone[r.code] for r in records if r.code in gone for path in r.tables}


def table_text(table: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Rows of a table as the CSV text of a record."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, list(TABLES[table].columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()
