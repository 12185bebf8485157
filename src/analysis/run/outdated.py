"""Which editions lack a record of the register: an edition knows the files it was made from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.data.description import DESCRIPTOR, read_description
from analysis.data.files import DataDirectory
from analysis.data.received import FOLDER, RECORD, Record, read_received, records_of
from analysis.errors import UserError
from analysis.locale import Formatter, message
from analysis.run.manifest import MANIFEST
from analysis.run.pointer import published_editions

LANGUAGE = "vi"
SHOWN_EDITIONS = 10


@dataclass(frozen=True)
class Outdated:
    """An edition and what it lacks.

    Parameters
    ----------
    name : str
        Name of the edition.
    address : str
        Its folder below the output folder: ``published-unit2025/2025-08-22_1a2b3c4d``.
    as_of : date
        Day whose knowledge it shows.
    is_latest : bool
        Whether the data set's pointer names it.
    missing : tuple of str
        Codes of the records it was made without.
    is_wrong_for_its_day : bool
        Whether one of them came in on that day or before; else the edition is right for its day,
        and later figures have replaced it.
    """

    name: str
    address: str
    as_of: dt.date
    is_latest: bool
    missing: tuple[str, ...]
    is_wrong_for_its_day: bool


def outdated_editions(directory: DataDirectory, output: Path) -> tuple[Outdated, ...]:
    """Editions below an output folder that lack records, the latest ones first."""
    records = records_of(read_received(directory))
    needed = list(_needed(records))
    found = (
        _compare(folder, is_latest, needed)
        for folder, is_latest in published_editions(output)
        if (folder / MANIFEST).is_file()
        if _takes_received(directory, folder)
    )
    return tuple(sorted((f for f in found if f.missing), key=lambda f: (not f.is_latest, f.name)))


def _needed(records: tuple[Record, ...]) -> Iterator[Record]:
    """Records whose figures count: accepted and standing ones, and withdrawals of figures."""
    gone = {record.withdraws for record in records}
    with_figures = {record.code for record in records if "figures" in record.details}
    for record in records:
        if record.withdraws in with_figures or record.code in with_figures - gone:
            yield record


def _takes_received(directory: DataDirectory, folder: Path) -> bool:
    name = json.loads((folder / MANIFEST).read_bytes())["dataset"]
    try:
        return read_description(directory.read(DESCRIPTOR), name).takes_received
    except UserError:
        return False


def _compare(folder: Path, is_latest: bool, needed: list[Record]) -> Outdated:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    inputs = {*manifest.get("data", ())}
    inputs |= {path for report in manifest["reports"] for path in report["inputs"]}
    missing = [
        record
        for record in needed
        if f"{FOLDER}/{record.code}/{RECORD}" not in inputs
        if not record.withdraws or f"{FOLDER}/{record.withdraws}/{RECORD}" in inputs
    ]
    as_of = dt.date.fromisoformat(manifest["as_of"])
    codes = tuple(record.code for record in missing)
    is_wrong = any(record.known_on <= as_of for record in missing)
    address = f"{folder.parent.name}/{folder.name}"
    return Outdated(manifest["edition"], address, as_of, is_latest, codes, is_wrong)


def outdated_notice(directory: DataDirectory, output: Path, code: str = "") -> Iterator[str]:
    """Sentences on the editions that lack a record, or any record where `code` is empty."""
    found = [o for o in outdated_editions(directory, output) if code in ("", *o.missing)]
    if not found:
        return
    yield message("intake.outdated.heading", LANGUAGE, count=len(found))
    for edition in found[:SHOWN_EDITIONS]:
        latest = message("intake.outdated.latest", LANGUAGE) if edition.is_latest else ""
        key = "wrong" if edition.is_wrong_for_its_day else "replaced"
        yield message(
            f"intake.outdated.{key}",
            LANGUAGE,
            edition=edition.address + latest,
            day=Formatter(LANGUAGE).date(edition.as_of),
            records=", ".join(edition.missing),
        )
    if len(found) > SHOWN_EDITIONS:
        yield message("intake.outdated.more", LANGUAGE, count=len(found) - SHOWN_EDITIONS)
    yield message("intake.outdated.what_to_do", LANGUAGE)
