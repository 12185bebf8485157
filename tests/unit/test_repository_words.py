"""No word that a reader sees stands in the code: all of them come from the catalogs or the data."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
WORDS = re.compile(r"^[A-Z][a-z]+$|[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}")
MARKUP = re.compile(r'<[a-z/]|="|^\s*#|: (true|false|datetime\()|^#?let |url\(')
OF_OTHER_PROGRAMS = {
    # coordinates and names of Matplotlib
    *("axes fraction", "figure pixels", "offset points", "Date", "Creator"),
    # styles of Word and fonts
    *(
        "After Table",
        "Heading",
        "List Bullet",
        "Small List Bullet",
        "Note Title",
        "Page Number Line",
        "Small Print",
    ),
    *(
        "Table Grid",
        "Table Text",
        "Caption",
        "Normal",
        "Title",
        "Kicker",
        "List",
        "Mark",
        "Verbatim",
    ),
    *("Calibri", "Courier New", "Noto Sans Symbols2", "Times New Roman", "Inter", "Tinos"),
    # the style of a font, a class of Unicode, and classes of markup
    *("Regular", "Cf", "issuer body"),
}
IN_FILES_FOR_MACHINES = {
    # descriptions inside data packages and schemas, which are written in English
    "data/demo/files.py",
    "data/package.py",
    "data/schemas.py",
    # marks that the statistics office writes before a year
    "intake/statistics/figures.py",
    # an answer of one process to another
    "run/preload.py",
    # formats, statuses and days by the names that schedulers give them
    *("schedule/checks.py", "schedule/files.py", "schedule/jupyter.py"),
    "schedule/when.py",
}
LETTERS = {"đ", "[¡-ÿ]"}
"""Spelling rules work on letters, which are no words."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    package = ROOT / "src" / "analysis"
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield path.name, ast.parse("".join(cell["source"]))


def not_shown(tree: ast.Module) -> set[int]:
    """Docstrings, exported names, types of parameters, and what a bug says in its traceback."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            hidden |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Subscript):
            hidden |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.add(id(node.value))
        types = ("TypeVar", "cast")
        is_type = isinstance(node, ast.Call) and getattr(node.func, "id", "") in types
        if is_type or isinstance(node, ast.Raise | ast.Assert):
            hidden |= {id(part) for part in ast.walk(node)}
    return hidden


def shown_words(tree: ast.Module) -> Iterator[str]:
    hidden = not_shown(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in hidden
        ):
            text = node.value
            if VIETNAMESE.search(text) or (WORDS.search(text) and not MARKUP.search(text)):
                yield text


def test_every_word_that_a_reader_sees_is_in_a_catalog() -> None:
    assert [
        f"{place}: {text!r}"
        for place, tree in trees()
        if place not in IN_FILES_FOR_MACHINES
        for text in shown_words(tree)
        if text not in OF_OTHER_PROGRAMS | LETTERS
    ] == []


def test_labels_in_either_language_would_be_found() -> None:
    labels = ["Năm", "Tỷ lệ", "Year", "Needed each year", "poor households"]
    tree = ast.parse("\n".join(f"axes.set_title({label!r})" for label in labels))

    assert list(shown_words(tree)) == labels
