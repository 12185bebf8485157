import json
from dataclasses import replace
from pathlib import Path

from analysis.run.comparison import Move, compare_editions
from analysis.run.fingerprint import Code
from analysis.run.model import Plan
from analysis.run.pipeline import Builder, Pipeline


def edition(plan: Plan, output: Path, build: Builder, **code: str) -> Path:
    pipeline = Pipeline(plan, output, builder=build)
    pipeline.code = Code(**{**pipeline.code.__dict__, **code})
    return Path(pipeline.run().edition)


def test_same_edition_has_no_moves(plan: Plan, tmp_path: Path, build: Builder) -> None:
    path = edition(plan, tmp_path / "r", build)
    assert compare_editions(path, path).moves == ()
    assert "Không có số nào thay đổi." in list(compare_editions(path, path).lines("vi"))


def test_moved_number_is_told_with_the_data_as_cause(
    plan: Plan, tmp_path: Path, build: Builder
) -> None:
    before = edition(plan, tmp_path / "r", build)
    (plan.data_directory / "published" / "02.csv").write_text("12345", encoding="utf-8")
    after = edition(plan, tmp_path / "r", build)
    comparison = compare_editions(before, after)
    assert comparison.moves == (Move("briefing_02_vi", "rate", 2.0, 5.0, ("data",)),)
    (line,) = list(comparison.lines("vi"))[1:]
    assert "2,00" in line
    assert "5,00" in line
    assert line.endswith("số liệu")
    assert json.loads(json.dumps(comparison.as_json()))["moves"][0]["after"] == 5.0


def test_parameters_are_a_cause_of_their_own_and_reports_may_be_missing(
    plan: Plan, tmp_path: Path, build: Builder
) -> None:
    before = edition(plan, tmp_path / "r", build)
    (plan.data_directory / "published" / "01.csv").write_text("123", encoding="utf-8")
    first, second, _ = plan.reports
    reseeded = replace(first, parameters={**first.parameters, "seed": 2})
    after = edition(replace(plan, reports=(reseeded, second)), tmp_path / "r", build)
    comparison = compare_editions(before, after)
    assert [move.causes for move in comparison.moves] == [("data", "method")]
    assert comparison.only_before == ("briefing_03_vi",)
    assert comparison.only_after == ()
    assert any("Chỉ có trong đợt trước: briefing_03_vi" in x for x in comparison.lines("vi"))


def test_day_of_knowledge_counts_as_data_and_sources_as_code(
    plan: Plan, tmp_path: Path, build: Builder, monkeypatch: object
) -> None:
    before = edition(plan, tmp_path / "r", build)
    manifest = json.loads((before / "manifest.json").read_bytes())
    entry = manifest["reports"][0]
    entry["parameters"]["as_of"] = "2024-01-01"
    entry["parts"]["package"] = "other"
    entry["report"]["numbers"] = {"rate": 2.0, "new": 1.0}
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (move,) = compare_editions(before, other).moves
    assert (move.name, move.before, move.causes) == ("new", None, ("data", "code"))
