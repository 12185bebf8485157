"""The run that a scheduler starts: one at a time, with a log, and a notice where it fails."""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.errors import ExitCode
from analysis.locale import message
from analysis.run.mail import ERRORS, MailSettings, send_mail
from analysis.run.signals import asked_to_stop
from analysis.schedule.notice import Ending, notice_text, reason, subject
from analysis.schedule.when import LANGUAGE, is_due

LARGEST_LOG_BYTES = 1_000_000
KEPT_LOGS = 9
KILLED = 128
"""Added to the number of the signal that ended the run, as shells do."""


@dataclass(frozen=True)
class Unattended:
    """What a scheduler starts.

    Parameters
    ----------
    name : str
        Name of the run and of its log.
    command : tuple of str
        The run itself, as words.
    folder : Path
        Where its log is written and remembered when it last ran.
    output : Path
        Folder of the reports, whose pointers a notice quotes.
    days : tuple of date or None
        Days to run on; ``None`` to run whenever started.
    mail : MailSettings or None
        Whom a failure is told to.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    output: Path
    days: tuple[dt.date, ...] | None = None
    mail: MailSettings | None = None

    @property
    def log(self) -> Path:
        """File of the log; older ones have a number behind."""
        return self.folder / f"{self.name}.log"

    def run(self, today: dt.date) -> int:
        """Run if it is due and say in the log, and by mail where it fails, how it ended.

        Parameters
        ----------
        today : date
            Today.

        Returns
        -------
        int
            Exit code of the run; 0 where it is not due.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with _log_to(self.log) as log:
            try:
                with FileLock(self.log.with_suffix(".lock"), timeout=0):
                    if self.days is not None and not is_due(self.days, today, self._last_run()):
                        log.info(_say("not_due"))
                        return int(ExitCode.OK)
                    self._remember(today)
                    ending = _run(self.command, log)
            except Timeout:
                ending = Ending(int(ExitCode.SOME_REPORTS_FAILED), is_locked=True)
            log.info(_say("ended", code=ending.exit_code, reason=reason(ending)))
            if ending.exit_code:
                self._tell(ending, log)
        return ending.exit_code

    @property
    def _memory(self) -> Path:
        return self.folder / f"{self.name}.last"

    def _last_run(self) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self._memory.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None

    def _remember(self, today: dt.date) -> None:
        self._memory.write_text(f"{today.isoformat()}\n", encoding="utf-8")

    def _tell(self, ending: Ending, log: logging.Logger) -> None:
        if self.mail is None:
            return
        try:
            text = notice_text(self.name, ending, self.log.resolve(), self.output)
            send_mail(self.mail, subject(self.name), text)
            log.info(_say("told", recipients=", ".join(self.mail.recipients)))
        except ERRORS as error:
            log.info(_say("not_told", detail=f"{type(error).__name__}: {error}"))


def _run(command: Sequence[str], log: logging.Logger) -> Ending:
    """Run a command, its words going to the log, and end it if this process is told to end."""
    failed: list[str] = []
    process = subprocess.Popen(  # noqa: S603  options that `workbook run` checks itself
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    # The run is asked to stop as this process is, and its end is still logged and told.
    with process as child, asked_to_stop(child.terminate):
        for line in child.stdout or ():
            log.info(line.rstrip("\n"))
            failed += _failed_report(line)
    code = child.returncode
    return Ending(code if code >= 0 else KILLED - code, tuple(failed))


def _failed_report(line: str) -> list[str]:
    """Name of the report that an event of the run says has failed."""
    try:
        event: Any = json.loads(line)
    except ValueError:
        return []
    is_failure = isinstance(event, dict) and event.get("event") == "report_failed"
    return [str(event["slug"])] if is_failure else []


@contextmanager
def _log_to(path: Path) -> Iterator[logging.Logger]:
    log = logging.getLogger(f"{__name__}.{path.stem}")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = RotatingFileHandler(
        path, maxBytes=LARGEST_LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        handler.close()


def _say(key: str, **values: object) -> str:
    return message(f"schedule.log.{key}", LANGUAGE, **values)
