"""Every kind of page under the rules of WCAG 2.2 AA, as axe-core checks them in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "briefing_467_*.html",
    "briefing_471_*.html",
    "synthesis_45_*.html",
    "plan_tracker_*.html",
    "submissions_*.html",
    "data_quality_*.html",
    "track_record_*.html",
    "index.html",
]
OTHERS = [
    ("analyst_reports", "poverty_*.html"),
    ("analyst_reports", "trained_labour_*.html"),
    ("province_report", "briefing_45_*.html"),
]
"""Pages made of the same parts as others: one view of each is enough."""
PHONE, DESK = 390, 1280
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

each_page = pytest.mark.parametrize("pattern", PAGES)


def address(reports: Path, pattern: str) -> str:
    (page,) = reports.rglob(pattern)
    return page.as_uri()


def violations(browser: Any) -> list[str]:
    """Rule and place of everything that axe-core finds in the open page."""
    browser.run(f"{AXE};0")
    options = json.dumps({"runOnly": RULES, "rules": {"target-size": {"enabled": True}}})
    result = browser.run(f"axe.run(document, {options})")
    return sorted(
        f"{rule['id']}: {node['html'][:90]} {node['failureSummary'][:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    )


@each_page
def test_no_rule_is_broken_on_a_phone(browser: Any, reports: Path, pattern: str) -> None:
    """In the colours of daylight; and a reader scrolls down only."""
    browser.open(address(reports, pattern), width=PHONE)
    browser.run(UNFOLD)
    assert violations(browser) == []
    assert browser.run("innerWidth") == PHONE
    assert browser.run("document.documentElement.scrollWidth") == PHONE


@each_page
def test_no_rule_is_broken_in_the_dark(browser: Any, reports: Path, pattern: str) -> None:
    """On a wide screen, where tables are tables."""
    browser.open(address(reports, pattern), width=DESK, dark=True)
    browser.run(UNFOLD)
    assert violations(browser) == []


@pytest.mark.parametrize(("folder", "pattern"), OTHERS)
def test_no_rule_is_broken_on_pages_of_the_same_parts(
    browser: Any, request: pytest.FixtureRequest, folder: str, pattern: str
) -> None:
    browser.open(address(request.getfixturevalue(folder), pattern), width=DESK)
    browser.run(UNFOLD)
    assert violations(browser) == []


def test_the_check_finds_what_is_wrong(browser: Any, reports: Path) -> None:
    browser.open(address(reports, "index.html"), width=DESK)
    browser.run("""document.querySelector('main').insertAdjacentHTML('beforeend',
        '<img src="data:,"><p style="color:#aaa">Pale words</p>'); 0""")
    assert {line.partition(":")[0] for line in violations(browser)} == {
        "color-contrast",
        "image-alt",
    }
