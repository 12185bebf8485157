"""Keys that reach the catalog through the report's own verb, which drops the domain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import display
from analysis.locale import LANGUAGES, message_keys

SOURCES = sorted(Path(display.__file__).parent.glob("*.py"))
BUILT = (
    "chart.fan.",
    "card.base.",
    "goal.pace.",
    "masthead.topic.",
    "status.",
    "table.figures.",
    "unit.counted.",
    "vintage.",
)
"""Beginnings of keys that are put together at run time."""


def strings() -> Iterator[str]:
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def keys_said() -> Iterator[str]:
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr == "say" and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_said_is_translated(language: str) -> None:
    known = message_keys("display", language)

    assert sorted({key for key in keys_said() if f"display.{key}" not in known}) == []


def test_no_translation_is_left_over() -> None:
    named = set(strings())
    known = {key.removeprefix("display.") for key in message_keys("display", "vi")}

    assert sorted(k for k in known if k not in named and not k.startswith(BUILT)) == []
