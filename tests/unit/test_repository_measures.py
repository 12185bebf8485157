"""Short functions, short files, and words only in the catalogs."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
USUAL_FUNCTION_LINES = 30
MOST_FUNCTION_LINES = 60
MOST_FILE_LINES = 300

Function = ast.FunctionDef | ast.AsyncFunctionDef


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstring_node(node: ast.AST) -> ast.Constant | None:
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not body or not isinstance(body[0], ast.Expr):
        return None
    value = body[0].value
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def function_lines(function: Function) -> int:
    """Lines from `def` to the last statement, without the docstring."""
    text = docstring_node(function)
    own = function.end_lineno - function.lineno + 1
    return own - (text.end_lineno - text.lineno + 1 if text else 0)


def functions(paths: list[Path]) -> Iterator[tuple[str, int]]:
    for path in paths:
        for node in ast.walk(parse(path)):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}::{node.name}", function_lines(node)


def test_measure_leaves_out_the_docstring() -> None:
    module = ast.parse(
        'def area(side):\n    """Area.\n\n    Square metres.\n    """\n    return side**2\n'
    )

    assert function_lines(module.body[0]) == 2


def test_no_function_is_long() -> None:
    assert {name: lines for name, lines in functions(SOURCES) if lines > MOST_FUNCTION_LINES} == {}


def test_nine_functions_in_ten_are_short() -> None:
    lengths = dict(functions(SOURCES))
    longer = {name: lines for name, lines in lengths.items() if lines >= USUAL_FUNCTION_LINES}

    assert len(longer) <= len(lengths) / 10, longer


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_FILE_LINES


def is_vietnamese(text: str) -> bool:
    """Whether a text, not a single letter, has a mark that only Vietnamese uses, or a tone."""
    decomposed = unicodedata.normalize("NFD", text)
    return len(text) > 1 and bool(
        re.search(r"[a-zA-Z][\u0300-\u0303\u0306\u0309\u031b\u0323]|[đĐ]", decomposed)
    )


def spoken_literals(module: ast.Module) -> Iterator[str]:
    """String literals that are no documentation (an expression statement is one)."""
    documentation = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            yield node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_vietnamese_words_live_in_the_catalogs(path: Path) -> None:
    assert [text for text in spoken_literals(parse(path)) if is_vietnamese(text)] == []


def test_pages_ask_the_data_set_and_never_its_register() -> None:
    """What is taken from the register past the questions would be missing in a report's key."""
    folders = {"display", "export", "assessment"}
    files = [path for path in SOURCES if folders & set(path.parts)]
    assert files
    assert not [path for path in files if "dataset.register" in path.read_text(encoding="utf-8")]
