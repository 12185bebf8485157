"""Runs the cells of notebooks and prints the sources of the package that each of them called.

A program of its own, so that it can fork: data are read and projected once, which counts for all,
and each notebook has a child. What runs only because a module is imported is not counted.
Arguments: notebooks. Prints paths below the package by notebook.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from types import CodeType

from analysis import data, display
from analysis.run.fingerprint import PACKAGE

ENDED_WELL = 0


def called(work: Callable[[], None]) -> set[str]:
    """Sources of the package of which some work calls a function."""
    with Profile(builtins=False, subcalls=False) as profile:
        work()
    codes = (entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType))
    files = {Path(code.co_filename) for code in codes if code.co_name != "<module>"}
    sources = (file for file in files if file.suffix == ".py" and file.is_relative_to(PACKAGE))
    return {source.relative_to(PACKAGE).as_posix() for source in sources}


def prepare() -> None:
    """Read and project what the notebooks read and project as they stand."""
    published = data.load_dataset("published")
    for family in published.description.families:
        display.outlooks(published, family, method="pooled_trend", horizon=0, seed=2030)


def run(notebook: Path) -> None:
    """Run the cells of a notebook and show what they give."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            _run_cell("".join(cell["source"]), names)


def _run_cell(source: str, names: dict[str, object]) -> None:
    lines = ast.parse(source)
    last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
    exec(compile(lines, "cell", "exec"), names)  # noqa: S102
    if isinstance(last, ast.Expr):
        given = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
        if isinstance(given, display.Element):
            given._repr_mimebundle_()


def called_in_a_child(notebook: Path) -> list[str]:
    """Sources that a notebook calls in a process that ends with it: none profits from another."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(sorted(called(lambda: run(notebook)))).encode())
        os._exit(ENDED_WELL)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    if os.waitpid(child, 0)[1] != ENDED_WELL:
        sys.exit(f"{notebook.name} failed")
    found: list[str] = json.loads(content)
    return found


def main(notebooks: list[str]) -> None:
    prepared = called(prepare)
    found = {name: sorted(prepared.union(called_in_a_child(Path(name)))) for name in notebooks}
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
