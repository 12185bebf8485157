"""Every kind of page as a picture, as last looked at and found right."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from .conftest import BLOCK_DOTS, Golden, Grey, difference, kept_greys, pages_of, sheet

LEADERS = [
    "briefing_464",
    "briefing_467",
    "briefing_471",
    "synthesis",
    "plan_tracker",
    "submissions",
    "data_quality",
    "track_record",
]
ANALYSTS = ["poverty", "trained_labour"]
SCREENS = [("index", 1280), ("index", 390), ("briefing_467", 1280), ("briefing_467", 390)]
SCREEN_DOTS = 6
"""Pixels of a screen to a dot of its picture."""


def printed(folder: Path, name: str) -> Grey:
    (path,) = folder.rglob(f"{name}_*.pdf")
    return sheet(pages_of(path.read_bytes()))


@pytest.mark.parametrize("name", LEADERS)
def test_pages_for_leaders(golden: Golden, reports: Path, name: str) -> None:
    golden.check_picture(name, printed(reports, name))


@pytest.mark.parametrize("name", ANALYSTS)
def test_pages_of_analysts(golden: Golden, analyst_reports: Path, name: str) -> None:
    golden.check_picture(name, printed(analyst_reports, name))


def test_page_of_the_province(golden: Golden, province_report: Path) -> None:
    golden.check_picture("briefing_45", printed(province_report, "briefing_45"))


def test_page_of_the_invented_panel(golden: Golden, demo_report: Path) -> None:
    golden.check_picture("demo_briefing_467", printed(demo_report, "demo_briefing_467"))


@pytest.mark.parametrize(("name", "width"), SCREENS)
def test_pages_on_a_screen(
    golden: Golden, browser: Any, reports: Path, name: str, width: int
) -> None:
    (path,) = reports.rglob(f"{name}*.html")
    browser.open(path.as_uri(), width=width)
    with Image.open(io.BytesIO(browser.picture())) as shot:
        picture = np.array(shot.convert("L").reduce(SCREEN_DOTS))
    golden.check_picture(f"screen_{name}_{width}", picture)


@pytest.fixture(scope="module")
def page(reports: Path) -> Grey:
    """Second page of a briefing: figures, tables and text."""
    (path,) = reports.rglob("briefing_467_*.pdf")
    return pages_of(path.read_bytes())[1]


def test_a_line_that_disappears_is_found_wherever_it_stood(page: Grey) -> None:
    """Every strip of a line's height that has more ink than small print, wiped out in turn."""
    strips = [
        (row, column)
        for row in range(0, page.shape[0] - BLOCK_DOTS, BLOCK_DOTS)
        for column in range(0, page.shape[1] - 60, 60)
        if (page[row : row + BLOCK_DOTS, column : column + 60] < 200).mean() > 0.2
    ]
    assert len(strips) > 50
    for row, column in strips:
        wiped = page.copy()
        wiped[row : row + BLOCK_DOTS, column : column + 60] = 255
        assert difference(wiped, page), (row, column)


def test_the_few_greys_of_a_kept_picture_are_no_difference(page: Grey) -> None:
    """The renderer is pinned, so that nothing else sets a page apart from its kept picture."""
    assert difference(kept_greys(page), page) == ""
