"""Marks on the index page: editions that lack figures which were put on record later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.locale import message

MARKS = "outdated.json"


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
