"""A run whose processes are killed from outside, as an operator or the system may do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")
PATIENCE_SECONDS = 60


Start = Callable[[float], "subprocess.Popen[str]"]


@pytest.fixture
def start(notebooks: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a run of two reports, one at a time, that each pause for some seconds."""
    with ExitStack() as runs:

        def begin(pause: float) -> subprocess.Popen[str]:
            command = [Path(sys.executable).with_name("workbook"), "run", "--jobs", "1"]
            options = ["--notebooks", "briefing", "--units", "461,467", "-p", f"pause={pause}"]
            places = ["--notebook-directory", notebooks, "--output", tmp_path / "reports"]
            run = subprocess.Popen(
                [*map(str, [*command, *options, *places])],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            runs.enter_context(run)
            runs.callback(run.kill)
            return run

        yield begin


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def report_processes(run: subprocess.Popen[str]) -> list[psutil.Process]:
    """Children of the fork server that work on a report, told by their own folder."""
    found = psutil.Process(run.pid).children(recursive=True)
    return [process for process in found if "briefing_" in folder_of(process)]


def folder_of(process: psutil.Process) -> str:
    try:
        return process.cwd()
    except psutil.Error:
        return ""


def test_killed_run_leaves_no_process_and_the_next_goes_on(start: Start, tmp_path: Path) -> None:
    output = tmp_path / "reports"
    run = start(3)
    assert run.stdout is not None
    while "✓ briefing_461" not in run.stdout.readline():
        assert run.poll() is None
    wait_until(lambda: report_processes(run))
    processes = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    wait_until(lambda: not any(process.is_running() for process in processes))
    assert not (output / "published" / "latest").exists()
    again = start(3)
    text, _ = again.communicate()
    assert again.returncode == 0
    assert "= briefing_461_dong_ha_vi: dùng lại" in text
    assert "lập mới 1, dùng lại 1, lỗi 0" in text


def test_interrupted_run_stops_at_once_with_one_sentence(start: Start) -> None:
    run = start(600)
    wait_until(lambda: report_processes(run))
    processes = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGINT)
    text, _ = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 130
    assert "Đã dừng theo yêu cầu" in text
    assert "Traceback" not in text
    wait_until(lambda: not any(process.is_running() for process in processes))


def test_report_whose_process_is_killed_once_is_made_all_the_same(start: Start) -> None:
    run = start(2)
    wait_until(lambda: report_processes(run))
    report_processes(run)[0].kill()
    text, _ = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 0
    assert "lập mới 2, dùng lại 0, lỗi 0" in text
