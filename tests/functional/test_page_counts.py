"""A district takes two pages, however much is known of it; the province and its report six."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

WORKBOOK = Path(sys.executable).with_name("workbook")
DENSEST = "461,466"
"""Districts of the demonstration with the most words: long verdicts, and reasons asked for."""
MOST_OF_PROVINCE = 6


def counts(folder: Path, pattern: str) -> dict[str, int]:
    return {path.stem: len(PdfReader(path).pages) for path in folder.rglob(pattern)}


def test_every_district_has_two_pages(reports: Path) -> None:
    found = counts(reports, "briefing_*_vi.pdf")

    assert len(found) == 10
    assert set(found.values()) == {2}, found


def test_the_formal_report_has_six_pages_with_its_appendices(reports: Path) -> None:
    found = counts(reports, "synthesis_*.pdf")

    assert len(found) == 1
    assert max(found.values()) <= MOST_OF_PROVINCE, found


@pytest.mark.parametrize(
    ("notebook", "units", "pages"),
    [
        ("briefing", DENSEST, {2}),
        ("briefing", "45", set(range(2, MOST_OF_PROVINCE + 1))),
        ("synthesis", "45", {MOST_OF_PROVINCE}),
    ],
)
def test_pages_on_which_all_is_known_are_no_longer(
    made_once: Path, notebook: str, units: str, pages: set[int]
) -> None:
    found = {
        unit: counts(made_once, f"demo_{notebook}_{unit}_*_vi.pdf") for unit in units.split(",")
    }

    assert all(len(each) == 1 for each in found.values())
    assert {count for each in found.values() for count in each.values()} <= pages, found


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of the demonstration; a run that makes the report makes no briefing of the whole."""
    folder = tmp_path_factory.mktemp("demo")
    for number, chosen in enumerate((("briefing", f"{DENSEST},45"), ("synthesis", "45"))):
        command = [str(WORKBOOK), "run", "--dataset", "demo", "--notebooks", chosen[0]]
        command += ["--units", chosen[1], "--output", str(folder / str(number))]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder
