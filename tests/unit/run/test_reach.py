"""A changed module makes anew the reports that can reach it, and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.cli import NOTEBOOK_DIRECTORY
from analysis.run.reach import Sources, read_sources

NOTEBOOKS = sorted(NOTEBOOK_DIRECTORY.glob("*.ipynb"))


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources()


def notebook(*lines: str) -> str:
    cells = [{"cell_type": "code", "source": f"{line}\n"} for line in lines]
    return json.dumps({"cells": cells})


def changed(sources: Sources, path: str) -> Sources:
    assert path in sources.texts
    return replace(sources, texts={**sources.texts, path: sources.texts[path] + "\n# changed\n"})


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_takes_in_forms_or_plans_timers_is_no_part_of_a_report(
    sources: Sources, path: Path
) -> None:
    reached = sources.reached_by(path.read_text(encoding="utf-8"))
    others = {"intake/form.py", "schedule/when.py", "run/mail.py", "run/index.py", "cli.py"}
    assert others <= sources.texts.keys() - reached
    assert {"display/fan_chart.py", "data/load.py", "export/docx.py", "run/engine.py"} <= reached


def test_change_of_what_is_reached_is_another_digest_and_of_nothing_else(sources: Sources) -> None:
    text = NOTEBOOKS[0].read_text(encoding="utf-8")
    assert changed(sources, "schedule/when.py").digest(text) == sources.digest(text)
    assert changed(sources, "display/fan_chart.py").digest(text) != sources.digest(text)


def test_notebook_that_shows_nothing_does_not_rest_on_what_draws(sources: Sources) -> None:
    text = notebook("from analysis.data.workdays import is_working_day")
    reached = sources.reached_by(text)
    assert "data/workdays.py" in reached
    assert "intake/form.py" not in reached


@pytest.mark.parametrize(
    "lines",
    [
        ["import importlib", "importlib.import_module(name)"],
        ["%run other.ipynb"],
        ["!workbook run"],
        ["import analysis"],
        ["import analysis as a"],
        ["exec(code)"],
    ],
    ids=str,
)
def test_notebook_that_may_reach_what_it_does_not_name_rests_on_everything(
    sources: Sources, lines: Sequence[str]
) -> None:
    assert sources.reached_by(notebook(*lines)) == set(sources.texts)
    assert sources.reached_by("no notebook") == set(sources.texts)


def test_names_in_several_lines_in_strings_and_of_other_files_count() -> None:
    package = {
        "__init__.py": "",
        "a/__init__.py": "",
        "a/b.py": "from analysis.a import (\n    c,\n    x as y,\n)",
        "a/c.py": "load('analysis.d')",
        "d.py": "def late():\n    import analysis.e.f",
        "e/__init__.py": "from analysis.g import *",
        "e/f.py": "",
        "g.py": "",
        "h.py": "from . import a",
        "i.py": "",
    }
    reached = Sources(package).reached_by(notebook("from analysis.a.b import x"))
    assert reached == set(package) - {"h.py", "i.py"}
    assert Sources(package).reached_by(notebook("from analysis import h")) == set(package)
    assert Sources(package, "css").digest("") != Sources(package, "other css").digest("")


def test_every_module_that_a_page_really_loads_is_reached(sources: Sources) -> None:
    """Whatever cells load late, the names that they load it by stand in the sources."""
    path = NOTEBOOK_DIRECTORY / "briefing.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [f"{''.join(cell['source'])}\n" for cell in cells if cell["cell_type"] == "code"]
    said = "import sys; print(*sorted(n for n in sys.modules if n.startswith('analysis')))"
    done = subprocess.run(
        [sys.executable, "-c", "".join(code) + said], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()
    reached = sources.reached_by(path.read_text(encoding="utf-8"))
    places = {name.partition(".")[2].replace(".", "/") for name in loaded}
    files = {f"{p}.py" if f"{p}.py" in sources.texts else f"{p}/__init__.py" for p in places if p}
    assert "display/unit_map.py" in files
    assert files <= reached
