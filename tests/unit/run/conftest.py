"""A plan of three reports over a folder of three files, and a builder that only writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from analysis.run.isolation import Usage
from analysis.run.job import Job, Outcome
from analysis.run.model import Plan, Report
from analysis.run.notebook import Notebook, read_notebook

PARAMETERS = 'unit: str = "01"  # code of the unit\nseed: int = 1\ntoken: "secret" = ""\n'


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": PARAMETERS}
    document = {"cells": [cell], "metadata": {"quang_tri_2030": {"scope": "unit"}}}
    path = tmp_path / "notebooks" / "briefing.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_notebook(path)


@pytest.fixture
def plan(tmp_path: Path, notebook: Notebook) -> Plan:
    data = tmp_path / "data"
    (data / "published").mkdir(parents=True)
    for code in ("01", "02", "03"):
        (data / "published" / f"{code}.csv").write_text(code, encoding="utf-8")
    return Plan("published", "Số liệu", "2025-01-31", "vi", data, reports(notebook))


def reports(notebook: Notebook) -> tuple[Report, ...]:
    return tuple(
        Report(
            f"briefing_{code}_vi", notebook, code, f"Huyện {code}", "vi", {"unit": code, "seed": 1}
        )
        for code in ("01", "02", "03")
    )


@pytest.fixture
def build(plan: Plan) -> Callable[[Job], Outcome]:
    """Builder whose reports repeat the one file of their unit, as real ones depend on data."""

    def make(job: Job) -> Outcome:
        code = job.parameters["unit"]
        path = plan.data_directory / "published" / f"{code}.csv"
        content = path.read_bytes()
        summary: dict[str, Any] = {
            "title": "Báo cáo",
            "numbers": {"rate": float(len(content))},
            "inputs": {f"published/{code}.csv": sha256(content).hexdigest()},
        }
        artefacts = {
            ending: content + ending.encode() for ending in ("html", "pdf", "docx", "ipynb")
        }
        return Outcome(artefacts, summary, (str(path),), Usage(1.0, 10), "printed\n")

    return make


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "reports"
