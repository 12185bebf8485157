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
@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True), (DESK, False)])
def test_no_rule_is_broken(
    browser: Any, reports: Path, pattern: str, width: int, *, dark: bool
) -> None:
    browser.open(address(reports, pattern), width=width, dark=dark)
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


@each_page
def test_a_phone_scrolls_down_only(browser: Any, reports: Path, pattern: str) -> None:
    browser.open(address(reports, pattern), width=PHONE)
    browser.run(UNFOLD)
    assert browser.run("innerWidth") == PHONE
    assert browser.run("document.documentElement.scrollWidth") == PHONE
