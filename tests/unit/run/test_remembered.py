"""A remembered plan is the plan made anew, and is made anew when anything it rests on changes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import ParameterError
from analysis.run import plan as planning
from analysis.run.disk import Workspace
from analysis.run.fingerprint import current_code
from analysis.run.model import Plan, Request
from analysis.run.remembered import PlanMemory

Make = Callable[..., tuple[Plan, bool]]

PARAMETERS = 'unit: str = "467"\nlanguage: str = "vi"\nseed: int = 2030\ndata_directory: str = ""\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "data")


@pytest.fixture
def make(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Plan a request and keep the plan; the second value says whether it was made anew."""
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": PARAMETERS}
    document = {"cells": [cell], "metadata": {"quang_tri_2030": {"scope": "unit"}}}
    (tmp_path / "briefing.ipynb").write_text(json.dumps(document), encoding="utf-8")
    workspace = Workspace(tmp_path / "work")
    workspace.clear()
    calls: list[Request] = []
    make_plan = planning.make_plan
    monkeypatch.setattr(planning, "make_plan", lambda *a: calls.append(a[0]) or make_plan(*a))

    def call(**asked: object) -> tuple[Plan, bool]:
        request = replace(Request(("briefing",), data_directory=str(data)), **asked)
        memory = PlanMemory(request, tmp_path, tmp_path / "cache")
        before = len(calls)
        plan = memory.plan()
        memory.keep(plan, workspace)
        return plan, len(calls) > before

    return call


def test_remembered_plan_is_the_one_made(make: Make) -> None:
    made, is_new = make(given={"seed": "7"})
    again, is_new_again = make(given={"seed": "7"})
    assert (is_new, is_new_again) == (True, False)
    assert again == made
    assert again.reports[0].parameters["seed"] == 7


def test_another_request_has_a_plan_of_its_own(make: Make) -> None:
    make()
    assert make(units=("467",)) != make()
    assert make(units=("467",))[1] is False


def test_changed_data_notebook_or_code_make_the_plan_anew(
    make: Make, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    names = data / "reference" / "units.csv"
    names.write_text(names.read_text("utf-8").replace("Đakrông", "Đa Krông"), encoding="utf-8")
    plan, is_new = make()
    assert is_new
    assert "Đa Krông" in {report.unit_name for report in plan.reports}
    (data / "reference" / "note.txt").write_text("new", encoding="utf-8")
    assert make()[1]
    notebook = tmp_path / "briefing.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("2030", "2031"), encoding="utf-8")
    plan, is_new = make()
    assert is_new
    assert plan.reports[0].notebook.parameter("seed").default == 2031
    other = replace(current_code(), environment="0")
    monkeypatch.setattr("analysis.run.remembered.current_code", lambda: other)
    assert make()[1]
    assert not make()[1]


def test_damaged_memory_is_made_anew(make: Make, tmp_path: Path) -> None:
    make()
    (path,) = (tmp_path / "cache" / "plans").iterdir()
    for text in ("", "{}", path.read_text("utf-8").replace('"slug"', '"sulg"')):
        path.write_text(text, encoding="utf-8")
        assert make()[1]


def test_mistake_is_said_in_full_each_time(make: Make) -> None:
    for _ in range(2):
        with pytest.raises(ParameterError) as caught:
            make(notebooks=("breifing",), units=("999",))
        assert len(caught.value.problems) == 2
