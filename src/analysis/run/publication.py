"""Puts an edition in its place: reports, manifest and checksums, then the pointer and the index.

::

    reports/index.html                       all data sets, their latest editions
    reports/demo_index.html                  the same of invented figures, which mix with no others
    reports/<dataset>/latest                 name of the latest complete edition; never moves back
    reports/<dataset>/incomplete             name of a later edition that lacks reports, if any
    reports/<dataset>/<edition>/             reports, manifest.json, SHA256SUMS
    reports/<dataset>/logs/<report>.log      what the cells printed when it was last made
    reports/<dataset>/logs/<edition>.json    times and memory: they differ from run to run
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from analysis.run.disk import Workspace
from analysis.run.isolation import call_isolated
from analysis.run.manifest import CHECKSUMS, MANIFEST, Edition, checksums, report_files
from analysis.run.pointer import (
    INCOMPLETE,
    LATEST,
    UNFINISHED,
    day_of,
    is_of_earlier_day,
    read_pointer,
)
from analysis.run.store import Store
from analysis.run.verification import is_intact

MakeIndex = Callable[[Path, str, bool], str]

INDEX = "index.html"
LOGS = "logs"


@dataclass(frozen=True)
class Published:
    """Where an edition and the index page now stand, and whether a pointer names the edition."""

    edition: Path
    index: Path
    is_current: bool


def isolated_index_page(output: Path, language: str, is_demo: bool) -> str:
    """Index page made by a preloaded child: only pages need the libraries of the reports."""
    page, _ = call_isolated(_index_page, output, language, is_demo)
    return str(page)


def publish_edition(
    edition: Edition,
    output: Path,
    store: Store,
    workspace: Workspace,
    make_index: MakeIndex = isolated_index_page,
) -> Published:
    """Publish an edition; the pointer moves only when its folder is complete and in place.

    It never moves to an edition of an earlier day: a snapshot of the past stands beside it.
    """
    dataset = output / edition.plan.folder
    folder = dataset / edition.name
    if edition.failures or not is_intact(folder):
        workspace.publish(_files(edition, store), folder)
        workspace.replace_file(dataset / LOGS / f"{edition.name}.json", _usage(edition))
    is_current = not is_of_earlier_day(edition.name, dataset)
    if is_current and read_pointer(dataset, _pointer(edition)) != edition.name:
        workspace.replace_file(dataset / _pointer(edition), f"{edition.name}\n".encode())
    _remove_superseded(edition, dataset)
    index = output / f"{edition.plan.file_prefix}{INDEX}"
    if edition.failures or not _is_indexed(edition, index, is_current=is_current):
        page = make_index(output, edition.plan.language, edition.plan.is_demo)
        workspace.replace_file(index, page.encode())
    return Published(folder, index, is_current)


def _files(edition: Edition, store: Store) -> Iterator[tuple[str, bytes]]:
    hashes = {}
    for report, record in edition.records:
        for ending, name in report_files(report).items():
            content = store.read(record, ending)
            hashes[name] = sha256(content).hexdigest()
            yield name, content
    manifest = edition.manifest()
    yield MANIFEST, manifest
    yield CHECKSUMS, checksums({**hashes, MANIFEST: sha256(manifest).hexdigest()})


def _usage(edition: Edition) -> bytes:
    content = {
        report.slug: {"seconds": record.seconds, "peak_memory_bytes": record.peak_memory_bytes}
        for report, record in edition.records
    }
    return json.dumps(content, indent=1).encode() + b"\n"


def _pointer(edition: Edition) -> str:
    return INCOMPLETE if edition.failures else LATEST


def _remove_superseded(edition: Edition, dataset: Path) -> None:
    """Remove what lacked reports and is now made: of the same day, or pointed to and not later."""
    day, pointed = day_of(edition.name), read_pointer(dataset, INCOMPLETE)
    if pointed and not edition.failures and day_of(pointed) <= day:
        (dataset / INCOMPLETE).unlink()
    for folder in dataset.glob(f"*{UNFINISHED}"):
        is_older = folder.name == pointed and day_of(pointed) <= day
        if folder.name != edition.name and (is_older or day_of(folder.name) == day):
            shutil.rmtree(folder, ignore_errors=True)


def _is_indexed(edition: Edition, index: Path, *, is_current: bool) -> bool:
    """Whether the index shows the edition as what it is: other editions have no PDF in it."""
    if not index.is_file():
        return False
    report, _ = edition.records[0]
    address = f"{edition.plan.folder}/{edition.name}/{report.slug}"
    page = index.read_text(encoding="utf-8")
    return f"{address}.pdf" in page if is_current else f"{edition.name}/{MANIFEST}" in page


def _index_page(output: Path, language: str, is_demo: bool) -> str:
    from analysis.run.index import index_page

    return index_page(output, language, is_demo)
