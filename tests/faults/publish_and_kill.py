"""Publishes editions in child processes and kills each at a random moment; prints what it found.

A program of its own, with one thread, so that it can fork. Arguments: a folder, how many kills.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from analysis.run.index import index_page
from analysis.run.isolation import Usage
from analysis.run.job import KEPT, Job, Outcome
from analysis.run.model import Plan, Report
from analysis.run.notebook import read_notebook
from analysis.run.pipeline import Pipeline
from analysis.run.pointer import LATEST, read_pointer
from analysis.run.verification import find_damage

REPORTS = 4
PAGE_BYTES = 50_000
LONGEST_DELAY = 1.3
"""Times a whole publication: some children must also live to the end."""


def build(job: Job) -> Outcome:
    path = Path(job.watched[0]) / "figures.csv"
    content = path.read_bytes()
    page = content + job.slug.encode() * (PAGE_BYTES // len(job.slug))
    summary = {"inputs": {"figures.csv": sha256(content).hexdigest()}}
    artefacts = dict.fromkeys(KEPT, page)
    return Outcome(artefacts, summary, (str(path),), Usage(0.0, 0))


def make_plan(folder: Path) -> Plan:
    path = folder / "briefing.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    (folder / "data").mkdir()
    notebook = read_notebook(path)
    units = map(str, range(REPORTS))
    reports = tuple(
        Report(f"r{unit}", notebook, unit, unit, "vi", {"unit": unit}) for unit in units
    )
    return Plan("published", "Số liệu", "2025-01-31", "vi", folder / "data", reports)


def publish(plan: Plan, output: Path) -> str:
    return Path(Pipeline(plan, output, 2, builder=build, make_index=index_page).run().edition).name


def publish_timed(plan: Plan, output: Path) -> tuple[str, float]:
    started = time.monotonic()
    return publish(plan, output), time.monotonic() - started


def write_figures(plan: Plan, version: int) -> None:
    (plan.data_directory / "figures.csv").write_text(f"{version}", encoding="utf-8")


def publish_and_be_killed(plan: Plan, output: Path, seconds: float) -> int:
    """Kill a publishing child after some seconds; how it ended."""
    child = os.fork()
    if child == 0:
        publish(plan, output)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(folder: Path, kills: int) -> None:
    plan, output = make_plan(folder), folder / "reports"
    write_figures(plan, 0)
    publish(plan, output)
    write_figures(plan, 1)
    latest, taken = publish_timed(plan, output)
    randomness = random.Random(2030)
    found: Counter[str] = Counter()
    while found["killed"] < kills:
        found["tries"] += 1
        write_figures(plan, 1 + found["tries"])
        ended = publish_and_be_killed(plan, output, randomness.uniform(0, LONGEST_DELAY * taken))
        pointed = str(read_pointer(output / "published", LATEST))
        found["killed"] += ended == -signal.SIGKILL
        found["old edition" if pointed == latest else "new edition"] += 1
        found["damaged"] += bool(find_damage(output / "published" / pointed))
        found["no index"] += not (output / "index.html").read_text("utf-8").endswith("</html>")
        # Timed anew each time: the machine may have become slower since.
        latest, taken = publish_timed(plan, output)
        found["resumed"] += read_pointer(output / "published", LATEST) == latest
        found["damaged after"] += bool(find_damage(output / "published" / latest))
        found["left over"] += (output / ".work").exists()
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
