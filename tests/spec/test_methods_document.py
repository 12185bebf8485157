"""The manual of methods is the one these tests write."""

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def manual():
    return runpy.run_path(str(FOLDER / "render.py"))


def test_document_is_up_to_date(manual):
    written = manual["DOCUMENT"].read_text(encoding="utf-8")

    assert written == manual["document"](), "run `make docs`"


def test_every_rule_has_a_chapter(manual):
    rules = {
        path.stem.removeprefix("test_")
        for path in FOLDER.glob("test_*.py")
        if "TABLE = " in path.read_text(encoding="utf-8")
    }

    assert rules - {"methods_document"} == set(manual["CHAPTERS"])
