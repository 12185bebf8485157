"""Every file says whose it is and under which terms (REUSE), and the terms are at hand."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ANNOTATIONS = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]


def globs(annotation: dict[str, str | list[str]]) -> list[str]:
    path = annotation["path"]
    return [path] if isinstance(path, str) else path


def as_expression(glob: str) -> re.Pattern[str]:
    """Regular expression of a REUSE glob: ``*`` stays in a folder, ``**`` does not."""
    pieces = {"**": ".*", "*": "[^/]*"}
    return re.compile(
        "".join(pieces.get(part, re.escape(part)) for part in re.split(r"(\*+)", glob))
    )


def tracked_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name and not name.startswith("LICENSES/")]


@pytest.mark.parametrize(
    ("glob", "name", "matches"),
    [
        ("src/**", "src/analysis/cli.py", True),
        ("data/*.json", "data/datapackage.json", True),
        ("data/*.json", "data/reference/units.json", False),
        ("README.md", "README-md", False),
    ],
)
def test_globs_are_read_as_reuse_reads_them(glob: str, name: str, matches: bool) -> None:
    assert bool(as_expression(glob).fullmatch(name)) is matches


def test_every_file_has_an_owner_and_a_licence() -> None:
    expressions = [as_expression(glob) for annotation in ANNOTATIONS for glob in globs(annotation)]

    assert [
        name for name in tracked_files() if not any(each.fullmatch(name) for each in expressions)
    ] == []


def test_annotations_are_complete() -> None:
    for annotation in ANNOTATIONS:
        assert annotation["SPDX-FileCopyrightText"]
        assert annotation["SPDX-License-Identifier"]


def test_licence_texts_are_those_in_use() -> None:
    used = {annotation["SPDX-License-Identifier"] for annotation in ANNOTATIONS}

    assert {path.stem for path in (ROOT / "LICENSES").glob("*.txt")} == used
