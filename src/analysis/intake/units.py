"""Which unit a name in a form means: former or present, with or without diacritics and prefix."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from analysis.data.model import Level, Unit
from analysis.data.territory import CODE_SUFFIX_2025, CODE_SUFFIX_2025_Q1, Territories
from analysis.intake.words import Words, fold, without_brackets, without_order

AREAS = (Level.PROVINCE, Level.DISTRICT, Level.UNIT_2025, Level.COMMUNE)
BASIC = (Level.UNIT_2025, Level.COMMUNE)
_SUFFIXES = ("", CODE_SUFFIX_2025_Q1, CODE_SUFFIX_2025)
_CODE = re.compile(r"^\s*([0-9]{2,5}(?:-2025(?:q1)?)?)\b")


@dataclass(frozen=True)
class Territory:
    """Units, and which of them make up which."""

    units: Mapping[str, Unit]
    territories: Territories

    def parts(self, unit: Unit, day: dt.date) -> tuple[Unit, ...]:
        """Units below a unit on a day, in the order of their codes.

        A former district is made up of the communes of its territory on the day; a province that
        was dissolved keeps its former districts.
        """
        if unit.level is Level.DISTRICT:
            return tuple(u for u in self._basic(day) if unit.code in self._around(u))
        level = Level.DISTRICT if unit.valid_to else Level.UNIT_2025
        if unit.level is not Level.PROVINCE:
            return ()
        return tuple(u for u in self.units.values() if u.parent == unit.code and u.level is level)

    def _basic(self, day: dt.date) -> Iterable[Unit]:
        units = (u for u in self.units.values() if u.level in BASIC and _stood(u, day))
        return sorted(units, key=lambda unit: unit.code)

    def _around(self, unit: Unit) -> tuple[str, ...]:
        return self.territories.around(unit.code)

    def successors(self, unit: Unit, day: dt.date) -> tuple[Unit, ...]:
        """Communes of a day that one of before went into."""
        around = (self.units[code] for code in self._around(unit))
        return tuple(u for u in around if u.level in BASIC and _stood(u, day))


def days_of(year: int) -> tuple[dt.date, ...]:
    """Days whose units may report the end of a year: its last, or the next where that changed them.

    The 119 communes of 1 January 2025 report for 2024 as the 125 of the day before do.
    """
    last = dt.date(year, 12, 31)
    return (last, last + dt.timedelta(days=1))


@dataclass(frozen=True)
class Finder:
    """Finds the unit of a name among those of a day, the expected ones first."""

    territory: Territory
    words: Words
    expected: frozenset[str] = frozenset()
    day: dt.date = dt.date.max

    @property
    def units(self) -> Mapping[str, Unit]:
        """All units, whenever they stood."""
        return self.territory.units

    def find(self, name: str) -> tuple[Unit, ...]:
        """Units a name may mean: one where it is clear, none where it is unknown."""
        code = _CODE.match(name)
        if code and (coded := self._coded(code[1])):
            return tuple(unit for unit in coded if self._stands(unit))[:1]
        folded = self._folded(name)
        found = list(self._named.get(folded) or self._closed_up.get(folded.replace(" ", ""), ()))
        for narrower in (self._expected(found), self._as_written(found, name)):
            found = narrower or found
        return tuple(found)

    def successors(self, name: str) -> tuple[Unit, ...]:
        """Communes of the day that one of before, by its name or code, went into."""
        code, folded = _CODE.match(name), self._folded(name)
        former = [u for u in self.units.values() if u.level is Level.COMMUNE]
        found = [
            u
            for u in former
            if folded in (fold(u.name_vi), fold(u.full_name_vi)) or (code and u.code == code[1])
        ]
        now = (each for unit in found for each in self.territory.successors(unit, self.day))
        return tuple(dict.fromkeys(now))

    def strays(self, names: Iterable[str]) -> int:
        """How badly names fit the day: names without a unit, and expected units without a name."""
        found = [self.find(name) for name in names]
        named = {units[0].code for units in found if len(units) == 1}
        return sum(not units for units in found) + len(self.expected - named)

    @cached_property
    def standing_codes(self) -> frozenset[str]:
        """Codes of the areas of the day."""
        return frozenset(unit.code for unit in self._standing())

    def _coded(self, code: str) -> list[Unit]:
        """Areas that have had a statistics code."""
        coded = (self.units[code + s] for s in _SUFFIXES if code + s in self.units)
        return [unit for unit in coded if unit.level in AREAS]

    def _folded(self, name: str) -> str:
        return self._spelled_out(fold(without_brackets(without_order(name))))

    def nearest(self, name: str) -> str:
        """Names like this one, to offer instead."""
        names = {fold(u.full_name_vi): u.full_name_vi for u in self._standing()}
        bare = {fold(u.name_vi): u.full_name_vi for u in self._standing()}
        folded = self._spelled_out(fold(without_order(name)))
        found = get_close_matches(folded, [*names, *bare], n=3, cutoff=0.6)
        return ", ".join(dict.fromkeys((names | bare)[each] for each in found)) or "–"

    @cached_property
    def _named(self) -> Mapping[str, tuple[Unit, ...]]:
        """Areas of the year by their names: a form may have many rows."""
        named: dict[str, tuple[Unit, ...]] = {}
        for unit in self._standing():
            for name in {fold(unit.name_vi), fold(unit.full_name_vi)}:
                named[name] = (*named.get(name, ()), unit)
        return named

    @cached_property
    def _closed_up(self) -> Mapping[str, tuple[Unit, ...]]:
        """Areas by their names without blanks: ``Đa Krông`` is Đakrông."""
        closed: dict[str, tuple[Unit, ...]] = {}
        for name, units in self._named.items():
            key = name.replace(" ", "")
            closed[key] = tuple(dict.fromkeys((*closed.get(key, ()), *units)))
        return closed

    def _standing(self) -> Iterable[Unit]:
        return (unit for unit in self.units.values() if self._stands(unit))

    def _stands(self, unit: Unit) -> bool:
        """Whether an area stood on the day; former districts go on as territories."""
        is_area = unit.level in AREAS
        return is_area and (unit.level is Level.DISTRICT or _stood(unit, self.day))

    def _spelled_out(self, folded: str) -> str:
        first, _, rest = folded.partition(" ")
        return (
            f"{self.words.prefixes[first]} {rest}"
            if rest and first in self.words.prefixes
            else folded
        )

    def _expected(self, found: list[Unit]) -> list[Unit]:
        return [unit for unit in found if unit.code in self.expected]

    @staticmethod
    def _as_written(found: list[Unit], name: str) -> list[Unit]:
        typed = unicodedata.normalize("NFC", name).casefold()
        return [unit for unit in found if unit.full_name_vi.casefold() in typed]


def _stood(unit: Unit, day: dt.date) -> bool:
    """Whether a unit stood on a day; a dissolved province is still asked for as a territory."""
    began = unit.valid_from is None or unit.valid_from <= day
    return began and (unit.valid_to is None or day <= unit.valid_to or unit.level is Level.PROVINCE)
