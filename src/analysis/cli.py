"""The ``workbook`` command: reports of many units in one call, checked, cached and published.

Modules of the run are imported by the command that needs them, so that help and a run that
changes nothing answer at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.errors import ExitCode, UserError
from analysis.intake.commands import COMMANDS
from analysis.intake.statistics.command import fetch
from analysis.locale import LANGUAGES, message
from analysis.run.calendar_command import calendar
from analysis.run.export_command import export
from analysis.run.moment import forget_blank_moment
from analysis.run.options import CommaSeparated, FolderOrUrl, request_of, with_local_data
from analysis.run.signals import asked_to_stop
from analysis.schedule.commands import run_scheduled, schedule

if TYPE_CHECKING:
    from analysis.data.files import DataDirectory

NOTEBOOK_DIRECTORY = Path(__file__).resolve().parents[2] / "notebooks"
"""The repository's own notebooks, found from where the package lies."""

HELP_LANGUAGE = LANGUAGES[0]
INTERRUPTED = 130
"""Exit code of a command that was stopped from the keyboard, as shells know it."""


def _say(key: str, **values: object) -> str:
    return message(f"run.cli.{key}", HELP_LANGUAGE, **values)


_NOTEBOOK_FOLDER = click.option(
    "--notebook-directory",
    type=click.Path(path_type=Path),
    default=NOTEBOOK_DIRECTORY,
    show_default=False,
    help=_say("notebook_directory"),
)


def _outdated(directory: DataDirectory, output: Path, code: str = "") -> Iterator[str]:
    """Sentences on outdated editions, which the index page is then told of too.

    The commands of the intake know nothing of editions.
    """
    from analysis.run.outdated import outdated_notice
    from analysis.run.outdated_marking import mark_outdated

    yield from outdated_notice(directory, output, code)
    mark_outdated(directory, output)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "obj": _outdated},
    help=_say("about"),
)
def workbook() -> None:
    """Group of the commands."""


@workbook.command(help=_say("run"))
@click.option("--dataset", default="published", help=_say("dataset"))
@click.option(
    "--notebooks", type=CommaSeparated(), default="briefing,synthesis", help=_say("notebooks")
)
@click.option("--units", type=CommaSeparated(), default="all", help=_say("units"))
@click.option("--level", default="", metavar="LEVEL", help=_say("level"))
@click.option("--as-of", default="", help=_say("as_of"))
@click.option("--period", default="", help=_say("period"))
@click.option("--language", "languages", type=CommaSeparated(), default="vi", help=_say("language"))
@click.option("--method", "methods", type=CommaSeparated(), default="", help=_say("method"))
@click.option("--horizon", default=None, help=_say("horizon"))
@click.option("--seed", default=None, help=_say("seed"))
@click.option("--data", "data_directory", default="", help=_say("data"))
@click.option("-p", "assignments", multiple=True, metavar="NAME=VALUE", help=_say("parameter"))
@click.option("--output", default="reports", help=_say("output"))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help=_say("jobs"))
@click.option("--executor", type=click.Choice(["local", "dask"]), help=_say("executor"))
@click.option("--scheduler", default="", metavar="URL", help=_say("scheduler"))
@click.option("--dry-run", is_flag=True, help=_say("dry_run"))
@click.option("--explain", is_flag=True, help=_say("explain"))
@click.option("--json-events", is_flag=True, help=_say("json_events"))
@_NOTEBOOK_FOLDER
def run(
    output: str,
    jobs: int | None,
    executor: str | None,
    scheduler: str,
    dry_run: bool,
    explain: bool,
    json_events: bool,
    notebook_directory: Path,
    **request: Any,
) -> None:
    """Plan, build and publish reports."""
    from analysis.run.destination import destination
    from analysis.run.pipeline import CACHE, Pipeline
    from analysis.run.progress import choose_progress
    from analysis.run.remembered import PlanMemory

    asked = request_of(**request)
    with asked_to_stop(_end_at_once), destination(output, asked.language) as place:
        memory = PlanMemory(with_local_data(asked), notebook_directory, place.folder / CACHE)
        plan = memory.plan()
        notify = choose_progress(sys.stdout, plan.language, as_json=json_events)
        pipeline = Pipeline(plan, place, jobs or _processors(), notify=notify, memory=memory)
        if dry_run or explain:
            for decision in pipeline.decide():
                click.echo(_decision_line(decision, plan.language))
        if dry_run:
            return
        with _workers(pipeline, executor, scheduler) as workers:
            published = pipeline.run(workers)
    if not published.complete:
        sys.exit(ExitCode.SOME_REPORTS_FAILED)


@workbook.command(name="help", help=_say("help"))
@click.argument("notebook")
@click.option("--json-schema", is_flag=True, help=_say("json_schema"))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help=_say("language")
)
@_NOTEBOOK_FOLDER
def show_help(notebook: str, json_schema: bool, language: str, notebook_directory: Path) -> None:
    """Print the parameters of a notebook."""
    from analysis.run.notebook import read_notebooks
    from analysis.run.plan import CHOICES
    from analysis.run.schema import Schema

    schema = Schema(read_notebooks(notebook_directory, [notebook], language)[0], CHOICES)
    if json_schema:
        click.echo(json.dumps(schema.json_schema(language), ensure_ascii=False, indent=2))
        return
    for line in schema.lines(language):
        click.echo(line)


@workbook.command(name="list", help=_say("list"))
@click.option("--output", type=click.Path(path_type=Path), default="reports", help=_say("output"))
@_NOTEBOOK_FOLDER
def show_list(output: Path, notebook_directory: Path) -> None:
    """Print the notebooks and the editions there are."""
    from analysis.run.notebook import list_notebooks, read_notebook
    from analysis.run.pointer import published_editions

    for name in list_notebooks(notebook_directory):
        scope = read_notebook(notebook_directory / f"{name}.ipynb").scope
        click.echo(f"{name:<18} {_say(f'scope.{scope}')}")
    for path, is_latest in published_editions(output):
        click.echo(_say("latest" if is_latest else "earlier", path=path.resolve()))


@workbook.command(help=_say("verify"))
@click.argument("edition", type=FolderOrUrl())
def verify(edition: Path) -> None:
    """Check an edition byte by byte."""
    from analysis.run.verification import find_damage

    damage = find_damage(edition)
    for name, kind in damage.items():
        click.echo(f"{name}: {_say(f'damage.{kind}')}")
    if damage:
        sys.exit(ExitCode.SOME_REPORTS_FAILED)
    click.echo(_say("intact", path=edition.resolve()))


@workbook.command(help=_say("diff"))
@click.argument("before", type=FolderOrUrl())
@click.argument("after", type=FolderOrUrl())
@click.option("--json", "as_json", is_flag=True, help=_say("json"))
@click.option("--data", "data_directory", default="", help=_say("data"))
def diff(before: Path, after: Path, as_json: bool, data_directory: str) -> None:
    """Say which numbers moved between two editions and why."""
    from analysis.run.comparison import compare_editions

    comparison = compare_editions(before, after, data_directory)
    if as_json:
        click.echo(json.dumps(comparison.as_json(), ensure_ascii=False, indent=2))
        return
    for line in comparison.lines(HELP_LANGUAGE):
        click.echo(line)


for _command in (*COMMANDS, fetch, calendar, export, schedule, run_scheduled):
    workbook.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the command; a user's mistake is one sentence and an exit code."""
    forget_blank_moment()
    try:
        workbook.main(args=arguments, prog_name="workbook", standalone_mode=False)
    except UserError as error:
        _fail(str(error), error.exit_code)
    except click.ClickException as error:
        _fail(_usage_sentence(error), ExitCode.BAD_PARAMETERS)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)


def _end_at_once() -> None:
    """End without waiting: children end with their parent, editions are whole."""
    from analysis.run.lock import release_all

    click.echo(_say("interrupted"), err=True)
    release_all()
    os._exit(INTERRUPTED)


@contextmanager
def _workers(pipeline: Any, executor: str | None, scheduler: str) -> Iterator[Any]:
    """Where reports are built: on a cluster if one is named, else in children of this process."""
    if executor == "local" or not (executor or scheduler):
        yield None
        return
    from analysis.run.cluster import builder_elsewhere, cluster

    with cluster(scheduler, pipeline.plan.language) as (workers, pipeline.jobs):
        pipeline.builder = builder_elsewhere(pipeline.plan)
        yield workers


def _fail(sentence: str, exit_code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(int(exit_code))


def _usage_sentence(error: click.ClickException) -> str:
    from analysis.run.schema import nearest_name

    if isinstance(error, click.NoSuchOption):
        options = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
        return _say(
            "no_such_option",
            name=error.option_name,
            nearest=nearest_name(error.option_name, options),
        )
    return _say("usage", detail=error.format_message())


def _decision_line(decision: Any, language: str) -> str:
    from analysis.run.decision import explanation

    return f"{decision.report.slug}: {explanation(decision, language)}"


def _processors() -> int:
    """Processors this process may use, which in a container are fewer than the machine has."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
