"""Real notebooks of a few lines, each named after the one thing it does."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from analysis.run.attempt import build_isolated
from analysis.run.isolation import CAN_FORK, Limits
from analysis.run.job import Job, Outcome

RESULT = """from IPython.display import display
from analysis.display.components import heading
from dataclasses import replace
report = {"unit": unit, "numbers": {"rate": 1.5}}
replace(heading(unit, 1), data={"report": report})"""


def job(*cells: str, **changes: object) -> Job:
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "a-laptop", "display_name": "x", "language": "python"}}
    )
    parameters = nbformat.v4.new_code_cell('unit: str = "467"')
    parameters.metadata.tags = ["parameters"]
    notebook.cells = [parameters, *map(nbformat.v4.new_code_cell, cells)]
    values = {"parameters": {"unit": "01"}, **changes}
    return Job("slug", "briefing", nbformat.writes(notebook), **values)  # type: ignore[arg-type]


def test_report_is_exported_with_its_summary_log_and_usage() -> None:
    outcome = build_isolated(job("print('hello')", RESULT))
    assert outcome.failure is None
    assert outcome.artefacts["pdf"].startswith(b"%PDF-")
    assert b"<!DOCTYPE html>" in outcome.artefacts["html"]
    assert outcome.summary == {"unit": "01", "numbers": {"rate": 1.5}}
    assert "hello" in outcome.log
    assert outcome.usage.peak_memory_bytes > 2**20


def test_pages_are_the_same_bytes_twice() -> None:
    first, second = (build_isolated(job(RESULT)).artefacts for _ in range(2))
    assert first["html"] == second["html"]
    assert first["pdf"] == second["pdf"]


def test_failing_cell_is_named_and_the_notebook_kept() -> None:
    outcome = build_isolated(job("1 / 0", RESULT))
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.cell) == ("cell", 3)
    assert outcome.failure.detail == "ZeroDivisionError: division by zero"
    assert set(outcome.artefacts) == {"ipynb"}


def test_mistake_in_the_input_is_the_sentence_itself() -> None:
    code = "from analysis.errors import *\nraise DataError([Problem('Thiếu cột.', 'tệp.csv')])"
    outcome = build_isolated(job(code))
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.detail) == ("input", "tệp.csv: Thiếu cột.")


def test_notebook_without_end_is_stopped() -> None:
    limits = Limits(wall_seconds=3)
    outcome = build_isolated(job("import time; time.sleep(600)", limits=limits))
    assert outcome.failure is not None
    assert outcome.failure.kind == "timeout"


def test_out_of_memory_is_told_as_such() -> None:
    outcome = build_isolated(job("raise MemoryError"))
    assert outcome.failure is not None
    assert outcome.failure.kind == "memory"


@pytest.mark.skipif(not CAN_FORK, reason="a killed kernel is another error there")
def test_killed_child_is_tried_once_more(tmp_path: Path) -> None:
    mark = tmp_path / "tried"
    kill = f"""
import os, pathlib
if not pathlib.Path({str(mark)!r}).exists():
    pathlib.Path({str(mark)!r}).touch()
    os.kill(os.getpid(), 9)"""
    assert build_isolated(job(kill, RESULT)).failure is None


@pytest.mark.skipif(not CAN_FORK, reason="a killed kernel is another error there")
def test_child_killed_twice_is_a_failure_with_its_log() -> None:
    outcome = build_isolated(job("print('last words')", "import os; os.kill(os.getpid(), 9)"))
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.detail) == ("killed", "-9")
    assert "last words" in outcome.log


def test_opened_data_files_are_noted_and_others_not(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("1", encoding="utf-8")
    (tmp_path / "other.csv").write_text("2", encoding="utf-8")
    code = f"[open(p).read() for p in {[str(p) for p in sorted(tmp_path.rglob('*.csv'))]}]"
    outcome = build_isolated(job(code, RESULT, watched=(str(tmp_path / "data"),)))
    assert outcome.opened == (str(tmp_path / "data" / "a.csv"),)


def test_each_report_works_in_an_empty_folder_of_its_own(tmp_path: Path) -> None:
    code = "import os\nopen('figure.svg', 'x').close()\nprint(sorted(os.listdir()))"
    outcomes = [build_isolated(job(code, scratch=str(tmp_path))) for _ in range(2)]
    assert [outcome.failure for outcome in outcomes] == [None, None]
    assert list(tmp_path.iterdir()) == []


def test_sixteen_reports_of_one_notebook_at_once_are_sixteen() -> None:
    """Each writes and reads a file of the same name; without a page, since that takes its time."""
    code = "open('own', 'w').write(unit)\nimport time; time.sleep(0.5)\nprint(open('own').read())"
    units = [f"{number:02}" for number in range(16)]
    jobs = [job(code, "1 / 0", parameters={"unit": unit}) for unit in units]
    with ThreadPoolExecutor(len(jobs)) as threads:
        outcomes = list(threads.map(build_isolated, jobs))
    notebooks = [nbformat.reads(o.artefacts["ipynb"].decode(), 4) for o in outcomes]
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    said = [output.get("text") for cell in cells for output in cell.get("outputs", ())]
    assert [text for text in said if text] == [f"{unit}\n" for unit in units]


def test_cell_that_never_ran_makes_the_report_fail() -> None:
    # IPython runs nothing of a notebook after `exit`; nothing is raised either.
    outcome = build_isolated(job("raise SystemExit", RESULT))
    assert outcome.failure is not None
    assert outcome.failure.kind in {"cell", "incomplete"}


def test_source_is_left_as_it_was() -> None:
    made = job(RESULT)
    outcome = build_isolated(made)
    assert json.loads(made.notebook_source)["cells"][1]["outputs"] == []
    assert isinstance(outcome, Outcome)
