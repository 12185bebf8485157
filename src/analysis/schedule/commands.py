"""Commands ``workbook schedule`` and ``workbook run-scheduled``."""

from __future__ import annotations

import datetime as dt
import getpass
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from analysis.errors import ExitCode, ParameterError, Problem
from analysis.locale import message
from analysis.run.mail import mail_options, read_mail_settings
from analysis.schedule.scheduled_run import COMMAND, ScheduledRun

LANGUAGE = "vi"
KINDS = ("systemd", "cron", "windows", "airflow", "jupyter")
DEFAULT_NAME = "quang-tri-2030"
LOGS = "logs"
DEFAULT_OUTPUT = "reports"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKS = {True: "✓", False: "✗", None: "–"}


def _say(key: str, **values: object) -> str:
    return message(f"schedule.cli.{key}", LANGUAGE, **values)


NAME = click.option("--name", default=DEFAULT_NAME, show_default=True, help=_say("name"))
EVENT = click.option("--event", default="", metavar="CODE", help=_say("event"))
AHEAD = click.option(
    "--ahead", type=click.IntRange(min=0), default=0, show_default=True, help=_say("ahead")
)
OPTIONS = click.argument("options", nargs=-1, type=click.UNPROCESSED)


@click.command(help=_say("about"))
@click.argument("kind", type=click.Choice(KINDS))
@NAME
@click.option("--at", "cron", default="", metavar="CRON", help=_say("at"))
@EVENT
@AHEAD
@click.option("--time", default="06:00", show_default=True, help=_say("time"))
@click.option("--folder", type=click.Path(path_type=Path), default="schedule", help=_say("folder"))
@click.option("--directory", default="", help=_say("directory"))
@click.option("--command", default="", help=_say("command"))
@click.option("--user", default="", help=_say("user"))
@click.option("--check", is_flag=True, help=_say("check"))
@mail_options
@OPTIONS
def schedule(kind: str, folder: Path, check: bool, options: tuple[str, ...], **asked: Any) -> None:
    """Write, or check, the files of a scheduler."""
    from analysis.schedule.checks import check_files

    parsed = _run_options(options)
    run = _scheduled_run(options, read_mail_settings(asked), asked)
    _check_run(run)
    contents = _contents(kind, run, parsed)
    paths = {name: folder / name for name in contents}
    is_right = _compare(contents, paths) if check else _write(contents, paths)
    if not is_right:
        sys.exit(ExitCode.BAD_PARAMETERS)
    for finding in check_files(kind, paths, run.when):
        click.echo(f"{_MARKS[finding.is_right]} {finding.what}")
        is_right &= finding.is_right is not False
    if not is_right:
        sys.exit(ExitCode.BAD_PARAMETERS)


@click.command(name=COMMAND, help=_say("run_scheduled"))
@NAME
@EVENT
@AHEAD
@click.option("--log-folder", type=click.Path(path_type=Path), help=_say("log_folder"))
@mail_options
@OPTIONS
def run_scheduled(
    name: str,
    event: str,
    ahead: int,
    log_folder: Path | None,
    options: tuple[str, ...],
    **asked: Any,
) -> None:
    """Run as a scheduler does: under a lock, with a log, and a notice where it fails."""
    from analysis.schedule.wrapper import Unattended

    mail = read_mail_settings(asked)
    output = _output(options)
    run = Unattended(
        name=_checked_name(name),
        command=(workbook_command(), "run", "--json-events", *options),
        folder=log_folder or output / LOGS,
        output=output,
        days=_event_days(event, ahead) if event else None,
        mail=mail,
    )
    sys.exit(run.run(dt.date.today()))


def workbook_command() -> str:
    """Path of ``workbook`` in the environment that is running."""
    found = [p for p in Path(sysconfig.get_path("scripts")).glob("workbook*") if p.is_file()]
    return str(found[0]) if found else "workbook"


def _run_options(options: tuple[str, ...]) -> Mapping[str, Any]:
    """Options of ``workbook run`` as that command reads them."""
    group = click.get_current_context().find_root().command
    run = group.commands["run"]  # type: ignore[attr-defined]
    return dict(run.make_context("run", list(options)).params)


def _output(options: tuple[str, ...]) -> Path:
    """Folder of the reports; the run itself says what is wrong with its options, and is told of."""
    try:
        return Path(_run_options(options)["output"])
    except click.ClickException:
        return Path(DEFAULT_OUTPUT)


def _check_run(run: ScheduledRun) -> None:
    """Plan the run without making anything: its parameters meet the schema of every notebook.

    Raises
    ------
    ParameterError
        With the sentences of the run.
    """
    words = [workbook_command(), "run", "--dry-run", *run.options]
    done = subprocess.run(  # noqa: S603  our own command
        words, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [_say("bug")]
        raise ParameterError([Problem(line) for line in lines])


def _scheduled_run(options: tuple[str, ...], mail: Any, asked: dict[str, Any]) -> ScheduledRun:
    from analysis.schedule.when import event_of, parse_cron, when_of_event

    if bool(asked["cron"]) == bool(asked["event"]):
        raise ParameterError([Problem(_say("which_time"), "--at, --event")])
    if asked["event"]:
        event = event_of(_plan(), asked["event"])
        when = when_of_event(event, asked["ahead"], asked["time"])
    else:
        when = parse_cron(asked["cron"])
    return ScheduledRun(
        name=_checked_name(asked["name"]),
        when=when,
        options=options,
        directory=asked["directory"] or str(Path.cwd()),
        command=asked["command"] or workbook_command(),
        event=asked["event"],
        working_days_ahead=asked["ahead"],
        user=asked["user"] or getpass.getuser(),
        mail=mail,
    )


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ParameterError([Problem(_say("bad_name", value=name), "--name")])
    return name


def _plan() -> Any:
    from analysis.data import load_dataset

    return load_dataset().register.plan


def _event_days(code: str, ahead: int) -> tuple[dt.date, ...]:
    from analysis.schedule.when import days_of_event, event_of

    return days_of_event(event_of(_plan(), code), ahead)


def _contents(kind: str, run: ScheduledRun, parsed: Mapping[str, Any]) -> dict[str, bytes]:
    from analysis.schedule.files import scheduler_files
    from analysis.schedule.jupyter_job import job_files

    return job_files(run, parsed) if kind == "jupyter" else scheduler_files(kind, run)


def _write(contents: Mapping[str, bytes], paths: Mapping[str, Path]) -> bool:
    for name, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[name])
        click.echo(_say("written", path=path))
    return True


def _compare(contents: Mapping[str, bytes], paths: Mapping[str, Path]) -> bool:
    """Whether the files are those that would be written now."""
    states = {
        path: "missing"
        if not path.is_file()
        else "same"
        if path.read_bytes() == contents[name]
        else "differs"
        for name, path in paths.items()
    }
    for path, state in states.items():
        click.echo(_say(state, path=path))
    return set(states.values()) == {"same"}
