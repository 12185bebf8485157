"""List of the editions of a data set, each with what changed since the one before it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from analysis.display import components as page
from analysis.display.components import Column, Words, join, strong
from analysis.display.element import Element
from analysis.locale import Formatter, message, message_keys
from analysis.markup import escape_html
from analysis.run.comparison import SHOWN_DECIMALS, Comparison, Move, compare_editions
from analysis.run.index_links import address, file_link, name_of, read_manifest
from analysis.run.manifest import MANIFEST
from analysis.run.outdated_marks import mark_of
from analysis.run.pointer import LATEST, read_pointer

MOST_EDITIONS = 12
"""Editions listed; older ones are counted."""
MOST_MOVES = 25
"""Changed numbers shown for one edition; the others are counted."""
_MOVE_COLUMNS: tuple[tuple[str, Literal["start", "end"]], ...] = (
    ("report", "start"),
    ("number", "start"),
    ("before", "end"),
    ("after", "end"),
    ("cause", "start"),
)


def editions_part(dataset: Path, language: str) -> Element:
    """Editions of a data set from the newest on.

    Parameters
    ----------
    dataset : Path
        Folder of its editions.
    language : str
        Language of the index.
    """
    folders = editions_of(dataset)
    shown = folders[:MOST_EDITIONS]
    latest = read_pointer(dataset, LATEST)
    before: list[Path | None] = [*folders[1 : len(shown)], None]
    if len(folders) > len(shown):
        before[-1] = folders[len(shown)]
    items = [
        _item(folder, previous, language, is_latest=folder.name == latest)
        for folder, previous in zip(shown, before, strict=True)
    ]
    html = "".join(f"<li>{item.html}</li>" for item in items)
    title = page.heading(message("index.editions.title", language), 3)
    text = "\n".join([title.text, *(item.text for item in items)])
    more = _more("index.editions.more", len(folders) - len(shown), language)
    return Element(f'{title.html}<ul class="editions">{html}</ul>{more.html}', "", text)


def editions_of(dataset: Path) -> list[Path]:
    """Folders of a data set's editions, the newest first.

    A manifest holds no time, so that the same figures give the same bytes: among editions of one
    day of knowledge, the file made last is the newest.
    """
    made = sorted(dataset.glob(f"*/{MANIFEST}"), key=_age, reverse=True)
    return [path.parent for path in made]


def _age(path: Path) -> tuple[str, int]:
    return path.parent.name[:10], path.stat().st_mtime_ns


def _item(folder: Path, before: Path | None, language: str, *, is_latest: bool) -> Element:
    manifest = read_manifest(folder)
    day = Formatter(language).date(dt.date.fromisoformat(manifest["as_of"]))
    count = Formatter(language).number(len(manifest["reports"]))
    key = "unfinished" if manifest["failures"] else "edition"
    words = message(f"index.editions.{key}", language, date=day, edition=folder.name, count=count)
    mark = f" · {message('index.editions.latest', language)}" if is_latest else ""
    first = next(iter(manifest["reports"]), None)
    target = address(folder, first["files"]["html"]["name"] if first else MANIFEST)
    head = page.paragraph(
        strong(words),
        mark,
        " · ",
        file_link(message("index.editions.open", language), target),
        " · ",
        file_link(message("run.index.manifest", language), address(folder, MANIFEST)),
    )
    lacks = mark_of(folder, language)
    warned = head + page.paragraph(strong(lacks)) if lacks else head
    return warned + _changes(folder, before, manifest, language)


def _changes(
    folder: Path, before: Path | None, manifest: Mapping[str, Any], language: str
) -> Element:
    if before is None:
        return page.paragraph(message("index.editions.first", language))
    comparison = compare_editions(before, folder)
    summary = page.paragraph(" ".join(_sentences(comparison, language)))
    if not comparison.moves:
        return summary
    names = {entry["slug"]: name_of(entry) for entry in manifest["reports"]}
    indicators = _indicators(manifest)
    rows = [_row(move, names, indicators, language) for move in comparison.moves[:MOST_MOVES]]
    columns = [
        Column(message(f"index.move.{key}", language), align) for key, align in _MOVE_COLUMNS
    ]
    label = message("index.editions.moves", language, edition=comparison.before)
    table = page.data_table(label, columns, rows)
    more = _more("index.editions.more_moves", len(comparison.moves) - len(rows), language)
    folded = f"<details><summary>{escape_html(label)}</summary>{table.html}{more.html}</details>"
    return summary + Element(folded, "", table.text)


def _more(key: str, count: int, language: str) -> Element:
    if count < 1:
        return Element("", "", "")
    return page.paragraph(message(key, language, count=Formatter(language).number(count)))


def _sentences(comparison: Comparison, language: str) -> Iterator[str]:
    """What changed, in a line: how many numbers and why, and which reports came or went."""
    number = Formatter(language).number
    yield message("index.editions.since", language, edition=comparison.before)
    if comparison.moves:
        causes = Counter(cause for move in comparison.moves for cause in move.causes)
        yield message(
            "index.editions.moved",
            language,
            count=number(len(comparison.moves)),
            reports=number(len({move.report for move in comparison.moves})),
            causes=", ".join(_cause(cause, language) for cause in causes),
        )
    else:
        yield message("run.diff.none", language)
    if comparison.between is not None:
        yield from comparison.between.sentences(language)
    for key in ("only_after", "only_before"):
        count = len(getattr(comparison, key))
        if count:
            yield message(f"index.editions.{key}", language, count=number(count))


def _cause(cause: str, language: str) -> str:
    return message(f"run.diff.cause.{cause}", language)


def _indicators(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {
        verdict["indicator"]: verdict["indicator_name"]
        for entry in manifest["reports"]
        for verdict in entry["report"].get("verdicts", ())
    }


def _row(
    move: Move, names: Mapping[str, str], indicators: Mapping[str, str], language: str
) -> Sequence[Words]:
    number = Formatter(language).number
    return [
        join(names[move.report]),
        _number_name(move.name, indicators, language),
        number(move.before, SHOWN_DECIMALS),
        number(move.after, SHOWN_DECIMALS),
        ", ".join(_cause(cause, language) for cause in move.causes),
    ]


def _number_name(name: str, indicators: Mapping[str, str], language: str) -> str:
    """Name of a number in words; its own name where it is not one of those known here."""
    code, _, kind = name.rpartition(".")
    key = f"index.number.{kind}"
    if code not in indicators or key not in message_keys("index", language):
        return name
    return f"{indicators[code]}: {message(key, language)}"
