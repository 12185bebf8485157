"""The index in a browser: finding a unit, with script and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROWS = "[...document.querySelectorAll('.finder tbody tr')]"
SHOWN = f"{ROWS}.filter(row => row.checkVisibility()).map(row => row.cells[0].textContent)"


def enter(browser: Any, field: str, value: str) -> list[str]:
    """Rows that stay when something is entered."""
    browser.run(
        f"{{const field = document.querySelector('.finder-form {field}'); "
        f"field.value = {value}; field.dispatchEvent(new Event('input', {{bubbles: true}}));}} 0"
    )
    rows: list[str] = browser.run(SHOWN)
    return rows


def test_units_are_found_without_diacritics_and_by_state(browser: Any, reports: Path) -> None:
    (index,) = reports.rglob("index.html")
    browser.open(index.as_uri(), width=390)
    everyone = browser.run(SHOWN)
    found = enter(browser, "input", "'DAKRONG'")
    assert [name.rpartition("Đakrông")[1] for name in found] == ["Đakrông"]
    assert "Đang hiện 1 trong" in browser.run("document.querySelector('output').textContent")
    assert enter(browser, "input", "'xyz'") == []
    assert enter(browser, "input", "''") == everyone
    states = browser.run("[...document.querySelectorAll('option')].map(each => each.value)")
    kept = [len(enter(browser, "select", f"'{state}'")) for state in states]
    assert kept[0] == len(everyone)
    assert all(1 <= count <= len(everyone) for count in kept)
