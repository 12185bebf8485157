"""A run on a real Dask cluster of two workers that share no folder, one of which may be killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from analysis.remote import RemoteFolder
from analysis.run.pointer import read_pointer
from analysis.run.verification import find_damage

fsspec = pytest.importorskip("fsspec", reason="extra `storage` not installed")

ROOT = Path(__file__).parents[2]
WORKBOOK = Path(sys.executable).with_name("workbook")
PATIENCE_SECONDS = 120
UNITS = "461,464,467"

pytestmark = [
    pytest.mark.skipif(find_spec("distributed") is None, reason="extra `cluster` not installed"),
    pytest.mark.skipif(os.name != "posix", reason="kills by signal"),
]


class Cluster:
    """Scheduler and workers as processes of their own, each worker in a folder of its own."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        self._folder, self._processes = folder, processes
        file = folder / "scheduler.json"
        self.start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        wait_for(file)
        self.address = read_address(file)
        self.workers = [self._worker(name) for name in ("a", "b")]

    def _worker(self, name: str) -> subprocess.Popen[bytes]:
        place = ["--local-directory", str(self._folder / name), "--name", name]
        threads = ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        return self.start("worker", self.address, *place, *threads)

    def start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        program = f"from distributed.cli.dask_{kind} import main; main()"
        folder = self._folder / f"start-{kind}-{len(list(self._folder.iterdir()))}"
        folder.mkdir()
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", program, *arguments], cwd=folder, stdout=log, stderr=log
            )
        self._processes.callback(process.wait)
        self._processes.callback(process.kill)
        return process


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not path.exists() or not path.stat().st_size:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def read_address(path: Path) -> str:
    return str(json.loads(path.read_bytes())["address"])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as processes:
        yield Cluster(folder, processes)


def command(output: Path | str, *arguments: str) -> list[str]:
    grid = ["--notebooks", "briefing", "--units", UNITS]
    return [str(WORKBOOK), "run", *grid, "--output", str(output), *arguments]


def edition(output: Path) -> Path:
    name = read_pointer(output / "published", "latest")
    assert name is not None
    return output / "published" / name


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def cloned(folder: Path) -> Path:
    """The product in another folder."""
    for name in ("src", "notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def finished(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_reports_are_the_same_bytes_wherever_and_however_they_are_made(
    cluster: Cluster, s3: dict[str, str], tmp_path: Path
) -> None:
    """Two workers that share no folder, data and reports in a store; one worker in a clone."""
    bucket = f"s3://cluster-{os.getpid()}"
    store = fsspec.filesystem("s3")
    store.makedirs(bucket, exist_ok=True)
    store.put(f"{ROOT / 'data'}/", f"{bucket}/data/", recursive=True)
    places = ["--data", f"{bucket}/data", "--scheduler", cluster.address]
    finished(command(f"{bucket}/reports", *places), {**s3, "PYTHONHASHSEED": "1"})
    there, here = tmp_path / "there", tmp_path / "here"
    RemoteFolder(f"{bucket}/reports").pull(there)

    clone = cloned(tmp_path / "clone")
    alone = {**os.environ, "PYTHONPATH": str(clone / "src"), "PYTHONHASHSEED": "2"}
    notebooks = ["--notebook-directory", str(clone / "notebooks"), "--jobs", "1"]
    finished(command(here, *notebooks), alone)
    assert contents(edition(there)) == contents(edition(here))
    for name in ("a", "b"):
        assert list((tmp_path / "cluster" / name).rglob("datapackage.json")), name


def test_killed_worker_costs_no_report_and_no_edition(cluster: Cluster, tmp_path: Path) -> None:
    output = tmp_path / "reports"
    run = subprocess.Popen(
        command(output, "--scheduler", cluster.address),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.stdout is not None
    while "✓ " not in run.stdout.readline():
        assert run.poll() is None
    victim = psutil.Process(cluster.workers[0].pid)
    victim.send_signal(signal.SIGKILL)
    text, _ = run.communicate(timeout=300)
    assert run.returncode == 0, text
    assert "lỗi 0" in text
    assert find_damage(edition(output)) == {}
    assert len(list(edition(output).glob("*.pdf"))) == len(UNITS.split(","))


def test_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    arguments = command(tmp_path / "reports", "--scheduler", "tcp://127.0.0.1:1")
    short = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    done = subprocess.run(
        arguments, env=short, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2
    assert "--scheduler" in done.stderr
    assert "Traceback" not in done.stderr
