"""The index page: the latest reports of every data set, how each unit stands, and what failed.

The other editions there are follow as a list.

It is composed and exported like a briefing, so it looks like one and needs no network either.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat

from analysis.display import components as page
from analysis.display.components import Column, Words
from analysis.display.element import Element
from analysis.display.inline import Inline, badge, join
from analysis.export import BriefingHTMLExporter
from analysis.locale import Formatter, message
from analysis.markup import MIME_DATA, escape_html
from analysis.run.manifest import MANIFEST
from analysis.run.pointer import INCOMPLETE, LATEST, read_pointer
from analysis.run.store import PUBLISHED

Entry = Mapping[str, Any]
"""A report as the manifest holds it."""


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
    return any(_manifest(folder).get("demo", False) for folder in _editions(dataset))


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def _exported(element: Element, title: str, language: str, is_demo: bool) -> str:
    data = element._repr_mimebundle_()
    data[MIME_DATA] = {"report": {"title": title, "language": language, "demo": is_demo}}
    output = nbformat.v4.new_output("display_data", data=data)  # type: ignore[no-untyped-call]
    cell = nbformat.v4.new_code_cell("index", outputs=[output], execution_count=1)  # type: ignore[no-untyped-call]
    html, _ = BriefingHTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    return str(html)


def _editions(dataset: Path) -> list[Path]:
    """Folders of the latest complete edition and of a later one that lacks reports."""
    names = (read_pointer(dataset, pointer) for pointer in (INCOMPLETE, LATEST))
    return [dataset / name for name in names if name and (dataset / name / MANIFEST).is_file()]


def _dataset(dataset: Path, language: str) -> Iterator[Element]:
    shown = _editions(dataset)
    for folder in shown:
        manifest = _manifest(folder)
        yield page.section(_heading(manifest, language), *_edition(manifest, folder, language))
    every = (path.parent for path in dataset.glob(f"*/{MANIFEST}"))
    others = sorted((p for p in every if p not in shown), key=lambda p: p.name, reverse=True)
    if others:
        title = message("run.index.others", language, title=_manifest(others[0])["title"])
        yield page.section(title, page.bullets([_other(path, language) for path in others]))


def _other(folder: Path, language: str) -> Inline:
    """Line of an edition no reader is sent to: its day, its first report and its manifest."""
    manifest, write = _manifest(folder), Formatter(language)
    words: dict[str, object] = {
        "date": write.date(dt.date.fromisoformat(manifest["as_of"])),
        "edition": manifest["edition"],
        "count": write.number(len(manifest["reports"])),
    }
    key = "other" if manifest["complete"] else "other_incomplete"
    first = min(manifest["reports"], key=_order, default=None)
    file = first["files"]["html"]["name"] if first else MANIFEST
    return join(
        _link(message(f"run.index.{key}", language, **words), f"{_address(folder)}/{file}"),
        " · ",
        _link(message("run.index.manifest", language), f"{_address(folder)}/{MANIFEST}"),
    )


def _heading(manifest: Mapping[str, Any], language: str) -> str:
    day = Formatter(language).date(dt.date.fromisoformat(manifest["as_of"]))
    return message("run.index.dataset", language, title=manifest["title"], date=day)


def _edition(manifest: Mapping[str, Any], folder: Path, language: str) -> Iterator[Element]:
    if manifest["failures"]:
        yield _failures(manifest, folder, language)
    reports = sorted(manifest["reports"], key=_order)
    for _, group in groupby(reports, key=_order):
        yield from _group(list(group), folder, language)
    yield page.paragraph(
        message("run.index.edition", language, edition=manifest["edition"]),
        " ",
        _link(message("run.index.manifest", language), f"{_address(folder)}/{MANIFEST}"),
    )


def _order(entry: Entry) -> tuple[bool, str, str]:
    """Order: reports about the whole first, then by notebook and language."""
    return entry["scope"] == "unit", entry["notebook"], entry["language"]


def _failures(manifest: Mapping[str, Any], folder: Path, language: str) -> Element:
    logs = f"{folder.parent.name}/logs"
    items = [
        join(
            f"{_name(failure)}: {failure['reason']} ",
            _link(message("run.index.log", language), f"{logs}/{failure['slug']}.log"),
        )
        for failure in manifest["failures"]
    ]
    count = Formatter(language).number(len(items))
    title = message("run.index.failed", language, count=count)
    return page.note(title, page.bullets(items), "bad")


def _group(entries: Sequence[Entry], folder: Path, language: str) -> Iterator[Element]:
    names = _indicator_names(entries)
    columns = [
        Column(message("run.index.unit", language)),
        *(Column(name) for name in names.values()),
        Column(message("run.index.files", language)),
    ]
    rows = [_row(entry, list(names), folder, language) for entry in entries]
    caption = message(
        "run.index.caption",
        language,
        title=entries[0]["report"].get("title", entries[0]["notebook"]),
        language=message(f"run.language.{entries[0]['language']}", language),
    )
    yield page.data_table(caption, columns, rows, _counts(entries, names, language))


def _indicator_names(entries: Sequence[Entry]) -> dict[str, str]:
    verdicts = (verdict for entry in entries for verdict in entry["report"].get("verdicts", ()))
    return {verdict["indicator"]: verdict["indicator_name"] for verdict in verdicts}


def _row(entry: Entry, indicators: Sequence[str], folder: Path, language: str) -> list[Words]:
    verdicts = {v["indicator"]: v for v in entry["report"].get("verdicts", ())}
    cells = [_verdict(verdicts.get(code), language) for code in indicators]
    files = [_link(e.upper(), f"{_address(folder)}/{f['name']}") for e, f in _files(entry)]
    return [_name(entry), *cells, join(*_separated(files))]


def _files(entry: Entry) -> list[tuple[str, Mapping[str, str]]]:
    return [(ending, entry["files"][ending]) for ending in PUBLISHED if ending in entry["files"]]


def _separated(links: Sequence[Inline]) -> list[Words]:
    return [word for link in links for word in (" · ", link)][1:]


def _verdict(verdict: Mapping[str, Any] | None, language: str) -> Words:
    if verdict is None:
        return message("run.index.no_verdict", language)
    mark = badge(verdict["tone"], verdict["symbol"], verdict["word"])
    if not verdict.get("value_text"):
        return mark
    return join(mark, f" {verdict['value_text']} ({verdict['year']})")


def _counts(entries: Sequence[Entry], names: Mapping[str, str], language: str) -> list[str]:
    """One line an indicator: how many units have each verdict, adding up to all of them."""
    if len(entries) == 1:
        return []
    number = Formatter(language).number
    lines = []
    for code, name in names.items():
        words = Counter(_word(entry, code, language) for entry in entries)
        parts = " + ".join(f"{number(count)} {word}" for word, count in words.most_common())
        lines.append(f"{name}: {parts} = {number(len(entries))}")
    return lines


def _word(entry: Entry, indicator: str, language: str) -> str:
    found = (v["word"] for v in entry["report"].get("verdicts", ()) if v["indicator"] == indicator)
    return next(found, message("run.index.no_verdict", language))


def _name(entry: Entry) -> str:
    return str(entry["unit_name"] or entry.get("report", {}).get("title", entry["notebook"]))


def _address(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _link(words: str, address: str) -> Inline:
    """Link to a file below the index; unlike a web address it works wherever the folder lies."""
    return Inline(f'<a href="{escape_html(address)}">{escape_html(words)}</a>', "", words)
