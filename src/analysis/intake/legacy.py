"""Texts typed in TCVN3 or VNI fonts, turned into Unicode."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from analysis.intake.words import fold

TABLES = Path(__file__).with_name("legacy_encodings.toml")
_LATIN = re.compile("[\u00a1-\u00ff]")
_ONLY_UNICODE = ((0x102, 0x111), (0x1A0, 0x1B0), (0x300, 0x323), (0x1EA0, 0x1EF9))
"""Letters and tone marks that no text of a TCVN3 or VNI font holds."""
Decoder = Callable[[str], str]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(TABLES.read_text(encoding="utf-8"))


def from_tcvn3(text: str) -> str:
    """Text of a TCVN3 (ABC) font in Unicode."""
    table = _tables()["tcvn3"]
    return text.translate(str.maketrans(table["codes"], table["letters"]))


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = _tables()["vni"]
    pairs = dict(zip(table["codes"], table["letters"], strict=True))
    pairs |= {code.upper(): letter.upper() for code, letter in pairs.items()}
    longest_first = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), pairs


def from_vni(text: str) -> str:
    """Text of a VNI font in Unicode."""
    pattern, pairs = _vni()
    return pattern.sub(lambda found: pairs[found[0]], text)


def _is_unicode(text: str) -> bool:
    return any(low <= ord(c) <= high for c in text for low, high in _ONLY_UNICODE)


def choose_decoder(texts: Iterable[str], known: frozenset[str]) -> Decoder | None:
    """Decoder under which most texts hold a known word; ``None`` where Unicode does.

    Parameters
    ----------
    texts : iterable of str
        Headings and names of a sheet.
    known : frozenset of str
        Folded words of the forms.
    """
    listed = list(texts)
    sample = [text for text in listed if _LATIN.search(text)]
    if not sample or any(map(_is_unicode, listed)):
        return None

    def score(decoder: Decoder) -> int:
        return sum(len(known & set(fold(decoder(text)).split())) for text in sample)

    plain = score(str)
    best = max((from_tcvn3, from_vni), key=score)
    return best if score(best) > plain else None
