"""A district takes two pages, however much is known of it; the province and its report six."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_pages_on_which_all_is_known_are_no_longer(tmp_path: Path) -> None:
    chosen = ["--dataset", "demo", "--notebooks", "briefing,synthesis", "--units", f"{DENSEST},45"]
    command = [str(WORKBOOK), "run", *chosen, "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    found = counts(tmp_path, "demo_*_vi.pdf")

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(found) == 4
    of_province = {name: found.pop(name) for name in tuple(found) if "_45_" in name}
    assert len(of_province) == 2
    assert max(of_province.values()) <= MOST_OF_PROVINCE, of_province
    assert set(found.values()) == {2}, found
