"""SOURCE_DATE_EPOCH changes the bytes of a file, so it decides what may be reused."""

import multiprocessing.forkserver
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from analysis.errors import ParameterError
from analysis.run.attempt import build_isolated
from analysis.run.events import ReportBuilt
from analysis.run.job import Job, Outcome
from analysis.run.model import Plan
from analysis.run.moment import SOURCE_DATE, forget_blank_moment, source_date
from analysis.run.pipeline import Pipeline


@pytest.fixture(autouse=True)
def _no_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOURCE_DATE, raising=False)


@pytest.fixture
def dated(build: Callable[[Job], Outcome]) -> Callable[[Job], Outcome]:
    """Builder whose PDF holds the moment it was told, as the real one does."""

    def make(job: Job) -> Outcome:
        outcome = build(job)
        return replace(outcome, artefacts={**outcome.artefacts, "pdf": job.source_date.encode()})

    return make


def test_other_moment_rebuilds_every_report_and_the_first_one_comes_back(
    plan: Plan,
    output: Path,
    dated: Callable[[Job], Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(moment: str) -> tuple[bytes, set[str], set[tuple[str, ...]]]:
        monkeypatch.setenv(SOURCE_DATE, moment)
        events: list[object] = []
        edition = Pipeline(plan, output, notify=events.append, builder=dated).run().edition
        built = [event for event in events if isinstance(event, ReportBuilt)]
        page = Path(edition, "briefing_01_vi.pdf").read_bytes()
        return page, {event.slug for event in built}, {event.reasons for event in built}

    every = {report.slug for report in plan.reports}
    assert run("") == (b"", every, {("new",)})
    assert run("86400") == (b"86400", every, {("source_date",)})
    assert run(" 086400 ") == (b"86400", set(), set())
    assert run("86401") == (b"86401", every, {("source_date",)})
    assert run("") == (b"", set(), set())
    assert run("86400") == (b"86400", set(), set())


def test_files_carry_the_moment_of_the_run_and_not_that_of_the_fork_server(
    tmp_path: Path,
) -> None:
    cell = nbformat.v4.new_code_cell("1 + 1")  # type: ignore[no-untyped-call]
    source = nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    job = Job("slug", "briefing", source, {}, scratch=str(tmp_path))
    moments = ("86400", "172800", "")
    outcomes = [build_isolated(replace(job, source_date=moment)) for moment in moments]
    pages = [outcome.artefacts["pdf"] for outcome in outcomes]
    assert b"D:19700102" in pages[0]
    assert b"D:19700103" in pages[1]
    assert b"D:1970" not in pages[2]


def test_moment_of_the_server_reaches_no_report_that_was_given_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The fork server keeps the variable that it was started with, whatever its caller says later.
    source = f"import os\nprint('moment', os.environ.get('{SOURCE_DATE}'))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])  # type: ignore[no-untyped-call]
    job = Job("slug", "briefing", nbformat.writes(notebook), {}, scratch=str(tmp_path))  # type: ignore[no-untyped-call]
    monkeypatch.setenv(SOURCE_DATE, "86400")
    stop_server()
    assert "moment None" in build_isolated(job).log
    assert "moment 86400" in build_isolated(replace(job, source_date="86400")).log
    stop_server()


def test_blank_moment_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # NumPy reads the variable as a number when it is imported.
    monkeypatch.setenv(SOURCE_DATE, " ")
    forget_blank_moment()
    assert SOURCE_DATE not in os.environ
    forget_blank_moment()
    assert source_date("vi") == ""


def stop_server() -> None:
    """The next child comes from a fork server that starts with the environment of that time."""
    multiprocessing.forkserver._forkserver._stop()


@pytest.mark.parametrize("moment", ["yesterday", "-1", "1.5", "4294967296", "²"])
def test_moment_that_is_no_number_of_seconds_is_one_sentence_before_anything_starts(
    plan: Plan, output: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setenv(SOURCE_DATE, moment)
    with pytest.raises(ParameterError, match=f"{SOURCE_DATE}.*{moment}"):
        Pipeline(plan, output)
    assert not output.exists()
