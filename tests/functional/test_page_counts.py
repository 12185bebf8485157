"""A district takes two pages, whether little is known of it or all; the province at most six."""

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


def test_pages_on_which_all_is_known_are_no_longer(tmp_path: Path) -> None:
    chosen = ["--dataset", "demo", "--notebooks", "briefing", "--units", f"{DENSEST},45"]
    command = [str(WORKBOOK), "run", *chosen, "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    found = counts(tmp_path, "demo_briefing_*_vi.pdf")

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(found) == 3
    of_province = found.pop("demo_briefing_45_quang_tri_vi")
    assert of_province <= MOST_OF_PROVINCE
    assert set(found.values()) == {2}, found
