"""What is to be said about a cell, a sheet or a file, and how much it weighs."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Any

from analysis.data.problems import shorten
from analysis.locale import message

_OUR_WORDS = ("known", "terms", "whole", "nearest", "present", "names")
"""Values that come from our own tables and not from the file: they are told in full."""


class Severity(IntEnum):
    """`NOTE` is to be looked at, `WRONG` does not add up, `REFUSED` cannot be understood."""

    NOTE = 0
    WRONG = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A cell (rows and columns from 1), a sheet, or, left blank, the file as a whole."""

    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def address(self) -> str:
        """Cell as a spreadsheet names it: ``D7``."""
        return f"{column_letters(self.column)}{self.row}" if self.column else ""


def column_letters(number: int) -> str:
    """Name of a column as a spreadsheet prints it.

    Examples
    --------
    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one place; `rule` is the key of the sentence (``intake.rule.<rule>``)."""

    rule: str
    severity: Severity
    place: Place = field(default_factory=Place)
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Sentence in the reader's language: what is wrong and what to do."""
        return message(f"intake.rule.{self.rule}", language, **self.values)

    def as_json(self, language: str) -> dict[str, Any]:
        """Fields for machines."""
        return {
            "rule": self.rule,
            "severity": self.severity.name.lower(),
            "sheet": self.place.sheet,
            "cell": self.place.address,
            "text": self.text(language),
        }


def refused(rule: str, place: Place | None = None, **values: object) -> Remark:
    """Say that something cannot be understood."""
    return _remark(rule, Severity.REFUSED, place, values)


def wrong(rule: str, place: Place | None = None, **values: object) -> Remark:
    """Say that something does not add up."""
    return _remark(rule, Severity.WRONG, place, values)


def note(rule: str, place: Place | None = None, **values: object) -> Remark:
    """Say that something is to be looked at."""
    return _remark(rule, Severity.NOTE, place, values)


@lru_cache(maxsize=4096, typed=True)
def _shortened(value: Hashable) -> str:
    """Value as it is shown; a large form has the same names in thousands of remarks."""
    return shorten(value)


def _remark(
    rule: str, severity: Severity, place: Place | None, values: dict[str, object]
) -> Remark:
    shown = {n: str(v) if n in _OUR_WORDS else _shortened(v) for n, v in values.items()}
    return Remark(rule, severity, place or Place(), shown)
