"""Checks of the files written for a scheduler, by the scheduler's own tool where it is there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from analysis.locale import message
from analysis.schedule.when import LANGUAGE, When, parse_cron

PATIENCE_SECONDS = 120
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Parameters
    ----------
    is_right : bool or None
        ``None`` where the check could not be made on this machine.
    what : str
        One sentence.
    """

    is_right: bool | None
    what: str


def check_files(kind: str, files: Mapping[str, Path], when: When) -> tuple[Finding, ...]:
    """Check the files of one scheduler.

    Parameters
    ----------
    kind : str
        Which scheduler.
    files : mapping of str to Path
        Where each lies, by name.
    when : When
        When the run is meant to start.
    """
    return tuple(_CHECKS[kind](list(files.values()), when))


def _check_systemd(paths: Sequence[Path], when: When) -> Iterator[Finding]:
    yield _by_tool("systemd-analyze", "verify", *map(str, paths))
    yield _by_tool("systemd-analyze", "calendar", when.on_calendar())


def _check_cron(paths: Sequence[Path], _: When) -> Iterator[Finding]:
    for path in paths:
        yield _by_tool("crontab", "-n", str(path))
        lines = path.read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if line and line[0] not in "#S"]
        for entry in entries:
            parse_cron(" ".join(entry.split()[:5]))
        yield _own(len(entries) == 1)


def _check_windows(paths: Sequence[Path], when: When) -> Iterator[Finding]:
    for path in paths:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314  written here
        starts = root.findtext(f".//{TASK}CalendarTrigger/{TASK}StartBoundary") or ""
        commands = root.findall(f"{TASK}Actions/{TASK}Exec/{TASK}Command")
        is_right = root.tag == f"{TASK}Task" and starts.endswith(when.time) and len(commands) == 1
        yield _own(is_right)
        yield _absent("schtasks /create /xml")


def _check_airflow(paths: Sequence[Path], _: When) -> Iterator[Finding]:
    for path in paths:
        compile(path.read_bytes(), str(path), "exec")
        yield _own(True)
        yield _absent("airflow dags list-import-errors")


def _check_jupyter(paths: Sequence[Path], when: When) -> Iterator[Finding]:
    try:
        from jupyter_scheduler.models import CreateJobDefinition
    except ImportError:
        yield _absent("jupyter-scheduler")
        return
    for path in paths:
        definition = CreateJobDefinition(**json.loads(path.read_bytes()))
        yield _own(definition.schedule == when.cron())


_CHECKS: Mapping[str, Callable[[Sequence[Path], When], Iterator[Finding]]] = {
    "systemd": _check_systemd,
    "cron": _check_cron,
    "windows": _check_windows,
    "airflow": _check_airflow,
    "jupyter": _check_jupyter,
}


def _by_tool(name: str, *arguments: str) -> Finding:
    words = " ".join((name, arguments[0]))
    tool = shutil.which(name)
    if tool is None:
        return _absent(words)
    done = subprocess.run(  # noqa: S603  a fixed tool of the system
        [tool, *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
    )
    if done.returncode == 0 and not (arguments[0] == "verify" and done.stderr.strip()):
        return Finding(True, _say("right", tool=words))
    return Finding(False, _say("wrong", tool=words, detail=(done.stderr or done.stdout).strip()))


def _own(is_right: bool) -> Finding:
    return Finding(is_right, _say("own" if is_right else "own_wrong"))


def _absent(tool: str) -> Finding:
    return Finding(None, _say("absent", tool=tool))


def _say(key: str, **values: object) -> str:
    return message(f"schedule.check.{key}", LANGUAGE, **values)
