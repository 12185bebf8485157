"""What the repository says of itself is short, true and names nobody's machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
MOST_README_LINES = 100
MACHINE = re.compile(
    r"/(?:home|Users|root)/\w|[A-Z]:\\Users|file:/{3}|\blocalhost:\d|--(?:extra-)?index-url"
)


def tracked_texts() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    binary = {".gz", ".otf", ".ttf", ".woff2", ".png", ".pdf", ".xlsx", ".xls", ".ods"}
    return [
        ROOT / name
        for name in names
        if name and Path(name).suffix not in binary and (ROOT / name).is_file()
    ]


def relative_links(document: Path) -> list[str]:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    return [target for target in targets if "://" not in target]


def test_readme_is_short() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= MOST_README_LINES


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    missing = [link for link in relative_links(document) if not (document.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_dependency_has_its_reason(requirement: str) -> None:
    name = re.split(r"[<>=!~\[; ]", requirement)[0]
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")

    assert f"| `{name}` |" in decisions


def test_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]


def test_no_file_names_somebodys_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in tracked_texts()
        if (match := MACHINE.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}
