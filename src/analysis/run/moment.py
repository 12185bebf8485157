"""The moment that files are dated with instead of the data's day: ``SOURCE_DATE_EPOCH``.

Seconds since 1970 (reproducible-builds.org). It changes the bytes of a file and no number.
"""

from __future__ import annotations

import os

from analysis.errors import ParameterError, Problem
from analysis.locale import message

SOURCE_DATE = "SOURCE_DATE_EPOCH"
"""Environment variable that holds it."""

SOURCE_DATE_SECONDS = range(2**32)
"""Moments that every form of a report can hold: 1970 to 2106."""


def source_date(language: str) -> str:
    """Read the moment, in seconds since 1970; blank where none is set.

    Raises
    ------
    ParameterError
        If the environment variable holds anything else.
    """
    text = os.environ.get(SOURCE_DATE, "").strip()
    if not text:
        return ""
    if not (text.isascii() and text.isdigit()) or int(text) not in SOURCE_DATE_SECONDS:
        raise ParameterError(
            [Problem(message("run.source_date", language, value=text), SOURCE_DATE)]
        )
    return str(int(text))


def forget_blank_moment() -> None:
    """Take a blank moment out of the environment: NumPy would read it as a number and stop."""
    if not os.environ.get(SOURCE_DATE, "0").strip():
        del os.environ[SOURCE_DATE]
