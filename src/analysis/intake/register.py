"""The register of received forms: records are added in one step, and never changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock

from analysis.data.files import DataDirectory
from analysis.data.received import (
    ABOUT,
    FOLDER,
    RECORD,
    Record,
    read_received,
    records_of,
    table_text,
)
from analysis.errors import DataError, ParameterError, Problem
from analysis.locale import message

LOCK = f"{FOLDER}/.lock"

Rows = Sequence[Mapping[str, object]]
Made = tuple[Mapping[str, Any], Mapping[str, Rows]]
"""Fields of a record and the rows of its tables, by their names."""


def read_records(directory: DataDirectory) -> tuple[Record, ...]:
    """All records in the order in which they were made."""
    return records_of(read_received(directory))


def add_record(directory: DataDirectory, make: Callable[[str], Made]) -> str:
    """Add one record and return its code.

    Parameters
    ----------
    directory : DataDirectory
        Data directory with the folder of the register.
    make : callable
        Given the code of the new record, its fields and tables. It is called under the lock, so
        what it reads of the register is what the record will follow.

    Raises
    ------
    DataError
        If the register is missing or damaged; nothing has been written then.
    """
    if not (directory.root / ABOUT).is_file():
        raise DataError([Problem(message("intake.error.no_register", "vi"), FOLDER)])
    with FileLock(directory.root / LOCK):
        code = _next_code(directory.root / FOLDER)
        fields, tables = make(code)
        _publish(directory.root / FOLDER, code, fields, tables)
    return code


def _next_code(folder: Path) -> str:
    taken = [int(path.name[1:]) for path in folder.glob("R[0-9]*") if path.name[1:].isdigit()]
    return f"R{max(taken, default=0) + 1:04d}"


def _publish(
    folder: Path, code: str, fields: Mapping[str, Any], tables: Mapping[str, Rows]
) -> None:
    """Write aside, then rename: the record is there as a whole or not at all."""
    aside = Path(tempfile.mkdtemp(prefix=f".{code}-", dir=folder))
    try:
        aside.chmod(0o755)
        record = {
            "code": code,
            "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            **fields,
        }
        texts = {name: table_text(name, rows).encode() for name, rows in tables.items() if rows}
        if texts:
            record["figures"] = sum(map(len, tables.values()))
            record["tables"] = {n: hashlib.sha256(data).hexdigest() for n, data in texts.items()}
        for name, data in texts.items():
            _write(aside / name, data)
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        _write(aside / RECORD, text.encode())
        aside.rename(folder / code)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def withdraw(directory: DataDirectory, code: str, made_by: str, reason: str) -> str:
    """Withdraw an accepted record by a new one.

    Raises
    ------
    ParameterError
        If there is no such record, or it is withdrawn already, or is a withdrawal itself.
    """

    def make(_: str) -> Made:
        records = {record.code: record for record in read_records(directory)}
        gone = {record.withdraws for record in records.values()}
        if code not in records or code in gone or records[code].withdraws:
            known = (
                ", ".join(c for c, r in records.items() if not r.withdraws and c not in gone) or "–"
            )
            what = message("intake.error.no_such_record", "vi", value=code, known=known)
            raise ParameterError([Problem(what)])
        return {"made_by": made_by, "withdraws": code, "reason": reason}, {}

    return add_record(directory, make)
