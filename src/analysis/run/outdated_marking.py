"""Marks the index page anew when an edition begins or ceases to lack records."""

from __future__ import annotations

import json
import re
from pathlib import Path

from analysis.data.files import DataDirectory
from analysis.run.disk import Workspace
from analysis.run.outdated import outdated_editions
from analysis.run.outdated_marks import MARKS, read_marks
from analysis.run.publication import INDEX, MakeIndex, isolated_index_page

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
