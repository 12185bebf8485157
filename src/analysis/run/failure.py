"""Why a report or a run could not be finished, as one sentence for whoever reads it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import ExitCode, Problem, UserError
from analysis.locale import Formatter, message
from analysis.run.isolation import Limits
from analysis.run.job import Failure

_DISK_MESSAGES = {
    errno.ENOSPC: "run.output.full",
    errno.EDQUOT: "run.output.full",
    errno.EROFS: "run.output.read_only",
    errno.EACCES: "run.output.read_only",
    errno.EPERM: "run.output.read_only",
    errno.ENOTDIR: "run.output.not_a_folder",
    errno.EEXIST: "run.output.not_a_folder",
}
SHOWN_CHARACTERS = 300


class OutputError(UserError):
    """Nothing can be published: the output folder is in use, full or closed for writing."""

    exit_code = ExitCode.SOME_REPORTS_FAILED


def output_error(key: str, output: Path | str, language: str) -> OutputError:
    """Error of the output folder, with the sentence of a message key."""
    return OutputError([Problem(message(key, language), str(output))])


@contextmanager
def disk_errors_as_sentences(output: Path, language: str) -> Iterator[None]:
    """Turn the system's errors about the output folder into one sentence each.

    Raises
    ------
    OutputError
        In place of an `OSError` that a user can do something about.
    """
    try:
        yield
    except OSError as error:
        key = _DISK_MESSAGES.get(error.errno or 0)
        if key is None:
            raise
        raise output_error(key, output, language) from error


def failure_sentence(failure: Failure, limits: Limits, language: str) -> str:
    """Sentence for the index and the log: what stopped the report and where to look."""
    values = {
        "cell": failure.cell,
        "detail": _shortened(failure.detail),
        "minutes": Formatter(language).number(limits.wall_seconds / 60, 1),
        "gigabytes": Formatter(language).number(limits.memory_bytes / 1024**3, 1),
    }
    return message(f"run.failure.{failure.kind}", language, **values)


def _shortened(detail: str) -> str:
    line = " ".join(detail.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
