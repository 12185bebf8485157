import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data import load_dataset
from analysis.errors import ParameterError
from analysis.run.model import Plan, Request
from analysis.run.plan import ascii_name, make_plan

PARAMETERS = """dataset: str = "published"
unit: str = "467"
as_of: str = ""
level: str = ""
language: str = "vi"
method: str = "hierarchical_random_walk"
horizon: int = 0
seed: int = 2030
data_directory: str = ""
"""


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    for name, scope in (("briefing", "unit"), ("synthesis", "total"), ("quality", "dataset")):
        cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": PARAMETERS}
        document = {"cells": [cell], "metadata": {"quang_tri_2030": {"scope": scope}}}
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def slugs(plan: Plan) -> list[str]:
    return [report.slug for report in plan.reports]


def test_title_of_a_plan_names_the_period_looked_back_on(notebooks: Path) -> None:
    document = json.loads((notebooks / "quality.ipynb").read_text("utf-8"))
    document["cells"][0]["source"] = PARAMETERS + 'period: str = ""\n'
    (notebooks / "quality.ipynb").write_text(json.dumps(document), encoding="utf-8")

    plan = make_plan(Request(("quality",), period="2024-H1"), notebooks)

    assert plan.title.endswith(", kỳ 6 tháng đầu năm 2024")


def test_all_units_are_ten_districts_and_one_province(notebooks: Path) -> None:
    plan = make_plan(Request(("briefing", "synthesis")), notebooks)
    assert len(plan.reports) == 11
    assert slugs(plan)[-1] == "synthesis_45_quang_tri_vi"
    assert "briefing_467_dakrong_vi" in slugs(plan)
    assert len(set(slugs(plan))) == 11


@pytest.mark.parametrize(
    ("level", "count", "whole"),
    [
        ("unit2025", 37, "synthesis_45_quang_tri_vi"),
        ("province", 2, "synthesis_44-2025_quang_tri_vi"),
    ],
)
def test_grid_follows_the_level(notebooks: Path, level: str, count: int, whole: str) -> None:
    for request in (
        Request(("briefing", "synthesis"), level=level),
        Request(("briefing", "synthesis"), given={"level": level}),
    ):
        plan = make_plan(request, notebooks)
        assert (len(plan.reports), slugs(plan)[-1]) == (count + 1, whole)
        assert {report.parameters["level"] for report in plan.reports} == {level}
        assert plan.folder == f"published-{level}"


def test_units_of_2025_are_listed_by_their_official_names(notebooks: Path) -> None:
    plan = make_plan(Request(("briefing",), units=("19333-2025",), level="unit2025"), notebooks)
    assert [report.unit_name for report in plan.reports] == ["Phường Đông Hà"]


def test_named_units_leave_the_others_and_the_province_out(notebooks: Path) -> None:
    plan = make_plan(Request(("briefing", "synthesis"), units=("467", "464")), notebooks)
    assert slugs(plan) == ["briefing_467_dakrong_vi", "briefing_464_vinh_linh_vi"]


def test_named_province_gets_the_notebook_of_the_whole_only(notebooks: Path) -> None:
    plan = make_plan(Request(("briefing", "synthesis"), units=("45",)), notebooks)
    assert slugs(plan) == ["synthesis_45_quang_tri_vi"]
    plan = make_plan(Request(("briefing",), units=("45",)), notebooks)
    assert slugs(plan) == ["briefing_45_quang_tri_vi"]


def test_notebook_of_the_data_set_runs_once_a_language(notebooks: Path) -> None:
    plan = make_plan(Request(("quality",), languages=("vi", "en")), notebooks)
    assert slugs(plan) == ["quality_vi", "quality_en"]
    assert plan.reports[0].unit is None


def test_every_parameter_is_resolved_before_anything_runs(notebooks: Path) -> None:
    plan = make_plan(Request(("briefing",), units=("467",)), notebooks)
    assert plan.reports[0].parameters == {
        "dataset": "published",
        "unit": "467",
        "as_of": load_dataset("published").as_of.isoformat(),
        "level": "district",
        "language": "vi",
        "horizon": 2030,
        "data_directory": "",
    }


def test_several_methods_are_scenarios_with_names_of_their_own(notebooks: Path) -> None:
    request = Request(("briefing",), units=("467",), methods=("hierarchical_random_walk",))
    (report,) = make_plan(request, notebooks).reports
    assert report.parameters["method"] == "hierarchical_random_walk"
    assert report.slug == "briefing_467_dakrong_vi"


def test_everything_wrong_is_said_at_once(notebooks: Path) -> None:
    request = Request(
        ("briefing",),
        units=("999", "467"),
        languages=("vn",),
        methods=("arima",),
        given={"seeed": "1", "horizon": "soon"},
    )
    with pytest.raises(ParameterError) as caught:
        make_plan(request, notebooks)
    where = [problem.where for problem in caught.value.problems]
    assert sorted(where) == ["horizon", "language", "method", "seeed", "unit"]
    assert "Gần nhất: seed" in str(caught.value)


def test_day_in_the_future_is_refused_with_the_rest(notebooks: Path) -> None:
    request = Request(("briefing",), as_of="2999-01-01", given={"seed": "x"})
    with pytest.raises(ParameterError) as caught:
        make_plan(request, notebooks)
    assert {problem.where for problem in caught.value.problems} == {"as_of", "seed"}


def test_plan_without_reports_says_what_to_do(notebooks: Path) -> None:
    with pytest.raises(ParameterError, match="--units all"):
        make_plan(Request(("synthesis",), units=("467",)), notebooks)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Đakrông", "dakrong"), ("TX. Quảng Trị", "tx_quang_tri"), ("Cồn Cỏ", "con_co")],
)
def test_names_in_ascii(name: str, expected: str) -> None:
    assert ascii_name(name) == expected


def test_every_file_of_invented_figures_says_so_in_its_name(notebooks: Path) -> None:
    request = Request(("briefing", "synthesis", "quality"), dataset="demo")
    plan = make_plan(request, notebooks)
    assert plan.is_demo
    assert all(slug.startswith("demo_") for slug in slugs(plan))
    assert not make_plan(replace(request, dataset="published"), notebooks).is_demo
