"""A run as a scheduler is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.run.mail import MailSettings

if TYPE_CHECKING:  # the calendar loads libraries of tables, which no other command waits for
    from analysis.schedule.when import When

COMMAND = "run-scheduled"
"""Command of `workbook` that every scheduler starts."""


@dataclass(frozen=True)
class ScheduledRun:
    """What is run, when, where, and who is told if it fails.

    Parameters
    ----------
    name : str
        Name in the scheduler and of the log: letters, digits and hyphens.
    when : When
        Time and days.
    event, working_days_ahead : str, int
        Line of the calendar that picks the day among those of `when`; empty for all of them.
    options : tuple of str
        Options of ``workbook run``, checked as that command checks them.
    directory, command : str
        Working folder and path of ``workbook``, as the machine that runs it writes them.
    user : str
        Account that runs it, where the scheduler asks.
    mail : MailSettings or None
        Whom a failure is told to.
    """

    name: str
    when: When
    options: tuple[str, ...]
    directory: str
    command: str
    event: str = ""
    working_days_ahead: int = 0
    user: str = ""
    mail: MailSettings | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        """Words behind the command."""
        words = [COMMAND, "--name", self.name]
        if self.event:
            words += ["--event", self.event, "--ahead", str(self.working_days_ahead)]
        mail = self.mail.arguments() if self.mail else ()
        return (*words, *mail, "--", *self.options)
