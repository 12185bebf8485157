"""Numbers as people type them in Vietnamese forms: ``1.234,5``."""

from __future__ import annotations

import math
import re
import unicodedata

from analysis.intake.words import Words, fold

CellValue = str | int | float | None

_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_POINT = re.compile(r"-?[0-9]+\.[0-9]+")
_THOUSANDS_BY_COMMA = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+")
_SIGNS = str.maketrans({"−": "-", "\u2010": "-", "\u2011": "-", "'": "", "*": ""})
_LONGEST_NUMBER = 40


class NotANumberError(ValueError):
    """A cell holds a text that cannot be read as one number only."""


def parse_number(cell: CellValue, kind: str, words: Words) -> float | None:
    """Number of a cell; ``None`` where it says that there is none.

    Parameters
    ----------
    cell : str, int, float or None
        What the file holds.
    kind : str
        Kind of the column: ``1.234`` typed as text is a count of thousands, but a rate of 1.234 %.
    words : Words
        Marks for "no figure", and the units of measure that may follow a number.

    Raises
    ------
    NotANumberError
        If it is no number, or could be two (``1,234`` in a column of counts).
    """
    if cell is None or isinstance(cell, int | float):
        if isinstance(cell, bool) or (cell is not None and not math.isfinite(cell)):
            raise NotANumberError(str(cell))
        return None if cell is None else float(cell)
    if cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER:
        return float(cell)
    text = "".join(unicodedata.normalize("NFKC", cell).translate(_SIGNS).split())
    if text.casefold() in words.missing:
        return None
    if len(text) > _LONGEST_NUMBER:
        raise NotANumberError(text)
    return _parse_text(_bare(text, words), kind)


def _bare(text: str, words: Words) -> str:
    """Text without the percent sign or unit of measure behind the number."""
    found = re.fullmatch(r"(.*[0-9])([^0-9]*)", text)
    if found and (
        found[2] == "%" or fold(found[2]) in {w.replace(" ", "") for w in words.units_of_measure}
    ):
        return found[1]
    return text


def _parse_text(text: str, kind: str) -> float:
    if kind == "rate" and _POINT.fullmatch(text):
        return float(text)
    if kind != "rate" and _THOUSANDS_BY_COMMA.fullmatch(text):
        raise NotANumberError(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    raise NotANumberError(text)
