"""Definitions of jobs for JupyterLab's scheduler: what its form asks for, as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, Problem
from analysis.locale import message
from analysis.run.model import ALL
from analysis.run.notebook import Notebook, Scope, read_notebooks
from analysis.run.options import TODAY
from analysis.schedule.scheduled_run import ScheduledRun
from analysis.schedule.when import LANGUAGE, TIME_ZONE

ENVIRONMENT = "workbook"
"""Name of the one environment there is: the interpreter that JupyterLab runs in."""

FORMATS = ("html", "pdf", "docx")
_OWN_NAMES = {"languages": "language", "methods": "method"}


def job_files(run: ScheduledRun, asked: Mapping[str, Any]) -> dict[str, bytes]:
    """One definition a notebook and unit, as the scheduler's address takes it.

    Parameters
    ----------
    run : ScheduledRun
        When it is run.
    asked : mapping
        Options of ``workbook run`` as read.

    Raises
    ------
    ParameterError
        If a notebook of every unit is asked for: a job is one report. If the day is the one of the
        run: a job keeps the parameters it was made with.
    """
    if asked["as_of"] == TODAY:
        raise ParameterError([Problem(message("schedule.error.today", LANGUAGE), "--as-of")])
    directory = Path(asked["notebook_directory"])
    notebooks = read_notebooks(directory, asked["notebooks"], LANGUAGE)
    return {
        f"{run.name}_{name}.json": _definition(run, notebook, name, parameters)
        for notebook in notebooks
        for name, parameters in _jobs(notebook, asked)
    }


def _jobs(notebook: Notebook, asked: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    given = _given(notebook, asked)
    if notebook.scope is not Scope.UNIT:
        yield notebook.name, given
        return
    if ALL in asked["units"]:
        raise ParameterError([Problem(message("schedule.error.units", LANGUAGE), notebook.name)])
    for unit in asked["units"]:
        yield f"{notebook.name}_{unit}", {**given, "unit": unit}


def _given(notebook: Notebook, asked: Mapping[str, Any]) -> dict[str, str]:
    """Parameters that differ from the notebook's own, as texts."""
    texts: dict[str, str] = {}
    for name, value in asked.items():
        own = _OWN_NAMES.get(name, name)
        parameter = notebook.parameter(own)
        text = value[0] if isinstance(value, tuple) and value else value
        if parameter is not None and isinstance(text, str) and text not in ("", parameter.default):
            texts[own] = text
    pairs = (assignment.partition("=") for assignment in asked["assignments"])
    return {**texts, **{name.strip(): value for name, _, value in pairs}}


def _definition(
    run: ScheduledRun, notebook: Notebook, name: str, parameters: Mapping[str, str]
) -> bytes:
    content = {
        "name": f"{run.name}: {name}",
        "input_uri": notebook.path.name,
        "runtime_environment_name": ENVIRONMENT,
        "output_formats": list(FORMATS),
        "parameters": dict(parameters),
        "schedule": run.when.cron(),
        "timezone": TIME_ZONE,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
