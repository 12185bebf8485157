"""What the small script of a page adds: themes, printing, sorted tables; and a page without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 25, 31)"
TABLE = "document.querySelector('.finder table')"
"""Names of the units, and a column of verdicts beside them."""


@pytest.fixture(scope="module")
def briefing(reports: Path) -> str:
    (path,) = reports.rglob("briefing_467_*.html")
    return path.as_uri()


def press(browser: Any, button: str) -> None:
    browser.run(f"{button}.click()")


@pytest.mark.parametrize(("dark", "first", "second"), [(False, LIGHT, DARK), (True, DARK, LIGHT)])
def test_the_theme_follows_the_reader_and_then_the_switch(
    browser: Any, briefing: str, first: str, second: str, *, dark: bool
) -> None:
    browser.open(briefing, width=1280, dark=dark, policy=True)
    assert browser.run(GROUND) == first
    switch = "document.querySelector('.tools button')"
    word = browser.run(f"{switch}.textContent")
    press(browser, switch)
    assert browser.run(GROUND) == second
    assert browser.run(f"{switch}.textContent") != word
    press(browser, switch)
    assert browser.run(GROUND) == first


def test_paper_is_white_whatever_the_screen(browser: Any, briefing: str) -> None:
    browser.open(briefing, width=1280, dark=True, policy=True)
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.run(GROUND) in (LIGHT, "rgba(0, 0, 0, 0)")
    assert not browser.run("document.querySelector('.tools').checkVisibility()")
    browser.call("Emulation.setEmulatedMedia", media="")


def test_a_column_is_sorted_by_its_numbers_and_says_so(browser: Any, briefing: str) -> None:
    browser.open(briefing, width=1280, policy=True)
    browser.run(
        "window.table = [...document.querySelectorAll('table')]"
        ".find(each => each.tBodies[0].rows.length > 5); 0"
    )
    column = "[...table.tBodies[0].rows].map(row => row.cells[1].textContent)"
    before = browser.run(column)
    head = "table.tHead.rows[0].cells[1]"
    press(browser, f"{head}.querySelector('button')")
    rising = browser.run(column)
    assert browser.run(f"{head}.getAttribute('aria-sort')") == "ascending"
    assert browser.run("document.querySelector('[role=status].heard').textContent")
    press(browser, f"{head}.querySelector('button')")
    falling = browser.run(column)
    assert browser.run(f"{head}.getAttribute('aria-sort')") == "descending"
    known = [words for words in rising if words != "–"]
    values = [float(words.partition("%")[0].replace(",", ".")) for words in known]
    assert sorted(rising) == sorted(before)
    assert values == sorted(values)
    assert [words for words in falling if words != "–"] == known[::-1]
    assert falling[len(known) :] == rising[len(known) :] == ["–"] * (len(before) - len(known))


def test_everything_can_be_reached_by_the_keyboard_in_order(browser: Any, briefing: str) -> None:
    browser.open(briefing, width=1280, policy=True)
    reached = []
    for _ in range(12):
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
        reached.append(
            browser.run("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
    assert reached == sorted(set(reached))
    names = browser.run("document.activeElement.tagName")
    assert names in {"BUTTON", "A", "SUMMARY", "DIV"}


def test_without_script_nothing_is_missing_and_no_button_is_dead(
    browser: Any, briefing: str
) -> None:
    words = "document.querySelector('main').textContent.replace(/\\s+/g, ' ')"
    browser.open(briefing, width=1280, policy=True)
    told = browser.run(words)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(briefing, width=1280, policy=True)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert browser.run("document.querySelectorAll('button').length") == 0
    assert browser.run(words) == told


def test_a_page_asks_the_network_for_nothing(browser: Any, reports: Path) -> None:
    """Every address in a page is a link to be followed, or within the file."""
    for path in reports.rglob("*.html"):
        browser.open(path.as_uri(), width=1280, policy=True)
        fetched = browser.run("performance.getEntriesByType('resource').map(each => each.name)")
        assert [address for address in fetched if not address.startswith("data:")] == []
