"""The units of an edition on the index: maps of their state, search, and the table of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.display import components as page
from analysis.display.components import Column, Words
from analysis.display.element import Element
from analysis.display.inline import Inline, badge, inline, join
from analysis.locale import Formatter, message
from analysis.markup import escape_html
from analysis.run.index_links import (
    Entry,
    address,
    file_link,
    file_links,
    kind_of,
    name_of,
    unbroken,
    verdicts_of,
)
from analysis.run.index_map import Ground, Mark, ground_for, linked_map, small_map

FEW_AREAS = 12
"""With more areas than this, the words on a map are set smaller."""
NONE = "none"
"""State of a unit without a verdict."""


@dataclass(frozen=True)
class Units:
    """Reports about units: one a unit, of one notebook, language and method.

    Parameters
    ----------
    entries : sequence of Entry
        The reports in the order of the manifest.
    folder : Path
        Folder of the edition.
    level : str
        Level of the units.
    language : str
        Language of the index.
    """

    entries: Sequence[Entry]
    folder: Path
    level: str
    language: str

    @cached_property
    def ground(self) -> Ground | None:
        """Map of the units; nothing where there are no lines for them."""
        return ground_for(self.level, [str(entry["unit"]) for entry in self.entries])

    @cached_property
    def parts(self) -> Sequence[Entry]:
        """Reports about units of the level: those that the counts add up to."""
        if self.ground is None:
            return self.entries
        known = {area.code for area in self.ground.areas}
        return [entry for entry in self.entries if entry["unit"] in known]

    @cached_property
    def rows(self) -> Sequence[Entry]:
        """Reports about the whole first, then those about its parts."""
        return [*(e for e in self.entries if e not in self.parts), *self.parts]

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """Names of the indicators that parts have a verdict on, by code."""
        verdicts = (v for entry in self.parts for v in verdicts_of(entry).values())
        return {verdict["indicator"]: verdict["indicator_name"] for verdict in verdicts}

    def state(self, entry: Entry, indicator: str) -> tuple[str, str, str, str]:
        """Status, tone, symbol and word of a unit; one that was not judged has them too."""
        verdict = verdicts_of(entry).get(indicator)
        if verdict is None:
            return NONE, "muted", "–", message("run.index.no_verdict", self.language)
        return verdict["status"], verdict["tone"], verdict["symbol"], verdict["word"]

    def counts(self, indicator: str) -> list[tuple[tuple[str, str, str, str], int]]:
        """How many parts have each state, the most frequent first; they add up to all parts."""
        return Counter(self.state(entry, indicator) for entry in self.parts).most_common()


def units_part(units: Units) -> Element:
    """Map, search, table and small maps of the reports of one kind about units."""
    first = units.entries[0]
    caption = message(
        "run.index.caption",
        units.language,
        title=kind_of(first, units.language),
        language=message(f"run.language.{first['language']}", units.language),
    )
    table = _table(caption, units)
    if len(units.parts) == 1:
        return table
    main, small = _maps(units)
    html = f'<div class="finder">{main}{_form(units)}{table.html}{small}</div>'
    return Element(html, "", "\n".join([*_sums(units), table.text]))


def _sums(units: Units) -> Iterator[str]:
    """One line an indicator: how many units have each verdict, adding up to all of them."""
    number = Formatter(units.language).number
    for code, name in units.indicators.items():
        parts = " + ".join(f"{number(count)} {word}" for (*_, word), count in units.counts(code))
        yield f"{name}: {parts} = {number(len(units.parts))}"


def _maps(units: Units) -> tuple[str, str]:
    """Map that leads to the reports, and the small ones that only show."""
    sums = dict(zip(units.indicators, _sums(units), strict=True))
    figures = [
        _figure(units, code, label, is_main=place == 0)
        for place, (code, label) in enumerate(sums.items())
    ]
    many = " many" if len(units.parts) > FEW_AREAS else ""
    groups = ("".join(figures[:1]), "".join(figures[1:]))
    main, small = (f'<div class="maps{many}">{group}</div>' if group else "" for group in groups)
    return main, small


def _figure(units: Units, code: str, label: str, *, is_main: bool) -> str:
    name = escape_html(units.indicators[code])
    kind = "main" if is_main else "small"
    parts = [_drawing(units, code, label, is_main=is_main), _tally(units, code)]
    if is_main and units.ground:
        hint = escape_html(message("index.map.hint", units.language))
        parts[1] += f'<p class="table-notes">{hint}</p>{_key(units)}'
    inside = "".join(f"<div>{part}</div>" for part in parts if part)
    return f'<figure class="{kind}"><figcaption>{name}</figcaption>{inside}</figure>'


def _drawing(units: Units, code: str, label: str, *, is_main: bool) -> str:
    if units.ground is None:
        return ""
    marks = {entry["unit"]: mark for entry, mark in _marks(units, code)}
    return (linked_map if is_main else small_map)(units.ground, marks, label)


def _key(units: Units) -> str:
    """Names of the numbers on the map, each a link to the unit's report."""
    items = (
        file_link(name_of(entry), address(units.folder, entry["files"]["html"]["name"])).html
        for entry in units.parts
    )
    return f'<ol class="key">{"".join(f"<li>{item}</li>" for item in items)}</ol>'


def _marks(units: Units, code: str) -> Iterator[tuple[Entry, Mark]]:
    for number, entry in enumerate(units.parts, start=1):
        _, tone, symbol, word = units.state(entry, code)
        words = f"{number} {symbol} {name_of(entry)}: {word}"
        target = address(units.folder, entry["files"]["html"]["name"])
        yield entry, Mark(number, tone, symbol, words, target)


def _tally(units: Units, code: str) -> str:
    """Key of a map: each state with its count, and what they add up to."""
    number = Formatter(units.language).number
    items = [
        f"<li>{badge(tone, symbol, word).html} {number(count)}</li>"  # type: ignore[arg-type]
        for (_, tone, symbol, word), count in units.counts(code)
    ]
    total = message("index.sum", units.language, count=number(len(units.parts)))
    items.append(f'<li class="sum">= {escape_html(total)}</li>')
    return f'<ul class="tally">{"".join(items)}</ul>'


def _form(units: Units) -> str:
    """Search and filter; hidden until the script makes them work."""

    def say(key: str) -> str:
        return escape_html(message(f"index.find.{key}", units.language, total=len(units.rows)))

    groups = "".join(_options(units, code) for code in units.indicators)
    return (
        f'<form class="finder-form" role="search" aria-label="{say("title")}" hidden '
        f'data-found="{say("found")}">'
        f'<label>{say("name")}<input type="search" autocomplete="off"></label>'
        f'<label>{say("state")}<select><option value="">{say("all")}</option>{groups}</select>'
        '</label><output role="status"></output></form>'
    )


def _options(units: Units, code: str) -> str:
    options = "".join(
        f'<option value="{escape_html(f"{code}={status}")}">'
        f"{escape_html(f'{symbol} {word} ({count})')}</option>"
        for (status, _, symbol, word), count in units.counts(code)
    )
    return f'<optgroup label="{escape_html(units.indicators[code])}">{options}</optgroup>'


def _table(caption: str, units: Units) -> Element:
    columns = [
        Column(message("run.index.unit", units.language)),
        *(Column(name) for name in units.indicators.values()),
        Column(message("run.index.files", units.language)),
    ]
    return page.data_table(caption, columns, [_row(entry, units) for entry in units.rows])


def _row(entry: Entry, units: Units) -> list[Words]:
    verdicts = verdicts_of(entry)
    cells = [_verdict(verdicts.get(code), units.language) for code in units.indicators]
    return [_place(entry, units), *cells, unbroken(file_links(entry, units.folder))]


def _place(entry: Entry, units: Units) -> Inline:
    """Name of a unit with its number on the map; the script reads unit and states off it."""
    number = f"{units.parts.index(entry) + 1}" if entry in units.parts and units.ground else ""
    states = " ".join(f"{code}={units.state(entry, code)[0]}" for code in units.indicators)
    counted = f'<span class="number">{number}</span>' if number else ""
    name = inline(name_of(entry))
    return Inline(
        f'<span class="place" data-unit="{escape_html(str(entry["unit"]))}" '
        f'data-states="{escape_html(states)}">{counted}{name.html}</span>',
        "",
        name.text,
    )


def _verdict(verdict: Mapping[str, Any] | None, language: str) -> Words:
    if verdict is None:
        return message("run.index.no_verdict", language)
    mark = badge(verdict["tone"], verdict["symbol"], verdict["word"])
    if not verdict.get("value_text"):
        return mark
    return join(mark, f" {verdict['value_text']} ({verdict['year']})")
