"""What the parts of the index share: the entries of a manifest, and links to files below it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.display.components import Words, join
from analysis.display.inline import Inline
from analysis.locale import message, message_keys
from analysis.markup import escape_html
from analysis.run.job import PUBLISHED
from analysis.run.manifest import MANIFEST

Entry = Mapping[str, Any]
"""A report as the manifest holds it."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Manifest of an edition."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def address(folder: Path, name: str = "") -> str:
    """Address of an edition, or of a file in it, as the index page has it."""
    return f"{folder.parent.name}/{folder.name}/{name}"


def file_link(words: str, target: str, label: str = "") -> Inline:
    """Link to a file below the index; unlike a web address it works wherever the folder lies.

    Parameters
    ----------
    words : str
        What stands on the page.
    target : str
        Address from the index on.
    label : str
        What is read out instead where the words alone say too little.
    """
    spoken = f' aria-label="{escape_html(label)}"' if label else ""
    return Inline(f'<a href="{escape_html(target)}"{spoken}>{escape_html(words)}</a>', "", words)


def file_links(entry: Entry, folder: Path) -> Inline:
    """Links to the files of a report, each read out with the report's name."""
    links = [
        file_link(
            ending.upper(),
            address(folder, entry["files"][ending]["name"]),
            f"{ending.upper()}: {name_of(entry)}",
        )
        for ending in PUBLISHED
        if ending in entry["files"]
    ]
    return join(*_separated(links))


def unbroken(links: Inline) -> Inline:
    """Links that stay on one line."""
    return Inline(f'<span class="files">{links.html}</span>', "", links.text)


def _separated(links: Sequence[Inline]) -> list[Words]:
    return [word for link in links for word in (" · ", link)][1:]


def name_of(entry: Entry) -> str:
    """Unit a report is about; its title where it is about none."""
    return str(entry["unit_name"] or title_of(entry))


def title_of(entry: Entry) -> str:
    """Title of a report; the name of its notebook where it has none."""
    return str(entry.get("report", {}).get("title") or entry["notebook"])


def kind_of(entry: Entry, language: str) -> str:
    """What a report is, by its notebook; the title of a report of a notebook unknown here."""
    key = f"index.kind.{entry['notebook']}"
    return message(key, language) if key in message_keys("index", language) else title_of(entry)


def verdicts_of(entry: Entry) -> Mapping[str, Mapping[str, Any]]:
    """Verdicts of a report by indicator."""
    return {verdict["indicator"]: verdict for verdict in entry["report"].get("verdicts", ())}
