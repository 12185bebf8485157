"""What is worked out once for all reports, and that no report can tell the difference."""

import json
import os
from dataclasses import replace

import pytest

from analysis.data import load_dataset
from analysis.display import outlooks
from analysis.run.model import Plan
from analysis.run.notebook import Notebook
from analysis.run.parameters import read_parameters
from analysis.run.shared import SHARED_VARIABLE, announce_shared, shared_questions

PROJECTING = 'unit: str = "1"\nmethod: str = "pooled_trend"\nhorizon: int = 0\nseed: int = 2030\n'


@pytest.fixture
def projecting(plan: Plan, notebook: Notebook) -> Plan:
    asking = replace(notebook, parameters=read_parameters(PROJECTING))
    return replace(plan, reports=tuple(replace(r, notebook=asking) for r in plan.reports))


def test_reports_that_differ_in_unit_alone_ask_one_question(projecting: Plan) -> None:
    assert shared_questions(projecting) == [
        {
            "dataset": "published",
            "level": "",
            "as_of": "2025-01-31",
            "period": "",
            "directory": str(projecting.data_directory),
            "language": "vi",
            "projection": {"method": "pooled_trend", "horizon": 0, "seed": 1},
        }
    ]


def test_each_method_is_a_question_of_its_own(projecting: Plan) -> None:
    first, *others = projecting.reports
    other = replace(first, parameters={**first.parameters, "method": "ets"})
    found = shared_questions(replace(projecting, reports=(other, *others)))
    assert [question["projection"]["method"] for question in found] == ["ets", "pooled_trend"]


def test_notebook_that_projects_nothing_asks_for_the_data_alone(plan: Plan) -> None:
    assert [question["projection"] for question in shared_questions(plan)] == [{}]


def test_questions_are_told_as_json(projecting: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED_VARIABLE, "[]")
    announce_shared(projecting)
    assert json.loads(os.environ[SHARED_VARIABLE]) == shared_questions(projecting)


def test_answers_are_kept_by_the_bytes_of_the_data_and_the_question() -> None:
    first, second = load_dataset("published"), load_dataset("published")
    earlier = load_dataset("published", as_of="2024-06-30")
    asked = {"method": "hierarchical_random_walk", "seed": 7}
    answer = outlooks(first, "poverty", **asked)
    assert outlooks(second, "poverty", **asked) is answer
    assert outlooks(first, "poverty", **asked, horizon=first.horizon) is answer
    assert outlooks(first, "poverty", **{**asked, "seed": 8}) is not answer
    assert outlooks(earlier, "poverty", **asked) is not answer
    assert outlooks(first, "trained_labour", **asked) is not answer
