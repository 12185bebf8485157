"""Marks on the index page: editions that lack figures which were put on record later."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.data.files import DataDirectory
from analysis.locale import message
from analysis.run.disk import Workspace
from analysis.run.outdated import outdated_editions
from analysis.run.publication import INDEX, MakeIndex, isolated_index_page

MARKS = "outdated.json"
_ASIDE = ".marks"
_LANGUAGE = re.compile(rb'<html lang="(\w+)"')


def mark_outdated(
    directory: DataDirectory, output: Path, make_index: MakeIndex = isolated_index_page
) -> None:
    """Write down which editions lack records; where that is news, make the index page anew."""
    path, index = output / MARKS, output / INDEX
    if not index.is_file():
        return
    marks = {
        o.address: {"records": list(o.missing), "is_wrong": o.is_wrong_for_its_day}
        for o in outdated_editions(directory, output)
    }
    if marks == read_marks(output):
        return
    workspace = Workspace(output / _ASIDE)
    workspace.clear()
    try:
        content = json.dumps(marks, indent=1, sort_keys=True).encode() + b"\n"
        workspace.replace_file(path, content)
        language = _LANGUAGE.search(index.read_bytes())
        page = make_index(output, language[1].decode() if language else "vi", False)
        workspace.replace_file(index, page.encode())
    finally:
        workspace.remove()


def read_marks(output: Path) -> Mapping[str, Any]:
    """Marks by address of the edition; none where nothing was put on record since."""
    path = output / MARKS
    return json.loads(path.read_bytes()) if path.is_file() else {}


def mark_of(folder: Path, language: str) -> str:
    """What an edition lacks, in words; blank where nothing is known to be lacking."""
    mark = read_marks(folder.parents[1]).get(f"{folder.parent.name}/{folder.name}")
    if mark is None:
        return ""
    key = "wrong" if mark["is_wrong"] else "replaced"
    return message(f"index.outdated.{key}", language, records=", ".join(mark["records"]))
