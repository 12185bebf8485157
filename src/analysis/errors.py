"""Errors a person reads as one sentence, apart from bugs, which keep their traceback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

SHOWN_PROBLEMS = 10
"""Problems a message prints; the rest are counted, so that no bad file can flood a log."""


class ExitCode(IntEnum):
    """What the `workbook` command tells the shell or scheduler that called it."""

    OK = 0
    BAD_PARAMETERS = 2
    BAD_DATA = 3
    SOME_REPORTS_FAILED = 4


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is and what to do about it.

    Parameters
    ----------
    what : str
        One sentence: what is wrong and what to do, in the reader's language.
    where : str
        File, row and column, or the parameter's name; empty where the sentence says it.
    """

    what: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass
class UserError(Exception):
    """A mistake in what came in, shown as sentences without a traceback.

    Parameters
    ----------
    problems : sequence of Problem
        Everything found wrong, not only the first.
    """

    problems: Sequence[Problem] = field(default_factory=tuple)
    exit_code = ExitCode.BAD_PARAMETERS

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        hidden = len(self.problems) - len(lines)
        return "\n".join([*lines, f"(+{hidden})"] if hidden > 0 else lines)


class ParameterError(UserError):
    """A parameter is unknown, missing, of the wrong type or out of bounds."""

    exit_code = ExitCode.BAD_PARAMETERS


class DataError(UserError):
    """A data file is missing, unreadable or breaks its schema."""

    exit_code = ExitCode.BAD_DATA
