"""Files of the schedulers, judged by the schedulers' own tools where the machine has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.data import load_dataset
from analysis.errors import ParameterError
from analysis.run.options import TODAY
from analysis.schedule.checks import TASK, check_files
from analysis.schedule.files import scheduler_files
from analysis.schedule.jupyter_job import job_files
from analysis.schedule.scheduled_run import ScheduledRun
from analysis.schedule.when import When, event_of, parse_cron, when_of_event

OPTIONS = ("--notebooks", "synthesis", "-p", 'note=50% of "it" & $HOME')
KINDS = ("systemd", "cron", "windows", "airflow")
STAND_IN = """
def dag(**settings):
    print(settings["dag_id"], settings["schedule"], settings["default_args"])
    return lambda function: function

def task(function):
    return function
"""
# Order of the published schema of the Task Scheduler, where it has one.
TRIGGER = ["Enabled", "StartBoundary", "ExecutionTimeLimit"]


def scheduled(folder: Path, when: When) -> ScheduledRun:
    command = folder / "workbook"
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > said\n', encoding="utf-8")
    command.chmod(0o755)
    return ScheduledRun("year-end", when, OPTIONS, str(folder), str(command), user="root")


def written(kind: str, run: ScheduledRun, folder: Path) -> dict[str, Path]:
    paths = {name: folder / name for name in scheduler_files(kind, run)}
    for name, content in scheduler_files(kind, run).items():
        paths[name].write_bytes(content)
    return paths


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cron", ["0 6 24,25 11 *", "30 5 * * mon", "0 0 * 1,7 fri", "15 23 * * *"])
def test_files_pass_the_checks_of_their_scheduler(kind: str, cron: str, tmp_path: Path) -> None:
    run = scheduled(tmp_path, parse_cron(cron))

    findings = check_files(kind, written(kind, run, tmp_path), run.when)

    assert [f.what for f in findings if f.is_right is False] == []
    if kind in ("systemd", "cron") and shutil.which({"systemd": "systemd-analyze"}.get(kind, kind)):
        assert any(f.is_right for f in findings)


def test_a_broken_unit_is_told(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("the machine has no systemd")
    run = replace(scheduled(tmp_path, When(0, 6)), command="/nowhere/workbook")

    findings = check_files("systemd", written("systemd", run, tmp_path), run.when)

    assert any(f.is_right is False and "/nowhere/workbook" in f.what for f in findings)


def test_the_line_of_cron_says_the_words_it_was_given(tmp_path: Path) -> None:
    run = scheduled(tmp_path, When(0, 6))
    (path,) = written("cron", run, tmp_path).values()
    line = path.read_text(encoding="utf-8").splitlines()[-1]
    command = line.split(maxsplit=5)[5].replace("\\%", "%")  # as cron hands it to the shell

    subprocess.run(["/bin/sh", "-c", command], check=True)

    assert (tmp_path / "said").read_text().splitlines() == list(run.arguments)


def test_a_job_of_jupyterlab_takes_no_day_that_moves(tmp_path: Path) -> None:
    asked = {"as_of": TODAY, "notebooks": ("synthesis",), "notebook_directory": "notebooks"}

    with pytest.raises(ParameterError, match="--as-of today"):
        job_files(scheduled(tmp_path, parse_cron("0 6 24 11 *")), asked)


def test_the_dag_needs_nothing_of_the_package(tmp_path: Path) -> None:
    run = scheduled(tmp_path, parse_cron("0 6 24 11 *"))
    (path,) = written("airflow", run, tmp_path).values()
    (tmp_path / "airflow").mkdir()
    (tmp_path / "airflow" / "__init__.py").touch()
    (tmp_path / "airflow" / "sdk.py").write_text(STAND_IN, encoding="utf-8")
    start = (
        f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_path({str(path)!r})"
    )

    told = subprocess.run(
        [sys.executable, "-S", "-c", start], check=True, capture_output=True, text=True
    )

    assert told.stdout.strip() == "year-end 0 6 24 11 * {'retries': 0}"
    assert (tmp_path / "said").read_text().splitlines() == list(run.arguments)


@pytest.mark.parametrize(
    ("cron", "schedule"),
    [
        ("0 6 24 11 *", "ScheduleByMonth"),
        ("0 6 * * 1-5", "ScheduleByWeek"),
        ("0 6 * 11 fri", "ScheduleByMonthDayOfWeek"),
        ("0 6 * * *", "ScheduleByDay"),
    ],
)
def test_the_task_of_windows_keeps_the_order_of_its_schema(cron: str, schedule: str) -> None:
    run = ScheduledRun("year-end", parse_cron(cron), OPTIONS, "C:\\qt", "C:\\qt\\workbook.exe")
    (content,) = scheduler_files("windows", run).values()
    root = ElementTree.fromstring(content)  # noqa: S314  written here
    (trigger,) = root.findall(f"{TASK}Triggers/{TASK}CalendarTrigger")
    action = root.find(f"{TASK}Actions")
    principal = root.find(f"{TASK}Principals/{TASK}Principal")

    assert [child.tag for child in trigger] == [TASK + name for name in [*TRIGGER, schedule]]
    assert action is not None
    assert principal is not None
    assert action.get("Context") == principal.get("id")
    assert [child.tag for child in action[0]] == [
        TASK + name for name in ("Command", "Arguments", "WorkingDirectory")
    ]
    assert '"note=50% of \\"it\\" & $HOME"' in (action[0].findtext(f"{TASK}Arguments") or "")
    assert {child.tag.startswith(TASK) for child in root.iter()} == {True}
    assert root.get("version") == "1.3"


def test_days_of_an_event_are_all_that_a_holiday_can_leave() -> None:
    plan = load_dataset().register.plan

    report = when_of_event(event_of(plan, "units_report"), 0, "06:00")
    synthesis = when_of_event(event_of(plan, "synthesis"), 0, "06:00")

    assert report.cron() == "0 6 22,23,24 11 *"  # 24 November 2026 is a holiday
    assert synthesis.on_calendar() == "*-11-28,29,30 06:00:00 Asia/Ho_Chi_Minh"
