"""The receipt log: which unit's form came in when, and whether its figures were accepted.

It is read from the records of ``received/``, which never change, so the log of a past day can be
made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.data.files import open_directory
from analysis.data.received import Record, read_received, records_of


@dataclass(frozen=True)
class Receipt:
    """One form that came in; a file that is sent again is one more receipt.

    Parameters
    ----------
    unit : str
        Code of the unit that reports.
    form : str
        Code of the form, such as ``poverty_review``.
    year : int
        Year of the figures.
    received_on : date
        Day on which the form came in, as the analyst says.
    recorded_on : date
        Day on which it was put on record.
    recorded_by : str
        Who did so.
    record : str
        Code of the record (``R0001``), for ``workbook undo``.
    is_accepted : bool
        Whether its figures were taken in; else it came in and waits for a correction.
    vintage : str
        Vintage of the accepted figures, such as ``decision``; empty where none were.
    decision_number : str
        Number of the decision that the analyst named; may be empty.
    problems : int
        Remarks on the form that called for a correction.
    file_name, sha256 : str
        The file and its checksum.
    withdrawn_on : date or None
        Day on which the record was withdrawn.
    """

    unit: str
    form: str
    year: int
    received_on: dt.date
    recorded_on: dt.date
    recorded_by: str
    record: str
    is_accepted: bool
    vintage: str
    decision_number: str
    problems: int
    file_name: str
    sha256: str
    withdrawn_on: dt.date | None = None

    def status(self, day: dt.date | None = None) -> str:
        """``accepted``, ``received`` (waits for a correction) or ``withdrawn``, as of a day."""
        if self.withdrawn_on is not None and (day is None or self.withdrawn_on <= day):
            return "withdrawn"
        return "accepted" if self.is_accepted else "received"

    def known_on(self, day: dt.date) -> Receipt:
        """The receipt as it stood on a day: a later withdrawal was not known yet."""
        is_later = self.withdrawn_on is not None and self.withdrawn_on > day
        return replace(self, withdrawn_on=None) if is_later else self

    def is_late(self, deadline: dt.date) -> bool:
        """Whether the form came in after the deadline of its calendar."""
        return self.received_on > deadline


def read_receipts(
    directory: str | Path | None = None, *, as_of: dt.date | None = None
) -> tuple[Receipt, ...]:
    """Read the receipt log in the order in which it was written.

    Parameters
    ----------
    directory : str or Path, optional
        Data directory, by default the repository's own.
    as_of : date, optional
        Leave out forms that came in after this day.

    Raises
    ------
    DataError
        If a record is damaged.
    """
    receipts = receipts_of(records_of(read_received(open_directory(directory))))
    return tuple(r for r in receipts if as_of is None or r.received_on <= as_of)


def receipts_of(records: Sequence[Record]) -> tuple[Receipt, ...]:
    """Receipts of the records of a register."""
    gone = {record.withdraws: record.made_on for record in records if record.withdraws}
    return tuple(
        receipt for record in records for receipt in _receipts(record, gone.get(record.code))
    )


def _receipts(record: Record, withdrawn_on: dt.date | None) -> Iterator[Receipt]:
    details = record.details
    for file in details.get("files", ()):
        yield Receipt(
            **{name: file.get(name, "") for name in ("unit", "form", "sha256")},
            year=file.get("year", 0),
            received_on=dt.date.fromisoformat(details["received_on"]),
            recorded_on=record.made_on,
            recorded_by=record.made_by,
            record=record.code,
            is_accepted="figures" in details,
            vintage=details.get("vintage", ""),
            decision_number=details.get("decision_number", ""),
            problems=file.get("problems", 0),
            file_name=file["name"],
            withdrawn_on=withdrawn_on,
        )


def receipt_rows(receipts: Sequence[Receipt]) -> list[dict[str, Any]]:
    """Receipts as rows of plain texts and numbers, for a table or a CSV file."""
    return [
        {
            **{n: str(getattr(r, n)) for n in ("unit", "form", "vintage", "decision_number")},
            "year": r.year,
            "received_on": r.received_on.isoformat(),
            "recorded_on": r.recorded_on.isoformat(),
            "recorded_by": r.recorded_by,
            "record": r.record,
            "status": r.status(),
            "problems": r.problems,
            "file_name": r.file_name,
            "sha256": r.sha256,
        }
        for r in receipts
    ]
