"""Where readers are sent: `latest` never moves back to an earlier day."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.run.events import EditionPublished
from analysis.run.job import Failure, Job, Outcome
from analysis.run.model import Plan
from analysis.run.pipeline import Builder, Pipeline
from analysis.run.pointer import INCOMPLETE, LATEST, read_pointer
from analysis.run.progress import Lines


@pytest.fixture
def make_index() -> object:
    """The real page, made in this process: a child of its own costs seconds."""
    from analysis.run.index import index_page

    return index_page


class Office:
    """Publishes editions of a day into one folder, complete or not."""

    def __init__(self, plan: Plan, output: Path, build: Builder, make_index: object) -> None:
        self.plan, self.output, self._build, self._index = plan, output, build, make_index
        self.dataset = output / plan.folder

    def publish(self, day: str, *, fails: bool = False) -> EditionPublished:
        reports = tuple(
            replace(r, parameters={**r.parameters, "as_of": day}) for r in self.plan.reports
        )

        def builder(job: Job) -> Outcome:
            outcome = self._build(job)
            is_bad = fails and job.parameters["unit"] == "02"
            return replace(outcome, failure=Failure("timeout")) if is_bad else outcome

        plan = replace(self.plan, as_of=day, reports=reports)
        pipeline = Pipeline(plan, self.output, builder=builder, make_index=self._index)  # type: ignore[arg-type]
        return pipeline.run()

    def pointers(self) -> tuple[str | None, str | None]:
        return read_pointer(self.dataset, LATEST), read_pointer(self.dataset, INCOMPLETE)

    def editions(self) -> list[str]:
        return sorted(path.parent.name for path in self.dataset.glob("*/manifest.json"))

    def page(self) -> str:
        return (self.output / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def office(plan: Plan, output: Path, build: Builder, make_index: object) -> Office:
    return Office(plan, output, build, make_index)


def name_of(published: EditionPublished) -> str:
    return Path(published.edition).name


def test_snapshot_of_an_earlier_day_stands_beside_the_latest_and_is_listed(office: Office) -> None:
    latest = office.publish("2025-01-31")
    snapshot = office.publish("2024-01-10")
    page = office.page()
    assert (latest.is_current, snapshot.is_current) == (True, False)
    assert office.pointers() == (name_of(latest), None)
    assert office.editions() == [name_of(snapshot), name_of(latest)]
    assert f'href="published/{name_of(latest)}/briefing_02_vi.pdf"' in page
    assert f'href="published/{name_of(snapshot)}/briefing_01_vi.html"' in page
    assert f"Số liệu đến ngày 10/01/2024, đợt {name_of(snapshot)}: 3 báo cáo" in page
    assert page.index(name_of(latest)) < page.index(name_of(snapshot))


def test_later_day_and_other_figures_of_the_same_day_move_the_pointer(office: Office) -> None:
    first = office.publish("2024-01-10")
    path = office.plan.data_directory / "published" / "02.csv"
    path.write_text("222", encoding="utf-8")
    second = office.publish("2024-01-10")
    path.write_text("02", encoding="utf-8")
    again = office.publish("2024-01-10")
    assert name_of(first) == name_of(again) != name_of(second)
    assert office.pointers() == (name_of(first), None)
    assert f'href="published/{name_of(first)}/briefing_02_vi.pdf"' in office.page()
    assert f"đợt {name_of(second)}: 3 báo cáo" in office.page()
    later = office.publish("2024-01-11")
    assert office.pointers() == (name_of(later), None)
    assert f'href="published/{name_of(later)}/briefing_02_vi.pdf"' in office.page()


def test_snapshot_asked_for_again_changes_no_byte(office: Office) -> None:
    office.publish("2025-01-31")
    office.publish("2024-01-10")
    before = {p: p.stat().st_mtime_ns for p in office.dataset.rglob("*") if p.is_file()}
    before[office.output / "index.html"] = (office.output / "index.html").stat().st_mtime_ns
    office.publish("2024-01-10")
    office.publish("2025-01-31")
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_snapshot_that_fails_leaves_both_pointers_and_goes_when_it_is_made(office: Office) -> None:
    latest = office.publish("2025-01-31")
    broken = office.publish("2025-02-28", fails=True)
    failed = office.publish("2024-01-10", fails=True)
    assert not failed.is_current
    assert office.pointers() == (name_of(latest), name_of(broken))
    assert f"đợt {name_of(failed)}: chưa đủ, có 2 báo cáo" in office.page()
    whole = office.publish("2024-01-10")
    assert office.pointers() == (name_of(latest), name_of(broken))
    assert office.editions() == [name_of(whole), name_of(latest), name_of(broken)]
    assert name_of(failed) not in office.page()


def test_complete_edition_of_a_day_between_keeps_the_later_failure_in_sight(
    office: Office,
) -> None:
    office.publish("2025-01-31")
    broken = office.publish("2025-03-31", fails=True)
    between = office.publish("2025-02-28")
    assert office.pointers() == (name_of(between), name_of(broken))
    made = office.publish("2025-03-31")
    assert office.pointers() == (name_of(made), None)
    assert name_of(broken) not in office.editions()


def test_pointer_to_an_edition_that_was_removed_holds_nothing_back(office: Office) -> None:
    latest = office.publish("2025-01-31")
    for path in Path(latest.edition).iterdir():
        path.unlink()
    Path(latest.edition).rmdir()
    snapshot = office.publish("2024-01-10")
    assert office.pointers() == (name_of(snapshot), None)


def test_run_says_that_the_pointer_stays(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.publish("2025-01-31")
    snapshot = office.publish("2024-01-10")
    Lines(sys.stdout, "vi")(snapshot)
    assert "con trỏ giữ nguyên" in capsys.readouterr().out.splitlines()[-1]
    assert json.loads(Path(snapshot.edition, "manifest.json").read_bytes())["as_of"] == "2024-01-10"
