"""Processor time and memory of a projection: python benchmarks/speed.py

Ten districts and the province, five indicators, 4,000 draws: the invented complete panel, and the
published one, in which most districts are estimated. Processor seconds, since a busy machine
stretches the others; the ratio compares with smoothing every series alone (statsmodels) in the
same run.
"""

from __future__ import annotations

import math
import os
import pickle
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from adapter import to_panel
from windows import windows

from analysis.data import Panel, load_dataset
from analysis.projection import project

REPEATS = 5
PANELS = 70
FEW = 7
LENGTH = 10
MOST_WARM_SECONDS = 0.5
MOST_COLD_SECONDS = 3.0
MOST_MEGABYTES = 400
MOST_COST_RATIO = 1.15
COLD = """
import hashlib, pickle, sys
from analysis.projection import project
panels = pickle.load(sys.stdin.buffer)
draws = [project(panel, horizon=2030).draws.tobytes() for panel in panels]
print(hashlib.sha256(b"".join(draws)).hexdigest())
"""


def processor_seconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


def panels_of(dataset: str) -> list[Panel]:
    data = load_dataset(dataset)
    families = data.description.families
    return [data.panel(i.code) for family in families for i in data.indicators_of(family)]


def project_all(panels: Sequence[Panel], method: str = "pooled_trend") -> None:
    for panel in panels:
        project(panel, method=method, horizon=2030)


def warm(panels: Sequence[Panel], method: str = "pooled_trend") -> float:
    """Median of some rounds after a first one that is not counted."""
    project_all(panels, method)
    return statistics.median(
        processor_seconds(lambda: project_all(panels, method)) for _ in range(REPEATS)
    )


def cold(panels: Sequence[Panel], threads: int) -> tuple[float, bytes]:
    """Processor seconds of a process from its start, libraries included, and a digest of draws."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", COLD],
        input=pickle.dumps(panels),
        env={**os.environ, "OPENBLAS_NUM_THREADS": str(threads)},
        check=True,
        stdout=subprocess.PIPE,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent, done.stdout


def yardstick() -> None:
    """Five million additions: some 0.2 s on an idle machine of today, more on a busy one."""
    total = 0
    for number in range(5_000_000):
        total += number


def growth() -> float:
    """Processor time a panel of 70 panels of ten units, over that of their first seven."""
    found = [w for w in windows(100 * PANELS) if w.length == LENGTH and len(w.history) == LENGTH]
    panels = [to_panel(w.years, w.history, None, None) for w in found[:PANELS]]
    few = statistics.median(
        processor_seconds(lambda: project_all(panels[:FEW])) for _ in range(REPEATS)
    )
    return processor_seconds(lambda: project_all(panels)) / len(panels) / (few / FEW)


def main() -> int:
    lines = []
    for dataset in ("demo", "published"):
        panels = panels_of(dataset)
        ours, additions = warm(panels), processor_seconds(yardstick)
        runs = [cold(panels, threads) for threads in (1, 2, 4)]
        lines += [
            (f"{dataset}: warm, processor seconds", ours, MOST_WARM_SECONDS),
            (f"{dataset}: warm, over five million additions in Python", ours / additions, math.inf),
            (f"{dataset}: cold, processor seconds", runs[0][0], MOST_COLD_SECONDS),
            (f"{dataset}: different draws with 1, 2 and 4 threads", len({r[1] for r in runs}), 1),
        ]
        if dataset == "demo":
            alone = ours / warm(panels, "ets")
            lines.append((f"{dataset}: warm, over smoothing each series alone", alone, 1.0))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines.append(("memory of a process, MB", peak, MOST_MEGABYTES))
    lines.append((f"time a panel, {PANELS} panels over {FEW}", growth(), MOST_COST_RATIO))
    for name, value, most in lines:
        print(f"{'PASS' if value <= most else 'FAIL'}  {name:<55} {value:8.2f}  (at most {most})")
    return int(any(value > most for _, value, most in lines))


if __name__ == "__main__":
    sys.exit(main())
