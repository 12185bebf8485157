import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from analysis.run.events import EditionPublished, Event, ReportBuilt, ReportFailed, ReportReused
from analysis.run.failure import OutputError
from analysis.run.fingerprint import Code
from analysis.run.isolation import Usage
from analysis.run.job import PUBLISHED, Failure, Job, Outcome
from analysis.run.model import Plan
from analysis.run.pipeline import Pipeline
from analysis.run.pointer import INCOMPLETE, LATEST, read_pointer
from analysis.run.reach import Sources, read_sources
from analysis.run.verification import find_damage

Builder = Callable[[Job], Outcome]


def run(plan: Plan, output: Path, build: Builder, **changes: Any) -> tuple[EditionPublished, list]:
    """Events of one run; `changes` are set on the pipeline before it starts."""
    events: list[Event] = []
    pipeline = Pipeline(plan, output, 2, notify=events.append, builder=build)
    for name, value in changes.items():
        setattr(pipeline, name, value)
    return pipeline.run(), events


def built(events: list[Event]) -> dict[str, tuple[str, ...]]:
    return {event.slug: event.reasons for event in events if isinstance(event, ReportBuilt)}


def test_first_run_publishes_every_report_with_manifest_and_pointer(
    plan: Plan, output: Path, build: Builder
) -> None:
    published, events = run(plan, output, build)
    folder = Path(published.edition)
    assert {path.name for path in folder.iterdir()} == {
        "SHA256SUMS",
        "manifest.json",
        *(f"briefing_{code}_vi.{end}" for code in ("01", "02", "03") for end in PUBLISHED),
    }
    assert (folder / "briefing_02_vi.html").read_bytes() == b"02html"
    assert read_pointer(output / "published", LATEST) == folder.name
    assert folder.name.startswith("2025-01-31_")
    assert find_damage(folder) == {}
    assert set(built(events).values()) == {("new",)}
    assert (published.built, published.reused, published.failed) == (3, 0, 0)


def test_second_run_builds_nothing_and_changes_no_byte(
    plan: Plan, output: Path, build: Builder
) -> None:
    run(plan, output, build)
    before = {p: p.stat().st_mtime_ns for p in output.rglob("*") if p.is_file()}
    published, events = run(plan, output, build)
    after = {p: p.stat().st_mtime_ns for p in output.rglob("*") if p.is_file()}
    assert (published.built, published.reused) == (0, 3)
    assert sum(isinstance(event, ReportReused) for event in events) == 3
    assert {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)} <= {
        output / ".lock"
    }


def test_changed_figure_rebuilds_only_the_report_that_read_it(
    plan: Plan, output: Path, build: Builder
) -> None:
    run(plan, output, build)
    (plan.data_directory / "published" / "02.csv").write_text("222", encoding="utf-8")
    _, events = run(plan, output, build)
    assert built(events) == {"briefing_02_vi": ("published/02.csv",)}


def test_new_data_file_rebuilds_whatever_reads_from_its_folder(
    plan: Plan, output: Path, build: Builder
) -> None:
    run(plan, output, build)
    (plan.data_directory / "published" / "04.csv").write_text("4", encoding="utf-8")
    _, events = run(plan, output, build)
    assert built(events) == {report.slug: ("published",) for report in plan.reports}


@pytest.mark.parametrize("part", ["package", "messages", "environment"])
def test_changed_code_rebuilds_everything(
    plan: Plan, output: Path, build: Builder, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(plan, output, build)
    code = Code(**{**Pipeline(plan, output).code.__dict__, part: "other"})
    monkeypatch.setattr("analysis.run.pipeline.current_code", lambda: code)
    sources = Sources({}, "other") if part == "package" else read_sources()
    monkeypatch.setattr("analysis.run.pipeline.read_sources", lambda: sources)
    _, events = run(plan, output, build)
    assert built(events) == {report.slug: (part,) for report in plan.reports}


def test_edited_notebook_and_parameter_rebuild_their_reports_only(
    plan: Plan, output: Path, build: Builder
) -> None:
    run(plan, output, build)
    first, second, third = plan.reports
    edited = replace(first, notebook=replace(first.notebook, sha256="other"))
    reseeded = replace(second, parameters={**second.parameters, "seed": 2})
    changed = replace(plan, reports=(edited, reseeded, third))
    _, events = run(changed, output, build)
    assert built(events) == {first.slug: ("notebook",), second.slug: ("parameters",)}


def test_report_is_reused_when_an_ingredient_comes_back(
    plan: Plan, output: Path, build: Builder
) -> None:
    first, _ = run(plan, output, build)
    path = plan.data_directory / "published" / "02.csv"
    path.write_text("222", encoding="utf-8")
    second, _ = run(plan, output, build)
    path.write_text("02", encoding="utf-8")
    third, events = run(plan, output, build)
    assert built(events) == {}
    assert first.edition == third.edition != second.edition


@pytest.mark.parametrize("damage", ["edit", "delete", "record"])
def test_damaged_copy_in_the_store_is_never_reused(
    plan: Plan, output: Path, build: Builder, damage: str
) -> None:
    run(plan, output, build)
    (html,) = [p for p in output.glob(".cache/*/*/report.html") if p.read_bytes() == b"01html"]
    if damage == "edit":
        html.write_bytes(b"forged")
    elif damage == "delete":
        html.unlink()
    else:
        (html.parent / "record.json").write_text("{", encoding="utf-8")
    published, events = run(plan, output, build)
    assert built(events) == {"briefing_01_vi": ("lost",)}
    assert Path(published.edition, "briefing_01_vi.html").read_bytes() == b"01html"


def test_damaged_edition_is_published_again(plan: Plan, output: Path, build: Builder) -> None:
    published, _ = run(plan, output, build)
    page = Path(published.edition, "briefing_01_vi.html")
    page.write_bytes(b"forged")
    again, events = run(plan, output, build)
    assert built(events) == {}
    assert again.edition == published.edition
    assert page.read_bytes() == b"01html"


def failing(build: Builder, codes: set[str], failure: Failure) -> Builder:
    def builder(job: Job) -> Outcome:
        outcome = build(job)
        return replace(outcome, failure=failure) if job.parameters["unit"] in codes else outcome

    return builder


def test_one_failure_leaves_the_others_and_says_why(
    plan: Plan, output: Path, build: Builder
) -> None:
    complete, _ = run(plan, output, build)
    (plan.data_directory / "published" / "03.csv").write_text("3", encoding="utf-8")
    (plan.data_directory / "published" / "02.csv").write_text("2", encoding="utf-8")
    failure = Failure("cell", "ValueError: no figure", 4)
    partial, events = run(plan, output, failing(build, {"02"}, failure))
    manifest = json.loads(Path(partial.edition, "manifest.json").read_bytes())
    index = Path(partial.index).read_text(encoding="utf-8")
    assert [event.slug for event in events if isinstance(event, ReportFailed)] == ["briefing_02_vi"]
    assert [entry["slug"] for entry in manifest["reports"]] == ["briefing_01_vi", "briefing_03_vi"]
    assert "Ô [4] của sổ tay báo lỗi: ValueError: no figure" in manifest["failures"][0]["reason"]
    assert manifest["failures"][0]["reason"] in index
    assert not partial.complete
    assert read_pointer(output / "published", LATEST) == Path(complete.edition).name
    assert Path(complete.edition).is_dir()


def test_next_run_goes_on_from_a_failure_and_removes_the_incomplete_edition(
    plan: Plan, output: Path, build: Builder
) -> None:
    partial, _ = run(plan, output, failing(build, {"02"}, Failure("timeout")))
    complete, events = run(plan, output, build)
    assert built(events) == {"briefing_02_vi": ("new",)}
    assert complete.complete
    assert not Path(partial.edition).exists()
    assert read_pointer(output / "published", INCOMPLETE) is None
    assert Path(partial.edition).name not in Path(complete.index).read_text(encoding="utf-8")


def test_failed_report_keeps_its_log_and_notebook(plan: Plan, output: Path, build: Builder) -> None:
    _, events = run(plan, output, failing(build, {"01"}, Failure("memory")))
    (failed,) = [event for event in events if isinstance(event, ReportFailed)]
    assert Path(failed.log).read_text(encoding="utf-8") == "printed\n"
    assert Path(failed.log).with_suffix(".ipynb").read_bytes() == b"01ipynb"
    assert "2,0 GB" in failed.reason


def test_data_that_change_while_a_report_is_built_make_it_fail(
    plan: Plan, output: Path, build: Builder
) -> None:
    def builder(job: Job) -> Outcome:
        outcome = build(job)
        return replace(outcome, summary={"inputs": {"published/01.csv": "seen otherwise"}})

    published, events = run(plan, output, builder)
    assert published.failed == 3
    assert all("thay đổi trong khi chạy" in e.reason for e in events if isinstance(e, ReportFailed))


def test_secret_in_a_page_stops_the_report_and_is_hidden_in_logs(
    plan: Plan, output: Path, build: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "hunter2")
    first = plan.reports[0]
    secret = replace(first, parameters={**first.parameters, "token": "env:API_TOKEN"})

    def builder(job: Job) -> Outcome:
        artefacts = {**build(job).artefacts, "html": b"token hunter2", "ipynb": b"hunter2"}
        return replace(build(job), artefacts=artefacts, log="hunter2")

    published, events = run(replace(plan, reports=(secret,)), output, builder)
    (failed,) = [event for event in events if isinstance(event, ReportFailed)]
    assert "tham số token" in failed.reason
    assert published.failed == 1
    files = [path for path in output.rglob("*") if path.is_file()]
    assert not [path for path in files if b"hunter2" in path.read_bytes()]


def test_same_inputs_give_the_same_bytes_in_another_folder(
    plan: Plan, output: Path, build: Builder
) -> None:
    def slower(job: Job) -> Outcome:
        return replace(build(job), usage=Usage(99.0, 99))

    first, _ = run(plan, output, build)
    second, _ = run(plan, output.with_name("other"), slower)
    names = sorted(path.name for path in Path(first.edition).iterdir())
    for name in names:
        assert Path(first.edition, name).read_bytes() == Path(second.edition, name).read_bytes()


def test_second_run_on_the_same_folder_is_refused(plan: Plan, output: Path, build: Builder) -> None:
    output.mkdir()
    with FileLock(output / ".lock"), pytest.raises(OutputError, match="một lần chạy khác"):
        run(plan, output, build)


def test_full_disk_is_one_sentence_and_keeps_the_last_edition(
    plan: Plan, output: Path, build: Builder
) -> None:
    published, _ = run(plan, output, build)
    (plan.data_directory / "published" / "02.csv").write_text("2", encoding="utf-8")

    def full(_: Job) -> Outcome:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError) as caught:
        run(plan, output, full)
    assert len(str(caught.value).splitlines()) == 1
    assert "Ổ đĩa đã đầy" in str(caught.value)
    assert find_damage(Path(published.edition)) == {}


def test_output_that_is_a_file_is_one_sentence(plan: Plan, output: Path, build: Builder) -> None:
    output.write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="không phải thư mục"):
        run(plan, output, build)


def test_folder_of_all_reports_can_be_moved(plan: Plan, output: Path, build: Builder) -> None:
    run(plan, output, build)
    moved = output.with_name("moved")
    shutil.move(output, moved)
    published, events = run(plan, moved, build)
    assert built(events) == {}
    assert str(moved.name) not in Path(published.index).read_text(encoding="utf-8")
