"""What all reports of an edition share: told to the fork server, which works it out once."""

from __future__ import annotations

import json
import os
from typing import Any

from analysis.run.model import Plan, Report

SHARED_VARIABLE = "WORKBOOK_SHARED"
"""Environment variable that hands the questions to the fork server, as JSON. It changes no
number: a report that finds no answer ready works it out itself."""

PROJECTION_PARAMETERS = ("method", "horizon", "seed")


def announce_shared(plan: Plan) -> None:
    """Tell the fork server, if it is not yet running, what the reports of a plan will all ask."""
    os.environ[SHARED_VARIABLE] = json.dumps(shared_questions(plan))


def shared_questions(plan: Plan) -> list[dict[str, Any]]:
    """Data set, day, place and projection of the reports; each combination once.

    Returns
    -------
    list of dict
        ``dataset``, ``level``, ``as_of``, ``period``, ``directory``, ``language`` and
        ``projection``, whose values are the parameters of a notebook; the last is empty for
        notebooks that project nothing.
    """
    questions = [
        {
            "dataset": plan.dataset,
            "level": plan.level,
            "as_of": report.parameters.get("as_of", plan.as_of),
            "period": report.parameters.get("period", ""),
            "directory": str(plan.data_directory),
            "language": report.language,
            "projection": _projection(report),
        }
        for report in plan.reports
    ]
    return [question for i, question in enumerate(questions) if question not in questions[:i]]


def _projection(report: Report) -> dict[str, object]:
    defaults = {parameter.name: parameter.default for parameter in report.notebook.parameters}
    values = {**defaults, **report.parameters}
    return {name: values[name] for name in PROJECTION_PARAMETERS if "method" in values}
