"""The table of complaints names tests that exist, one row for each of the 36 threads."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "threads.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \|.*$", TABLE, flags=re.MULTILINE)
TESTS = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE)


def test_every_thread_has_its_row() -> None:
    assert [int(row) for row in ROWS] == list(range(1, 37))


def test_every_test_named_exists() -> None:
    assert len(TESTS) >= len(ROWS)
    missing = [
        f"{path}::{name}"
        for path, name in TESTS
        if not (ROOT / path).is_file()
        or f"def {name or 'test_'}" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert not missing
