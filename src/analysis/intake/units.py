"""Which unit a name in a form means: former or present, with or without diacritics and prefix."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from analysis.data.model import Level, Unit
from analysis.intake.words import Words, fold, without_brackets, without_order

AREAS = (Level.PROVINCE, Level.DISTRICT, Level.UNIT_2025, Level.COMMUNE)
_CODE = re.compile(r"^\s*([0-9]{2,5}(?:-2025)?)\b")


@dataclass(frozen=True)
class Territory:
    """Units, which of the present ones made up which former district, and where communes went.

    `present_by_former` has the present units by the folded names of the communes until 2025.
    """

    units: Mapping[str, Unit]
    present_by_district: Mapping[str, tuple[str, ...]]
    present_by_former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self, unit: Unit, year: int) -> tuple[Unit, ...]:
        """Units below a unit at the end of a year, in the order of their codes.

        A former district is made up of the present units of its territory; a province that was
        dissolved keeps its former districts.
        """
        if unit.level is Level.DISTRICT and year >= unit_change_year(self.units):
            return tuple(self.units[code] for code in self.present_by_district.get(unit.code, ()))
        level = Level.DISTRICT if unit.valid_to else Level.UNIT_2025
        if unit.level is not Level.PROVINCE:
            return ()
        return tuple(u for u in self.units.values() if u.parent == unit.code and u.level is level)


def unit_change_year(units: Mapping[str, Unit]) -> int:
    """Year at whose end the units of 2025 stood for the first time."""
    days = [u.valid_from for u in units.values() if u.level is Level.UNIT_2025 and u.valid_from]
    return min(days, default=dt.date.max).year


@dataclass(frozen=True)
class Finder:
    """Finds the unit of a name among those of a territory, the expected ones first."""

    units: Mapping[str, Unit]
    words: Words
    expected: frozenset[str] = frozenset()
    year: int | None = None
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str) -> tuple[Unit, ...]:
        """Units a name may mean: one where it is clear, none where it is unknown."""
        code = _CODE.match(name)
        if code and code[1] in self.units:
            return (self.units[code[1]],)
        folded = self._folded(name)
        found = list(self._named.get(folded) or self._closed_up.get(folded.replace(" ", ""), ()))
        for narrower in (self._expected(found), self._as_written(found, name)):
            found = narrower or found
        return tuple(found)

    def present(self, name: str) -> tuple[Unit, ...]:
        """Present units that a commune of before 2025 went into."""
        return tuple(self.units[code] for code in self.former.get(self._folded(name), ()))

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
        """Areas of the year; former districts go on as territories, so they always stand."""
        day = dt.date(self.year, 12, 31) if self.year else None
        for unit in self.units.values():
            if unit.level in AREAS and (
                day is None or unit.level is Level.DISTRICT or _stood(unit, day)
            ):
                yield unit

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
