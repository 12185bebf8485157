"""Finding what a parameter means, or the nearest names to offer instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from analysis.data.model import Indicator, Unit
from analysis.errors import ParameterError, Problem
from analysis.locale import message

OFFERED_NAMES = 3
LANGUAGE = "vi"


def find_unit(code: str | int, units: Mapping[str, Unit]) -> Unit:
    """Find the unit of a code; a whole number is read as its code (1 is ``"01"``).

    Papermill turns ``-p unit 467`` into a number, and so loses the zero of province ``01``.

    Raises
    ------
    ParameterError
        If there is no such unit, with the nearest codes and names.
    """
    text = f"{code:02d}" if isinstance(code, int) else code.strip()
    if text not in units:
        spellings = {
            f"{u.code} {u.name_vi}": (u.code, u.name_vi, u.name_en) for u in units.values()
        }
        raise _unknown("data.error.unknown_unit", "unit", text, spellings)
    return units[text]


def find_indicator(code: str, indicators: Mapping[str, Indicator]) -> Indicator:
    """Find the indicator of a code.

    Raises
    ------
    ParameterError
        If there is no such indicator, with the nearest codes.
    """
    if code not in indicators:
        spellings = {known: (known,) for known in indicators}
        raise _unknown("data.error.unknown_indicator_parameter", "indicator", code, spellings)
    return indicators[code]


def _unknown(
    key: str, where: str, text: str, spellings: Mapping[str, Iterable[str]]
) -> ParameterError:
    nearness = {
        shown: max(_similarity(text, spelling) for spelling in words)
        for shown, words in spellings.items()
    }
    nearest = sorted(nearness, key=lambda shown: -nearness[shown])[:OFFERED_NAMES]
    what = message(key, LANGUAGE, value=text, nearest=", ".join(nearest))
    return ParameterError([Problem(what, where)])


def _similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _plain(text: str) -> str:
    """Lower case without diacritics, as people type names."""
    letters = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
