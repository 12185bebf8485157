"""The preloaded engine writes the notebook that stock Papermill writes, apart from times."""

from __future__ import annotations

import sys
from ast import literal_eval
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from analysis.run.isolation import ChildKilledError

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PARAMETERS = {"unit": "467"}
EARLY = {"track_record": {"as_of": "2013-12-31"}}
"""A day before which little was known, for the notebook that replays every day of the past."""
TIMES = ("start_time", "end_time", "duration")

CELLS: dict[str, str] = {
    "result": "1 + 1",
    "streams": "import sys\nprint('a')\nprint('b', file=sys.stderr)",
    "unit is text": "unit",
    "rich": "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))",
    "update": "handle = display(HTML('x'), display_id='q')\nhandle.update(HTML('y'))",
    "clear": "from IPython.display import clear_output\nprint('x')\nclear_output()\nprint('y')",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "inline magic": "%matplotlib inline\nplt.plot([3, 1]);",
    "await": "import asyncio\nawait asyncio.sleep(0)\n'waited'",
    "class": "class A: pass\nimport pickle\nlen(pickle.dumps(A()))",
    "warning": "import warnings\nwarnings.warn('careful')",
    "logging": "import logging\nlogging.getLogger('x').warning('careful')",
    "shell": "!echo hello",
    "help": "?len",
    "suppressed": "1 + 1;",
    "main": "__name__",
    "interpreter": "import sys\nsys.executable, sys.prefix",
}


def sample(*sources: str) -> Any:
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
    )
    parameters = nbformat.v4.new_code_cell('unit: str = "01"')
    parameters.metadata.tags = ["parameters"]
    text = nbformat.v4.new_markdown_cell("# Text")
    notebook.cells = [text, parameters, *map(nbformat.v4.new_code_cell, sources)]
    return notebook


def execute(path: Path, engine: str | None, folder: Path, **options: Any) -> Any:
    target = folder / f"{engine}.ipynb"
    parameters = PARAMETERS | EARLY.get(path.stem, {})
    papermill.execute_notebook(
        path, target, parameters, engine_name=engine, progress_bar=False, **options
    )
    return nbformat.read(target, as_version=4)


def timeless(notebook: Any) -> Any:
    """Notebook without times, random identifiers, its own path, and process numbers in paths."""
    for name in (*TIMES, "input_path", "output_path"):
        notebook.metadata.papermill.pop(name, None)
    for cell in notebook.cells:
        cell.pop("id", None)
        cell.metadata.pop("execution", None)
        for name in TIMES:
            cell.metadata.get("papermill", {}).pop(name, None)
        cell["outputs"] = [_joined(output) for output in cell.get("outputs", [])]
    return notebook


def _joined(output: Any) -> Any:
    if output.output_type == "stream" and "ipykernel_" in output.text:
        output.text = output.text.partition(": ")[2]
    return output


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    folder = tmp_path_factory.mktemp("pair")
    path = folder / "sample.ipynb"
    nbformat.write(sample(*CELLS.values()), path)
    return tuple(timeless(execute(path, engine, folder)) for engine in (None, "preloaded"))  # type: ignore[return-value]


@pytest.mark.parametrize("index", range(len(CELLS)), ids=list(CELLS))
def test_cell_has_the_outputs_of_a_stock_run(pair: tuple[Any, Any], index: int) -> None:
    stock, ours = (notebook.cells[index + 3] for notebook in pair)
    assert ours == stock


def test_metadata_are_those_of_a_stock_run(pair: tuple[Any, Any]) -> None:
    stock, ours = pair
    assert ours.metadata == stock.metadata
    assert [cell.cell_type for cell in ours.cells] == [cell.cell_type for cell in stock.cells]
    assert ours.metadata.kernelspec.name == "python3"


def test_notebooks_run_with_the_interpreter_of_the_package(pair: tuple[Any, Any]) -> None:
    for notebook in pair:
        said = notebook.cells[list(CELLS).index("interpreter") + 3].outputs[0].data["text/plain"]
        assert literal_eval(said) == (sys.executable, sys.prefix)


def test_failed_notebook_is_the_one_of_a_stock_run(tmp_path: Path) -> None:
    path = tmp_path / "sample.ipynb"
    nbformat.write(sample("x = 0", "1 / x", "'never'"), path)
    for engine in (None, "preloaded"):
        with pytest.raises(PapermillExecutionError, match="division by zero"):
            execute(path, engine, tmp_path)
    stock, ours = (
        timeless(nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4))
        for engine in (None, "preloaded")
    )
    assert ours == stock


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_our_notebooks_are_those_of_a_stock_run(path: Path, tmp_path: Path) -> None:
    stock, ours = (timeless(execute(path, engine, tmp_path)) for engine in (None, "preloaded"))
    assert ours.cells == stock.cells
    assert ours.metadata == stock.metadata


def test_runs_one_after_another_share_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sample.ipynb"
    nbformat.write(sample("import json\nseen = hasattr(json, 'left')\njson.left = 1\nseen"), path)
    for _ in range(2):
        ours = execute(path, "preloaded", tmp_path)
        assert ours.cells[-1].outputs[0].data["text/plain"] == "False"


def test_whole_notebook_has_a_limit_of_time(tmp_path: Path) -> None:
    path = tmp_path / "sample.ipynb"
    nbformat.write(sample("import time", "time.sleep(600)"), path)
    with pytest.raises(ChildKilledError, match="timeout"):
        execute(path, "preloaded", tmp_path, wall_seconds=5)
