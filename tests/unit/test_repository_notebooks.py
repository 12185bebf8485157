"""Notebooks hold sentences and short calls; what they compute lives in the package."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
MOST_LINES = 60
MOST_LINES_IN_A_CELL = 4
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read_code(path: Path) -> list[NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_parameters(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


def code_lines(cell: NotebookNode) -> int:
    lines = [line.strip() for line in cell.source.splitlines()]
    return sum(bool(line) and not line.startswith("#") for line in lines)


def test_the_notebooks_of_the_workbook_are_there() -> None:
    stems = {path.stem for path in NOTEBOOKS}

    assert stems >= {"briefing", "synthesis", "poverty", "trained_labour"}


@each_notebook
def test_notebook_is_valid_and_runs_on_the_environment_in_use(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)

    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


@each_notebook
def test_notebook_has_one_parameters_cell_first(path: Path) -> None:
    tagged = [is_parameters(cell) for cell in read_code(path)]

    assert tagged.count(True) == 1
    assert tagged[0]


@each_notebook
def test_parameters_are_typed_and_explained(path: Path) -> None:
    cell = next(cell for cell in read_code(path) if is_parameters(cell))

    for statement in ast.parse(cell.source).body:
        assert isinstance(statement, ast.AnnAssign), ast.unparse(statement)
        last_line = cell.source.splitlines()[statement.end_lineno - 1]
        assert "  # " in last_line, f"no comment for --help-notebook: {last_line}"


@each_notebook
def test_notebook_is_thin(path: Path) -> None:
    cells = read_code(path)
    calls = [code_lines(cell) for cell in cells if not is_parameters(cell)]

    assert sum(map(code_lines, cells)) <= MOST_LINES
    assert max(calls) <= MOST_LINES_IN_A_CELL


@each_notebook
def test_notebook_defines_nothing(path: Path) -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    source = "\n".join(cell.source for cell in read_code(path))

    assert [node for node in ast.walk(ast.parse(source)) if isinstance(node, definitions)] == []


@each_notebook
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    for cell in read_code(path):
        assert cell.outputs == []
        assert cell.execution_count is None
