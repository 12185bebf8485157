"""The notice of a failed run: one sentence of reason and where to look, nothing of the data."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ExitCode
from analysis.locale import message
from analysis.run.pointer import LATEST
from analysis.schedule.when import LANGUAGE

INTERRUPTED, TERMINATED = 130, 143
"""Ends that somebody asked for: from the keyboard, or by SIGTERM before the run listens for it."""
KILLED = 128
SHOWN_REPORTS = 5
_REASONS = {
    int(ExitCode.OK): "done",
    int(ExitCode.BAD_PARAMETERS): "parameters",
    int(ExitCode.BAD_DATA): "data",
    int(ExitCode.SOME_REPORTS_FAILED): "output",
    INTERRUPTED: "interrupted",
    TERMINATED: "interrupted",
}


@dataclass(frozen=True)
class Ending:
    """How a run ended.

    Parameters
    ----------
    exit_code : int
        What it told the scheduler.
    failed : tuple of str
        Names of the reports that could not be made.
    is_locked : bool
        Whether it did not start because another was under way.
    """

    exit_code: int
    failed: tuple[str, ...] = ()
    is_locked: bool = False


def reason(ending: Ending) -> str:
    """One sentence on an ending; what a program printed may hold figures and is not quoted."""
    if ending.is_locked:
        return _say("reason.locked")
    if ending.failed and ending.exit_code == ExitCode.SOME_REPORTS_FAILED:
        more = len(ending.failed) - SHOWN_REPORTS
        names = ", ".join(ending.failed[:SHOWN_REPORTS]) + (f" (+{more})" if more > 0 else "")
        return _say("reason.reports", count=len(ending.failed), names=names)
    if ending.exit_code > KILLED and ending.exit_code not in _REASONS:
        return _say("reason.killed", number=ending.exit_code - KILLED)
    return _say(f"reason.{_REASONS.get(ending.exit_code, 'bug')}")


def subject(name: str) -> str:
    """Subject of the notice."""
    return _say("subject", name=name)


def notice_text(name: str, ending: Ending, log: Path, output: Path) -> str:
    """Text of the notice.

    Parameters
    ----------
    name : str
        Name of the run.
    ending : Ending
        How it ended.
    log : Path
        Its log.
    output : Path
        Folder of the reports: the editions that stay in use are named.
    """
    pointers = sorted(output.glob(f"*/{LATEST}"))
    editions = [f"{p.parent.name}/{p.read_text(encoding='utf-8').strip()}" for p in pointers]
    return _say(
        "text",
        name=name,
        reason=reason(ending),
        code=ending.exit_code,
        machine=platform.node(),
        log=log,
        editions=", ".join(editions) or _say("no_edition"),
    )


def _say(key: str, **values: object) -> str:
    return message(f"schedule.notice.{key}", LANGUAGE, **values)
