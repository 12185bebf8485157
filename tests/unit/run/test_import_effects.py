"""Importing a module only defines what is in it: no report rests on one that it does not call."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence

import pytest

from analysis.run.reach import read_sources

SOURCES = read_sources()
PARTS_OF_PAGES = "'analysis.assessment analysis.data analysis.display analysis.projection'"

HAS_EFFECTS = {
    "run/preload.py": "prepares the process that it is imported in; every report reaches it",
    "cli.py": "adds the commands to the command; no report reaches it",
}
FORGETS_ITS_OWN = "os.register_at_fork(after_in_child=_font.cache_clear)"
"""After a fork a module forgets what it keeps itself."""

PLAIN_DECORATORS = {
    "abstractmethod",
    "asked",
    "cache",
    "cached_property",
    "classmethod",
    "contextmanager",
    "dataclass",
    "default",
    "lru_cache",
    "overload",
    "property",
    "staticmethod",
}
"""Decorators that enter what they decorate nowhere."""


def bodies(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """What runs when a module is imported, also in its conditions and classes."""
    for statement in statements:
        yield statement
        if isinstance(statement, ast.If) and not is_guard(statement):
            yield from bodies([*statement.body, *statement.orelse])
        if isinstance(statement, ast.ClassDef):
            yield from bodies(statement.body)


def is_guard(statement: ast.If) -> bool:
    """Whether what follows runs only for types or where the module is the program."""
    return ast.unparse(statement.test) in ("TYPE_CHECKING", "__name__ == '__main__'")


def defines_only(statement: ast.stmt, own: set[str]) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.FunctionDef() | ast.ClassDef() | ast.If():
            return True
        case ast.Expr(ast.Constant()) | ast.AnnAssign(target=ast.Name()) | ast.Pass():
            return True
        case ast.Assign(targets=targets):
            return all(isinstance(target, ast.Name) for target in parts_of(targets))
        case ast.AugAssign(target=ast.Name(name)):
            return name in own
    return ast.unparse(statement) == FORGETS_ITS_OWN


def parts_of(targets: Sequence[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def assigned_in(statements: Sequence[ast.stmt]) -> set[str]:
    assignments = (s for s in statements if isinstance(s, ast.Assign))
    return {t.id for s in assignments for t in parts_of(s.targets) if isinstance(t, ast.Name)}


@pytest.mark.parametrize("path", sorted(SOURCES.texts.keys() - HAS_EFFECTS))
def test_import_only_defines(path: str) -> None:
    statements = list(bodies(ast.parse(SOURCES.texts[path]).body))
    own = assigned_in(statements)
    others = [ast.unparse(s) for s in statements if not defines_only(s, own)]
    assert others == []


def test_what_pages_are_made_of_is_entered_nowhere_by_a_decorator() -> None:
    cell = {"cell_type": "code", "source": PARTS_OF_PAGES}
    reached = SOURCES.reached_by(json.dumps({"cells": [cell]}))
    assert "display/plan_board.py" in reached
    assert "display/small_multiples.py" in reached
    found = set()
    for path in reached:
        for statement in bodies(ast.parse(SOURCES.texts[path]).body):
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                found |= {ast.unparse(d).partition("(")[0] for d in statement.decorator_list}
    assert found <= PLAIN_DECORATORS
