"""How a report is tried: in a child of its own, and once more where that was killed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from analysis.run.isolation import ChildFailedError, ChildKilledError, call_isolated
from analysis.run.job import Failure, Job, Outcome

ATTEMPTS = 2
"""How often a report is tried whose child was killed from outside."""

LOG_NAME = "cells.log"


def build_isolated(job: Job) -> Outcome:
    """Build a report in a child of its own; a child killed from outside is tried once more."""
    outcome = Outcome()
    for _ in range(ATTEMPTS):
        outcome = _attempt(job)
        if outcome.failure is None or outcome.failure.kind != "killed":
            break
    return outcome


def _attempt(job: Job) -> Outcome:
    with tempfile.TemporaryDirectory(prefix=f"{job.slug}-", dir=job.scratch) as folder:
        try:
            result, usage = call_isolated(_build, job, folder, limits=job.limits)
        except ChildKilledError as error:
            detail = "" if error.exit_code is None else str(error.exit_code)
            failure = Failure(error.cause, detail)
        except ChildFailedError as error:
            return Outcome(
                log=f"{_log_of(folder)}\n{error}", failure=Failure("export", _last_line(error))
            )
        else:
            outcome: Outcome = result
            return replace(outcome, usage=usage, log=_log_of(folder))
        return Outcome(log=_log_of(folder), failure=failure)


def _last_line(error: ChildFailedError) -> str:
    """Last line of the child's traceback: what was raised."""
    return str(error).strip().splitlines()[-1]


def _build(job: Job, folder: str) -> Outcome:
    # Only the child needs the notebook libraries: the caller stays small and starts at once.
    from analysis.run.build import build_report

    return build_report(job, folder, LOG_NAME)


def _log_of(folder: str) -> str:
    path = Path(folder) / LOG_NAME
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
