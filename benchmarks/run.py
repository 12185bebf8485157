"""Time of a run against the stock loop, and how it grows: ratios of whole processes, not seconds.

The stock loop is what an analyst would write: for each report the ``papermill`` command, then
``jupyter nbconvert`` to our HTML and to our PDF. Both make the same eleven reports, in turns, so
that what else the machine does meets both. ``python benchmarks/run.py speed`` (three turns:
some fourteen minutes on two idle cores) or ``scale`` (700 units).
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
BIN = Path(sys.executable).parent
REPEATS = 3
COPIES = 70
"""How often each of the ten districts stands in the large data set."""
PR_SET_CHILD_SUBREAPER = 36

LEAST_WALL_RATIO = 8.0
LEAST_PROCESSOR_RATIO = 4.0
MOST_UNCHANGED_SECONDS = 1.5
MOST_COST_RATIO = 1.1
MOST_PARENT_MEGABYTES = 300


@dataclass(frozen=True)
class Cost:
    """Wall and processor seconds of everything that a step started."""

    wall: float
    processor: float


def measure(step: Callable[[], None]) -> Cost:
    """Cost of a step with all its descendants, also those that outlive their parents."""
    before, started = _processor_seconds(), time.perf_counter()
    step()
    wall = time.perf_counter() - started
    _reap()
    return Cost(wall, _processor_seconds() - before)


def _reap() -> None:
    """Wait for every descendant that was left to this process, so that its time is counted."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def call(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True)


def workbook(output: Path, *options: object) -> None:
    call(BIN / "workbook", "run", "--output", output, *options)


def reports() -> list[tuple[str, str]]:
    dataset = load_dataset("published")
    districts = [("briefing", unit) for unit in dataset.reporting_units]
    return [*districts, ("synthesis", str(dataset.total))]


def stock_loop(folder: Path) -> None:
    """The eleven reports by the stock commands, one after another."""
    for name, unit in reports():
        executed = folder / f"{name}_{unit}.ipynb"
        call(
            BIN / "papermill",
            *("--log-level", "ERROR", "--no-progress-bar", "-r", "unit", unit),
            *(ROOT / "notebooks" / f"{name}.ipynb", executed),
        )
        for exporter in ("briefing_html", "briefing_pdf"):
            call(BIN / "jupyter", "nbconvert", "--log-level", "ERROR", "--to", exporter, executed)


def median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
    )


def in_turns(*steps: Callable[[Path], None]) -> list[Cost]:
    """Median cost of each step, each time in an empty folder, one after another and again."""
    costs: list[list[Cost]] = [[] for _ in steps]
    for _ in range(REPEATS):
        for step, found in zip(steps, costs, strict=True):
            with tempfile.TemporaryDirectory() as folder:
                found.append(measure(lambda step=step, folder=folder: step(Path(folder))))
            print(step.__name__, found[-1], file=sys.stderr, flush=True)
    return [median(found) for found in costs]


def one_figure_changed(folder: Path) -> Cost:
    """Cost after one figure of one district has changed: its panel is everyone's evidence."""
    data = folder / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    workbook(folder / "out", "--data", data)
    change_figure(data)
    return measure(lambda: workbook(folder / "out", "--data", data))


def change_figure(data: Path) -> None:
    """Move the last digit of a poverty rate of one district."""
    path = data / "published" / "observations.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    row = next(
        r for r in rows if r["unit_code"] == "467" and r["indicator"] == "poor_household_rate"
    )
    row["value"] = str(float(row["value"]) + 0.01)
    write_rows(path, rows)


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make_large_data(folder: Path, times: int) -> Path:
    """The published data with every district copied under new codes."""
    data = folder / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    districts = set(load_dataset("published").reporting_units)
    for path, code in (
        (data / "reference" / "units.csv", "code"),
        (data / "reference" / "doubtful.csv", "unit_code"),
        (data / "published" / "observations.csv", "unit_code"),
        (data / "published" / "supplement.csv", "unit_code"),
    ):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        copied = (row for row in rows if row[code] in districts)
        copies = [_copy(row, code, n) for row in copied for n in range(1, times)]
        write_rows(path, rows + copies)
    return data


def _copy(row: dict[str, str], code: str, number: int) -> dict[str, str]:
    changed = {**row, code: f"{row[code]}{number:02}"}
    for name in ("statistics_code", "name_vi", "name_en", "full_name_vi", "unit_name"):
        if changed.get(name):
            changed[name] = f"{row[name]} {number}" if "name" in name else changed[code]
    return changed


def cost_and_peak(output: Path, data: Path) -> tuple[Cost, float]:
    """Cost of a run, and the most megabytes of its parent process, told by the system.

    ``ru_maxrss`` would not do: a process inherits that of the program that started it.
    """
    program = (
        "import re, sys; from pathlib import Path; from analysis.cli import main\n"
        "try: main()\n"
        "finally: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1], "
        "file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "run", "--output", output, "--data", data]
    told: list[str] = []

    def step() -> None:
        done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
        told.extend(done.stderr.splitlines())

    cost = measure(step)
    return cost, float(told[-1]) / 1024


def measure_speed() -> dict[str, object]:
    stock, ours = in_turns(stock_loop, workbook)
    with tempfile.TemporaryDirectory() as folder:
        workbook(Path(folder))
        unchanged = median([measure(lambda: workbook(Path(folder))) for _ in range(REPEATS)])
        changed = one_figure_changed(Path(folder) / "changed")
    return {
        "stock_wall_s": stock.wall,
        "stock_processor_s": stock.processor,
        "workbook_wall_s": ours.wall,
        "workbook_processor_s": ours.processor,
        "wall_ratio": stock.wall / ours.wall,
        "processor_ratio": stock.processor / ours.processor,
        "unchanged_wall_s": unchanged.wall,
        "one_figure_changed_wall_s": changed.wall,
        "passes": stock.wall / ours.wall >= LEAST_WALL_RATIO
        and stock.processor / ours.processor >= LEAST_PROCESSOR_RATIO
        and unchanged.wall <= MOST_UNCHANGED_SECONDS,
    }


def measure_scale(copies: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = make_large_data(folder, copies)
        small, small_peak = cost_and_peak(folder / "small", DEFAULT_DIRECTORY)
        large, large_peak = cost_and_peak(folder / "large", data)
        again, _ = cost_and_peak(folder / "small again", DEFAULT_DIRECTORY)
    units = 10 * copies + 1
    of_few = (small.processor + again.processor) / 2 / len(reports())
    ratio = large.processor / units / of_few
    return {
        "reports": units,
        "small_processor_s_per_report": of_few,
        "large_processor_s_per_report": large.processor / units,
        "cost_ratio": ratio,
        "parent_megabytes": [small_peak, large_peak],
        "passes": ratio <= MOST_COST_RATIO and large_peak <= MOST_PARENT_MEGABYTES,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "scale"))
    parser.add_argument("--copies", type=int, default=COPIES)
    given = parser.parse_args()
    what = given.what
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    found = measure_speed() if what == "speed" else measure_scale(given.copies)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"run_{what}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    for key, value in found.items():
        print(f"{key:<32} {value}")
    sys.exit(not found["passes"])


if __name__ == "__main__":
    main()
