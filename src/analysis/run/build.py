"""Builds one report inside its child: run the notebook, export it, and say what was used."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbconvert.exporters import get_exporter
from papermill.exceptions import PapermillExecutionError

from analysis.data.asked import forget_questions, questions_asked
from analysis.data.files import has_failed_to_read, is_reading
from analysis.markup import MIME_DATA
from analysis.run.isolation import CAN_FORK
from analysis.run.job import PUBLISHED, Failure, Job, Outcome
from analysis.run.moment import SOURCE_DATE

FORMATS: Mapping[str, str] = {ending: f"briefing_{ending}" for ending in PUBLISHED}
"""Ending of each artefact and the name of its nbconvert exporter."""

EXECUTED = "report.ipynb"


def build_report(job: Job, folder: str, log_name: str) -> Outcome:
    """Run and export a report in this process, with `folder` as its private working folder."""
    os.chdir(folder)
    # What the run was given, not what the fork server or another machine happens to have.
    os.environ.pop(SOURCE_DATE, None)
    os.environ |= {SOURCE_DATE: job.source_date} if job.source_date else {}
    opened = _watch_opened(job.watched)
    forget_questions()
    with _output_to(Path(log_name)):
        notebook, failure = _execute(job)
        failure = failure or _unrun_cell(notebook)
        artefacts = {"ipynb": _notebook_bytes(notebook)}
        if failure is None:
            artefacts |= _export(notebook)
    questions, files = questions_asked(job.watched[0] if job.watched else "")
    asked = [(asdict(source), answers) for source, answers in questions.items()]
    summary, others = _summary(notebook), opened.others()
    return Outcome(artefacts, summary, others, failure=failure, asked=asked, files=files)


def _execute(job: Job) -> tuple[Any, Failure | None]:
    source = Path(f"{job.notebook_name}.ipynb")
    source.write_text(job.notebook_source, encoding="utf-8")
    options = {"engine_name": "preloaded", "in_this_process": True} if CAN_FORK else {}
    try:
        executed = papermill.execute_notebook(
            source,
            EXECUTED,
            dict(job.parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            log_output=True,
            request_save_on_cell_execute=False,
            **options,
        )
    except PapermillExecutionError as error:
        return nbformat.read(EXECUTED, as_version=4), _cell_failure(error)  # type: ignore[no-untyped-call]
    return executed, None


def _cell_failure(error: Any) -> Failure:
    if error.ename in {"ParameterError", "DataError"}:
        return Failure("input", error.evalue, error.exec_count or 0)
    kind = "memory" if error.ename == "MemoryError" else "cell"
    return Failure(kind, f"{error.ename}: {error.evalue}", error.exec_count or 0)


def _unrun_cell(notebook: Any) -> Failure | None:
    """First code cell that never ran, though nothing was raised: no report may rest on that."""
    for number, cell in enumerate(notebook.cells, start=1):
        is_run = cell.cell_type != "code" or not cell.source.strip() or cell.execution_count
        if not is_run and "skip-execution" not in cell.metadata.get("tags", []):
            return Failure("incomplete", cell=number)
    return None


def _export(notebook: Any) -> dict[str, bytes]:
    exported = {}
    for ending, name in FORMATS.items():
        content, _ = get_exporter(name)().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
        exported[ending] = content.encode() if isinstance(content, str) else content
    return exported


def _notebook_bytes(notebook: Any) -> bytes:
    return str(nbformat.writes(notebook)).encode()  # type: ignore[no-untyped-call]


def _summary(notebook: Any) -> dict[str, Any]:
    """Gather the ``report`` entries of the outputs, later ones over earlier ones.

    Plain dictionaries: those of nbformat would have the caller import it to read them.
    """
    summary: dict[str, Any] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            summary |= output.get("data", {}).get(MIME_DATA, {}).get("report", {})
    plain: dict[str, Any] = json.loads(json.dumps(summary))
    return plain


@dataclass
class _Opened:
    """Files under the watched folders that this process opened."""

    by_data_sets: set[str] = field(default_factory=set)
    by_pages: set[str] = field(default_factory=set)

    def others(self) -> tuple[str, ...]:
        """Files whose content no question stands for."""
        unasked = self.by_data_sets if has_failed_to_read() else set()
        return tuple(sorted(self.by_pages | unasked))


def _watch_opened(folders: tuple[str, ...]) -> _Opened:
    """Files that are opened from now on, as sets that grow."""
    opened = _Opened()

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        path = arguments[0] if event == "open" else None
        if isinstance(path, str) and path.startswith(folders):
            (opened.by_data_sets if is_reading() else opened.by_pages).add(path)

    sys.addaudithook(note)
    return opened


@contextmanager
def _output_to(path: Path) -> Iterator[None]:
    """Send what this process prints and logs to a file, also what libraries below Python print."""
    with path.open("w", encoding="utf-8") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
        log = logging.getLogger("papermill")
        log.addHandler(logging.StreamHandler(stream))
        log.setLevel(logging.INFO)
        yield
