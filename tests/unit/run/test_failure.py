import errno
from pathlib import Path

import pytest

from analysis.errors import ExitCode
from analysis.locale import message_keys
from analysis.run.failure import (
    SHOWN_CHARACTERS,
    OutputError,
    disk_errors_as_sentences,
    failure_sentence,
)
from analysis.run.isolation import Limits
from analysis.run.job import Failure

KINDS = (
    *("cell", "input", "timeout", "memory", "killed", "incomplete", "export", "changed", "leak"),
    *("daemon", "other_code", "worker"),
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_failure_has_one_sentence(kind: str, language: str) -> None:
    sentence = failure_sentence(Failure(kind, "why\nand where", 3), Limits(), language)
    assert sentence
    assert "\n" not in sentence


def test_kinds_tested_are_all_there_are() -> None:
    keys = {k for k in message_keys("run", "vi") if k.startswith("run.failure.")}
    assert keys == {f"run.failure.{kind}" for kind in KINDS}


def test_limits_are_said_in_units_a_reader_knows() -> None:
    limits = Limits(wall_seconds=90, memory_bytes=1536 * 1024**2)
    assert "1,5 phút" in failure_sentence(Failure("timeout"), limits, "vi")
    assert "1,5 GB" in failure_sentence(Failure("memory"), limits, "vi")


def test_long_detail_is_cut() -> None:
    sentence = failure_sentence(Failure("input", "x" * 1000), Limits(), "vi")
    assert len(sentence) == SHOWN_CHARACTERS
    assert sentence.endswith("…")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy"),
        (errno.EROFS, "Không có quyền ghi"),
        (errno.EACCES, "Không có quyền ghi"),
        (errno.ENOTDIR, "không phải thư mục"),
    ],
)
def test_error_of_the_disk_is_a_sentence_that_names_the_folder(number: int, words: str) -> None:
    with (
        pytest.raises(OutputError, match=words) as caught,
        disk_errors_as_sentences(Path("/reports"), "vi"),
    ):
        raise OSError(number, "system words")
    assert "/reports" in str(caught.value)
    assert caught.value.exit_code is ExitCode.SOME_REPORTS_FAILED


def test_any_other_error_keeps_its_traceback() -> None:
    with pytest.raises(FileNotFoundError), disk_errors_as_sentences(Path("/reports"), "vi"):
        raise FileNotFoundError(errno.ENOENT, "a bug")
