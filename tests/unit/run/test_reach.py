"""A changed module makes anew the reports that can reach it, and no others."""

from __future__ import annotations

import json
import os
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
    assert {"display/report.py", "data/load.py", "export/docx.py", "run/engine.py"} <= reached


def test_change_of_what_is_reached_is_another_digest_and_of_nothing_else(sources: Sources) -> None:
    text = NOTEBOOKS[0].read_text(encoding="utf-8")
    assert changed(sources, "schedule/when.py").digest(text) == sources.digest(text)
    assert changed(sources, "display/fan_chart.py").digest(text) != sources.digest(text)


def test_change_of_a_part_of_pages_makes_anew_the_notebooks_that_show_it(sources: Sources) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in NOTEBOOKS}

    def made_anew(path: str) -> set[str]:
        other = changed(sources, path)
        return {name for name, text in texts.items() if other.digest(text) != sources.digest(text)}

    assert made_anew("display/plan_board.py") == {"plan_tracker"}
    assert made_anew("display/submission_board.py") == {"submissions"}
    assert made_anew("display/synthesis/tasks.py") == {"synthesis"}
    assert made_anew("display/fan_chart.py") == {
        "briefing",
        "poverty",
        "synthesis",
        "trained_labour",
    }
    assert made_anew("display/report.py") == made_anew("display/__init__.py") == texts.keys()


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
        ["globals()[name].draw()"],
        ["import sys", "sys.modules[name].draw()"],
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


PASSING_ON = {
    "__init__.py": "",
    "p/__init__.py": """'Names.'
from analysis.p.a import f, g
from analysis.p.b import h
from analysis.p.q import k
__all__ = ['f', 'g', 'h', 'k']
""",
    "p/a.py": "",
    "p/b.py": "from analysis.p.own import x",
    "p/own.py": "",
    "p/hidden.py": "",
    "p/q/__init__.py": "from analysis.p.q.c import k, l",
    "p/q/c.py": "",
    "p/q/d.py": "",
    "other.py": "from analysis import p as show",
}
ALL = {"p/a.py", "p/b.py", "p/own.py", "p/q/__init__.py", "p/q/c.py"}


@pytest.mark.parametrize(
    ("lines", "reached"),
    [
        (["from analysis.p import f"], {"p/a.py"}),
        (["from analysis.p import (  \n    f,\n    h as y,\n)"], {"p/a.py", "p/b.py", "p/own.py"}),
        (["from analysis.p import k; k()"], {"p/q/__init__.py", "p/q/c.py"}),
        (["from analysis.p import hidden"], {"p/hidden.py"}),
        (["from analysis.p.q import d  # notes"], {"p/q/__init__.py", "p/q/d.py"}),
        (["from analysis import p as show", "show.f(show . g)"], {"p/a.py"}),
        (["from analysis import p", "p.h(1)"], {"p/b.py", "p/own.py"}),
        (["from analysis import \\\n    p as show", "show.f()"], {"p/a.py"}),
        (["from analysis import p as show"], set()),
        (["from analysis import p as show", "show.hidden.x()"], {"p/hidden.py"}),
        (["from analysis import p as show", "show.q.k()"], {"p/q/__init__.py", "p/q/c.py"}),
        (["from analysis.p import q as z", "z.k()"], {"p/q/__init__.py", "p/q/c.py"}),
        (["from analysis.other import show", "show.f()"], {"other.py", *ALL}),
        (["from analysis.p import unknown"], ALL),
        (["from analysis.p import *"], ALL),
        (["from analysis.p import f  and so on"], ALL),
        (["from analysis import p as show", "show.unknown()"], ALL),
        (["from analysis import p as show", "getattr(show, name)()"], ALL),
        (["from analysis import p as show", "other = show", "other.f()"], ALL),
        (["from analysis import p as show", "vars()['show'].f()"], ALL),
        (["from analysis import p as show", "show.f()", "show.__dict__"], ALL),
        (["import analysis.p", "analysis.p.f()"], ALL),
        (["import analysis.p as show", "show.f()"], ALL),
        (["load('analysis.p')"], ALL),
        (["load('analysis.p.f')"], {"p/a.py"}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_package_that_passes_names_on_leads_to_what_is_taken_from_it(
    lines: Sequence[str], reached: set[str]
) -> None:
    always = {"__init__.py", "p/__init__.py"}
    assert Sources(PASSING_ON).reached_by(notebook(*lines)) == reached | always


@pytest.mark.parametrize(
    "more",
    [
        "it breaks off (",
        "register(f)",
        "from analysis.p.a import f as e",
        "from . import a",
        "x = 1",
        "import os",
    ],
)
def test_package_that_does_more_than_pass_names_on_leads_to_all_it_names(more: str) -> None:
    package = {**PASSING_ON, "p/__init__.py": f"{PASSING_ON['p/__init__.py']}{more}\n"}
    assert Sources(package).reached_by(notebook("from analysis.p import f")) >= ALL


@pytest.mark.skipif(os.name != "posix", reason="forks")
def test_every_source_that_a_page_really_calls_is_reached(sources: Sources) -> None:
    """No report is reused though a source has changed of which it would call a function."""
    # The replay of years behind the track record takes a minute where nothing of it is kept.
    paths = [str(path) for path in NOTEBOOKS if path.stem != "track_record"]
    program = Path(__file__).with_name("called_by_notebooks.py")
    done = subprocess.run(
        [sys.executable, program, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    called = {name: set(files) for name, files in json.loads(done.stdout).items()}
    assert called.keys() == set(paths)
    for name, files in called.items():
        assert {"display/report.py", "display/masthead.py", "data/load.py"} & files
        assert files <= sources.reached_by(Path(name).read_text(encoding="utf-8")), name
