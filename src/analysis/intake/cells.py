"""Cells of one column as figures or words, each different cell read once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.intake.form import Column
from analysis.intake.layout import text_of
from analysis.intake.numerals import CellValue, NotANumberError, parse_number
from analysis.intake.words import Words, fold

MOST_COUNT = 100_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAYS = (
    (re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?"), (1, 2, 3)),
)


@dataclass(frozen=True)
class Broken:
    """Why a cell cannot be read: the rule, and the words to offer instead."""

    rule: str
    known: str = ""


Reader = Callable[[CellValue], float | str | Broken | None]


def cells_of(lines: Sequence[Sequence[CellValue]], index: int | None) -> list[CellValue]:
    """Cells of a column, blank where the rows are shorter or the column is not there."""
    if index is None:
        return [None] * len(lines)
    return [line[index] if index < len(line) else None for line in lines]


def read_column(
    column: Column, cells: Sequence[CellValue], words: Words
) -> tuple[list[float | str | None], dict[int, Broken]]:
    """Values of a column and, by their position, the cells that could not be read."""
    read = _reader(column, words)
    found = {cell: read(cell) for cell in set(cells)}
    broken = {cell: value for cell, value in found.items() if isinstance(value, Broken)}
    sound = {cell: value for cell, value in found.items() if not isinstance(value, Broken)}
    wrong = {i: broken[cell] for i, cell in enumerate(cells) if cell in broken} if broken else {}
    return [sound.get(cell) for cell in cells], wrong


def _reader(column: Column, words: Words) -> Reader:
    if column.is_number:
        return lambda cell: _number(cell, column, words)
    if column.kind == "choice":
        known = {fold(word): code for code, said in column.choices.items() for word in said}
        offered = ", ".join(said[0] for said in column.choices.values())
        return lambda cell: _choice(cell, known, offered, words)
    if column.kind == "day":
        return lambda cell: _day(cell, words)
    return lambda cell: text_of(cell) or None


def _number(cell: CellValue, column: Column, words: Words) -> float | Broken | None:
    try:
        value = parse_number(cell, column.kind, words)
    except NotANumberError:
        return Broken("not_a_number")
    rule = "" if value is None else _broken_rule(column, value)
    return Broken(rule) if rule else value


def _broken_rule(column: Column, value: float) -> str:
    if column.kind == "rate":
        return "" if 0 <= value <= 100 else "rate_out_of_bounds"
    if column.kind != "amount" and not value.is_integer():
        return "not_whole"
    if column.kind == "year":
        return "" if FIRST_YEAR <= value <= LAST_YEAR else "not_a_year"
    if column.kind in ("count", "amount") and value < 0:
        return "negative"
    return "too_large" if column.kind != "amount" and abs(value) > MOST_COUNT else ""


def _choice(
    cell: CellValue, known: dict[str, str], offered: str, words: Words
) -> str | Broken | None:
    text = text_of(cell)
    if text.casefold() in words.missing:
        return None
    return known.get(fold(text)) or Broken("choice_unknown", offered)


def _day(cell: CellValue, words: Words) -> str | Broken | None:
    text = text_of(cell)
    if text.casefold() in words.missing:
        return None
    for pattern, order in _DAYS:
        if found := pattern.fullmatch(text):
            year, month, day = (int(found[group]) for group in order)
            try:
                return dt.date(year, month, day).isoformat()
            except ValueError:
                break
    return Broken("not_a_day")
