"""Files of each scheduler, from templates."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.locale import message
from analysis.schedule.scheduled_run import ScheduledRun
from analysis.schedule.when import LANGUAGE, TIME_ZONE, When

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_LONGEST_MONTH = 31
TEMPLATES: Mapping[str, Mapping[str, str]] = {
    "systemd": {"{name}.service": "systemd.service.j2", "{name}.timer": "systemd.timer.j2"},
    "cron": {"{name}.cron": "crontab.j2"},
    "windows": {"{name}.xml": "windows.xml.j2"},
    "airflow": {"{module}_dag.py": "airflow_dag.py.j2"},
}
"""File names of each scheduler and the templates they are made from."""

WINDOWS_ENCODING = "utf-16"
"""What the Task Scheduler writes itself and reads without complaint."""


def scheduler_files(kind: str, run: ScheduledRun) -> dict[str, bytes]:
    """Files that tell a scheduler of a run, by name; the same run gives the same bytes.

    Parameters
    ----------
    kind : str
        ``systemd``, ``cron``, ``windows`` or ``airflow``.
    run : ScheduledRun
        What is to be run and when.
    """
    encoding = WINDOWS_ENCODING if kind == "windows" else "utf-8"
    names = {"name": run.name, "module": run.name.replace("-", "_")}
    return {
        name.format(**names): _render(template, run).encode(encoding)
        for name, template in TEMPLATES[kind].items()
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis.schedule"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  no template writes a page; XML is escaped by a filter
    )
    environment.filters |= {
        "systemd": systemd_word,
        "xml": escape,
        "python": lambda value: json.dumps(value, ensure_ascii=False),
    }
    return environment


def _render(template: str, run: ScheduledRun) -> str:
    words: dict[str, Any] = {
        "run": run,
        "about": message("schedule.file.about", LANGUAGE, options=" ".join(run.options)),
        "time_zone": TIME_ZONE,
        "systemd_command": " ".join(map(systemd_word, (run.command, *run.arguments))),
        "cron_command": cron_command(run),
        "windows_arguments": subprocess.list2cmdline(run.arguments),
        "schedule": windows_schedule(run.when),
    }
    return _environment().get_template(template).render(words)


def systemd_word(word: str) -> str:
    """One argument of ``ExecStart=``: quoted, and nothing in it read as a specifier or variable.

    Examples
    --------
    >>> systemd_word("50% $HOME")
    '"50%% $$HOME"'
    """
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return safe if safe and not set(safe) & set(" \t'\"\\;") else f'"{safe}"'


def cron_command(run: ScheduledRun) -> str:
    """Shell line of a crontab, where a percent sign would end the command.

    The log of the run holds all its words; what this line itself says, cron mails to the owner.
    """
    line = f"cd {shlex.quote(run.directory)} && {shlex.join((run.command, *run.arguments))}"
    return line.replace("%", "\\%")


def windows_schedule(when: When) -> dict[str, Any]:
    """Kind and parts of a calendar trigger of the Task Scheduler."""
    months = [_MONTHS[month - 1] for month in when.months or range(1, len(_MONTHS) + 1)]
    weekdays = [_WEEKDAYS[day % len(_WEEKDAYS)] for day in when.weekdays]
    if when.weekdays and when.months:
        return {"kind": "ScheduleByMonthDayOfWeek", "weekdays": weekdays, "months": months}
    if when.weekdays:
        return {"kind": "ScheduleByWeek", "weekdays": weekdays}
    if when.days or when.months:
        days = when.days or range(1, _LONGEST_MONTH + 1)
        return {"kind": "ScheduleByMonth", "days": days, "months": months}
    return {"kind": "ScheduleByDay"}
