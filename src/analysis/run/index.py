"""The index page: the latest reports of every data set, how each unit stands, and what failed.

It is composed and exported like a briefing, so it looks like one and needs no network either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat

from analysis.display import components as page
from analysis.display.components import Column, Words
from analysis.display.element import Element
from analysis.display.inline import join
from analysis.export.html import IndexHTMLExporter
from analysis.locale import Formatter, message
from analysis.markup import MIME_DATA
from analysis.run.index_editions import editions_part
from analysis.run.index_links import (
    Entry,
    file_link,
    file_links,
    kind_of,
    name_of,
    read_manifest,
    unbroken,
)
from analysis.run.index_units import Units, units_part
from analysis.run.manifest import MANIFEST
from analysis.run.outdated_marks import mark_of
from analysis.run.pointer import INCOMPLETE, LATEST, read_pointer


def index_page(output: Path, language: str, is_demo: bool = False) -> str:
    """HTML of the index of everything below the output folder.

    Parameters
    ----------
    output : Path
        Folder of all reports.
    language : str
        Language of the page; names and verdicts stay in the language of their reports.
    is_demo : bool
        Whether data sets of invented figures are listed, and no others.
    """
    found = sorted(path for path in output.iterdir() if _editions(path))
    datasets = [path for path in found if _is_demo(path) is is_demo]
    parts = [part for dataset in datasets for part in _dataset(dataset, language)]
    title = message("run.index.title", language)
    return _exported(page.stack(page.masthead(title), *parts), title, language, is_demo)


def _is_demo(dataset: Path) -> bool:
    return any(read_manifest(folder).get("demo", False) for folder in _editions(dataset))


def _exported(element: Element, title: str, language: str, is_demo: bool) -> str:
    data = element._repr_mimebundle_()
    data[MIME_DATA] = {"report": {"title": title, "language": language, "demo": is_demo}}
    output = nbformat.v4.new_output("display_data", data=data)  # type: ignore[no-untyped-call]
    cell = nbformat.v4.new_code_cell("index", outputs=[output], execution_count=1)  # type: ignore[no-untyped-call]
    html, _ = IndexHTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    return str(html)


def _editions(dataset: Path) -> list[Path]:
    """Folders of the latest complete edition and of a later one that lacks reports."""
    names = (read_pointer(dataset, pointer) for pointer in (INCOMPLETE, LATEST))
    return [dataset / name for name in names if name and (dataset / name / MANIFEST).is_file()]


def _dataset(dataset: Path, language: str) -> Iterator[Element]:
    shown = _editions(dataset)
    for folder in shown:
        manifest = read_manifest(folder)
        parts = [*_edition(manifest, folder, language)]
        if folder == shown[-1]:
            parts.append(editions_part(dataset, language))
        yield page.section(_heading(manifest, language), *parts)


def _heading(manifest: Mapping[str, Any], language: str) -> str:
    day = Formatter(language).date(dt.date.fromisoformat(manifest["as_of"]))
    return message("run.index.dataset", language, title=manifest["title"], date=day)


def _edition(manifest: Mapping[str, Any], folder: Path, language: str) -> Iterator[Element]:
    if lacks := mark_of(folder, language):
        yield page.note(message("index.outdated.title", language), page.paragraph(lacks), "warn")
    if manifest["failures"]:
        yield _failures(manifest, folder, language)
    reports = sorted(manifest["reports"], key=lambda entry: _order(entry, language))
    about_units = [entry for entry in reports if entry["scope"] == "unit"]
    parts = [
        units_part(Units(list(group), folder, manifest.get("level", ""), language))
        for _, group in groupby(about_units, key=lambda entry: _order(entry, language))
    ]
    whole = [entry for entry in reports if entry["scope"] != "unit"]
    yield from parts[:1]
    if whole:
        yield _whole(whole, folder, language)
    yield from parts[1:]


def _order(entry: Entry, language: str) -> tuple[bool, str, str, str]:
    """What the reports of one table have in common, those in the reader's language first.

    Within it they keep the manifest's order.
    """
    method = str(entry["parameters"].get("method", ""))
    return entry["language"] != language, entry["notebook"], entry["language"], method


def _whole(entries: Sequence[Entry], folder: Path, language: str) -> Element:
    """Reports about the whole, each by what it is."""
    columns = [
        Column(message(f"index.whole.{key}", language)) for key in ("kind", "about", "files")
    ]
    rows: list[list[Words]] = [
        [
            join(kind_of(entry, language), *_language_words(entry, language)),
            name_of(entry),
            unbroken(file_links(entry, folder)),
        ]
        for entry in entries
    ]
    return page.data_table(message("index.whole.title", language), columns, rows)


def _language_words(entry: Entry, language: str) -> list[str]:
    if entry["language"] == language:
        return []
    name = message(f"run.language.{entry['language']}", language)
    return [f" ({name})"]


def _failures(manifest: Mapping[str, Any], folder: Path, language: str) -> Element:
    logs = f"{folder.parent.name}/logs"
    items = [
        join(
            f"{name_of(failure)}: {failure['reason']} ",
            file_link(message("run.index.log", language), f"{logs}/{failure['slug']}.log"),
        )
        for failure in manifest["failures"]
    ]
    count = Formatter(language).number(len(items))
    title = message("run.index.failed", language, count=count)
    return page.note(title, page.bullets(items), "bad")
