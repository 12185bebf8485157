"""JupyterLab's scheduler with the engine of the workbook: jobs are built as a run builds reports.

`jupyter_scheduler` looks for no entry points: it finds these classes by its configuration file,
``etc/jupyter/jupyter_jupyter_scheduler_config.json``, which the package brings along.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_scheduler.environments import EnvironmentManager
from jupyter_scheduler.exceptions import SchedulerError
from jupyter_scheduler.executors import DefaultExecutionManager
from jupyter_scheduler.models import RuntimeEnvironment
from jupyter_scheduler.scheduler import Scheduler

from analysis.data.load import load_dataset
from analysis.errors import ParameterError
from analysis.run.attempt import build_isolated
from analysis.run.failure import failure_sentence
from analysis.run.isolation import Limits
from analysis.run.job import KEPT, Job
from analysis.run.notebook import read_notebook
from analysis.run.plan import CHOICES
from analysis.run.schema import Schema, unknown_names
from analysis.schedule.jupyter_job import ENVIRONMENT
from analysis.schedule.when import LANGUAGE

FORMATS: Mapping[str, str] = {"html": "HTML", "pdf": "PDF", "docx": "Word", "ipynb": "Notebook"}


def checked_values(notebook: Path, given: Mapping[str, str]) -> dict[str, object]:
    """Typed parameters of a job, checked as ``workbook run`` checks its own.

    Parameters
    ----------
    notebook : Path
        The notebook.
    given : mapping of str to str
        Parameters as texts.

    Raises
    ------
    ParameterError, DataError
        With everything that is wrong.
    """
    asked = read_notebook(notebook)
    schema = Schema(asked, CHOICES)
    problems = [*schema.check(given, LANGUAGE), *unknown_names(given, [asked], LANGUAGE)]
    if problems:
        raise ParameterError(problems)
    dataset = load_dataset(
        given.get("dataset", "published"),
        as_of=given.get("as_of"),
        directory=given.get("data_directory"),
        level=given.get("level", ""),
        period=given.get("period", ""),
    )
    if "unit" in given:
        dataset.unit(given["unit"])
    return schema.values(given)


class BriefingExecutionManager(DefaultExecutionManager):  # type: ignore[misc]
    """Builds a job's notebook in a child of its own, with limits of time and memory."""

    def execute(self) -> None:
        """Run the notebook and write the files asked for; nothing is written if it fails."""
        job = self.model
        notebook = Path(self.staging_paths["input"])
        outcome = build_isolated(
            Job(
                slug=notebook.stem,
                notebook_name=notebook.stem,
                notebook_source=notebook.read_text(encoding="utf-8"),
                parameters=checked_values(notebook, job.parameters or {}),
            )
        )
        if outcome.failure is not None:
            raise RuntimeError(failure_sentence(outcome.failure, Limits(), LANGUAGE))
        for ending in job.output_formats:
            Path(self.staging_paths[ending]).write_bytes(outcome.artefacts[ending])


class BriefingScheduler(Scheduler):  # type: ignore[misc]
    """Refuses a job with wrong parameters when it is asked for, not when it is due."""

    def create_job(self, model: Any) -> str:
        """Check the parameters, then create the job."""
        if not model.job_definition_id:
            self._check(model)
        return str(super().create_job(model))

    def create_job_definition(self, model: Any) -> str:
        """Check the parameters, then create the definition."""
        self._check(model)
        return str(super().create_job_definition(model))

    def _check(self, model: Any) -> None:
        notebook = Path(self.root_dir, model.input_uri)
        if not notebook.is_file():
            return  # the scheduler has a sentence of its own for it
        try:
            checked_values(notebook, model.parameters or {})
        except ParameterError as error:
            raise SchedulerError(str(error)) from error


class BriefingEnvironments(EnvironmentManager):  # type: ignore[misc]
    """The one environment of the workbook, with the files its exporters write."""

    def list_environments(self) -> list[RuntimeEnvironment]:
        """Describe this interpreter."""
        return [
            RuntimeEnvironment(
                name=ENVIRONMENT,
                label=ENVIRONMENT,
                description=sys.prefix,
                file_extensions=["ipynb"],
                output_formats=list(FORMATS),
                metadata={"path": sys.executable},
            )
        ]

    def manage_environments_command(self) -> str:
        """Nothing manages it."""
        return ""

    def output_formats_mapping(self) -> dict[str, str]:
        """Files a job can write, by ending."""
        return {ending: name for ending, name in FORMATS.items() if ending in KEPT}
