"""Builds reports on the machines of a Dask cluster, which need share no disk with this one.

The data travel with each job, compressed, and are unpacked once in each worker's own folder; what
comes back is the same `Outcome` as from a child of this process. A worker that runs other sources
or libraries than this process would make other reports, so it makes none.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, Problem
from analysis.locale import message
from analysis.run.attempt import build_isolated
from analysis.run.fingerprint import Code, current_code
from analysis.run.job import Failure, Job, Outcome
from analysis.run.model import PLACE, Plan
from analysis.run.shared import SHARED_VARIABLE, shared_questions

UNPACKED_DATE = (1980, 1, 1, 0, 0, 0)
"""Date of every file in a pack: the same data make the same pack."""


@dataclass(frozen=True)
class Elsewhere:
    """Builder that a worker of the cluster calls.

    Parameters
    ----------
    data_directory : str
        Where the data lie on the machine that plans.
    pack : bytes
        The same data as a ZIP file.
    questions : tuple of dict
        What all reports ask, as `analysis.run.shared.shared_questions` gives it.
    code : Code
        Sources and libraries that the worker must have too.
    """

    data_directory: str
    pack: bytes = field(repr=False)  # Dask makes the name of a task from it.
    questions: tuple[dict[str, Any], ...]
    code: Code

    def __call__(self, job: Job) -> Outcome:
        """Build a report on this worker; whatever the worker lacks is the report's failure."""
        if multiprocessing.current_process().daemon:
            return Outcome(failure=Failure("daemon"))
        if {_code_at_start(), current_code()} != {self.code}:
            return Outcome(failure=Failure("other_code"))
        try:
            return self._build(job, _own_folder())
        except OSError as error:
            return Outcome(failure=Failure("worker", str(error)))

    def _build(self, job: Job, folder: Path) -> Outcome:
        data = str(_unpacked(self.pack, folder))
        questions = [{**question, "directory": data} for question in self.questions]
        os.environ[SHARED_VARIABLE] = json.dumps(questions)
        parameters = {**job.parameters, PLACE: data}
        here = replace(job, parameters=parameters, watched=(data,), scratch=str(folder))
        outcome = build_isolated(here)
        opened = tuple(path.replace(data, self.data_directory, 1) for path in outcome.opened)
        return replace(outcome, opened=opened)


def builder_elsewhere(plan: Plan) -> Elsewhere:
    """Builder of the reports of a plan, with all it needs on another machine."""
    return Elsewhere(
        str(plan.data_directory),
        packed(plan.data_directory),
        tuple(shared_questions(plan)),
        current_code(),
    )


@contextmanager
def cluster(scheduler: str, language: str) -> Iterator[tuple[Executor, int]]:
    """Connect to the scheduler of a Dask cluster.

    Yields
    ------
    tuple of (Executor, int)
        The cluster as an executor of `concurrent.futures`, and how many reports it builds at once.

    Raises
    ------
    ParameterError
        If the extra ``cluster`` is not installed or the scheduler does not answer.
    """
    try:
        from distributed import Client
    except ImportError:
        raise _error("run.cluster.not_installed", language, "--executor") from None
    try:
        client = Client(scheduler, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        raise _error("run.cluster.no_answer", language, scheduler) from None
    with client:
        # A report that was built is the same wherever it was built, but a second build asked for
        # after a repair must not be given the first one's failure.
        threads = client.nthreads()  # type: ignore[no-untyped-call]
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        yield executor, max(1, sum(threads.values()))


def packed(directory: Path) -> bytes:
    """All visible files below a folder as a ZIP file, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(directory.rglob("*")):
            name = path.relative_to(directory)
            if path.is_file() and not any(part.startswith((".", "~")) for part in name.parts):
                archive.writestr(zipfile.ZipInfo(name.as_posix(), UNPACKED_DATE), path.read_bytes())
    return buffer.getvalue()


def _unpacked(pack: bytes, folder: Path) -> Path:
    """Folder of a pack's files; two jobs that unpack at the same time end with the same one."""
    target = folder / f"data-{sha256(pack).hexdigest()[:32]}"
    if not target.is_dir():
        aside = Path(tempfile.mkdtemp(dir=folder))
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            archive.extractall(aside)
        try:
            aside.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    return target


def _own_folder() -> Path:
    from distributed import get_worker

    return Path(get_worker().local_directory).resolve()


@cache
def _code_at_start() -> Code:
    """Sources as they were when this worker began: its preloaded process still runs those."""
    return current_code()


def _error(key: str, language: str, where: str) -> ParameterError:
    return ParameterError([Problem(message(key, language), where)])
