"""Words as people type them: with or without diacritics, in any normal form, with stray marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_APART = re.compile(r"[^a-z0-9%]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_ORDER = re.compile(r"^\s*(?:[0-9]{1,3}|[IVX]{1,5}|[A-Da-d])\s*[.)/]\s*(?=\S)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics and punctuation, one blank between words.

    Examples
    --------
    >>> fold("  Tỷ lệ  (%)")
    'ty le %'
    """
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _APART.sub(" ", plain.replace("%", " % ")).strip()


def without_order(text: str) -> str:
    """Name without the number before it: ``1. Hướng Hiệp`` is Hướng Hiệp."""
    return _ORDER.sub("", text)


def without_brackets(text: str) -> str:
    """Name without what stands in brackets: ``Tổng cộng (I+II)`` is Tổng cộng."""
    return _BRACKETS.sub(" ", text)


@dataclass(frozen=True)
class Words:
    """Folded words of `reference/forms/words.toml`."""

    total: frozenset[str]
    urban: frozenset[str]
    rural: frozenset[str]
    missing: frozenset[str]
    units_of_measure: frozenset[str]
    own_sheets: frozenset[str]
    reporting_unit: frozenset[str]
    reporting_year: frozenset[str]
    standard: frozenset[str]
    prefixes: Mapping[str, str]

    def role(self, name: str) -> str:
        """``total``, ``urban`` or ``rural`` for a row that sums others; else ``unit``."""
        folded = fold(without_order(without_brackets(name)))
        bare = self._without_total(folded)
        for role in ("urban", "rural", "total"):
            if getattr(self, role) & {folded, bare}:
                return role
        return "unit"

    def _without_total(self, folded: str) -> str:
        """Rest behind a word for the sum: ``cộng khu vực thành thị`` is the urban block."""
        word = max((w for w in self.total if folded.startswith(f"{w} ")), key=len, default="")
        return folded.removeprefix(word).strip()


def read_words(entry: dict[str, Any]) -> Words:
    """Fold the words of the file; marks that mean "no figure" stay as they are."""
    folded = {
        name: frozenset(fold(text) for text in texts)
        for name, texts in entry.items()
        if name not in ("prefixes", "missing")
    }
    prefixes = {fold(short): fold(full) for short, full in entry["prefixes"].items()}
    missing = frozenset(text.casefold() for text in entry["missing"])
    return Words(**folded, missing=missing, prefixes=prefixes)
