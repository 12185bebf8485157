"""What a row of a form is about: a unit, an item of the plan or a facility, by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Protocol

from analysis.data.facility import Facility
from analysis.data.plan import PlanItem
from analysis.intake.units import Finder
from analysis.intake.words import Words, fold, without_order

_ITEM = re.compile(r"\s*(?:[^\W\d]+\s+)?([0-9]{1,2}[a-z]?)\s*(?:[.)–-]\s*(.*))?", re.IGNORECASE)
LONGEST_CODE = 40


@dataclass(frozen=True)
class Found:
    """Code of a subject, blank where it is unknown, and the rule that is broken, if any."""

    code: str
    rule: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    is_refused: bool = True


class Subjects(Protocol):
    """Finds what a row is about."""

    @property
    def words(self) -> Words:
        """Words that every form shares."""

    def find(self, name: str) -> Found:
        """Subject of a name."""


@dataclass(frozen=True)
class UnitSubjects:
    """Units by their names."""

    finder: Finder

    @property
    def words(self) -> Words:
        """Words that every form shares."""
        return self.finder.words

    def find(self, name: str) -> Found:
        """Unit of a name; a commune of before 2025 is told where it went."""
        if not name:
            return Found("", "row_without_unit")
        units = self.finder.find(name)
        if len(units) == 1:
            return Found(units[0].code)
        names = ", ".join(f"{u.code} {u.full_name_vi}" for u in units)
        if units:
            return Found("", "unit_ambiguous", {"value": name, "nearest": names})
        if present := self.finder.successors(name):
            now = ", ".join(f"{u.code} {u.full_name_vi}" for u in present)
            return Found("", "unit_former", {"value": name, "present": now})
        return Found("", "unit_unknown", {"value": name, "nearest": self.finder.nearest(name)})


@dataclass(frozen=True)
class ItemSubjects:
    """Items of the plan by number, by name, or by both (which must agree).

    Items that may only be told for the province as a whole are refused from any other unit.
    """

    items: tuple[PlanItem, ...]
    words: Words
    is_province: bool = True

    def find(self, name: str) -> Found:
        """Item of a number and name: ``12b. Đào tạo theo đơn đặt hàng…``."""
        if not name:
            return Found("", "row_without_unit")
        if (code := self._by_name.get(fold(name))) is not None:
            return self._allowed(code, name)
        parts = _ITEM.fullmatch(name)
        code = parts[1].lower() if parts else ""
        said = fold(parts[2] or "") if parts else ""
        if code in self._by_name.values() and said in ("", self._name_of(code)):
            return self._allowed(code, name)
        near = get_close_matches(fold(without_order(name)), self._by_name, n=2, cutoff=0.6)
        nearest = "; ".join(self._label(self._by_name[each]) for each in near) or "–"
        return Found("", "item_unknown", {"value": name, "nearest": nearest})

    def _allowed(self, code: str, name: str) -> Found:
        item = next(item for item in self.items if item.code == code)
        if item.is_aggregate_only and not self.is_province:
            return Found("", "item_of_province", {"value": name})
        return Found(code)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {fold(item.name_vi): item.code for item in self.items}

    def _name_of(self, code: str) -> str:
        return next(name for name, each in self._by_name.items() if each == code)

    def _label(self, code: str) -> str:
        name = next(item.name_vi for item in self.items if item.code == code)
        return f"{code}. {name}"


@dataclass(frozen=True)
class FacilitySubjects:
    """Facilities by their names; an unknown name is a new facility, and that is said."""

    facilities: tuple[Facility, ...]
    words: Words

    def find(self, name: str) -> Found:
        """Facility of a name."""
        folded = fold(without_order(name))
        if not folded:
            return Found("", "row_without_unit")
        if folded in self._by_name:
            return Found(self._by_name[folded])
        near = get_close_matches(folded, self._by_name, n=1, cutoff=0.75)
        known = {self._by_name[fold(f.name_vi)]: f.name_vi for f in self.facilities}
        nearest = ", ".join(known[self._by_name[each]] for each in near) or "–"
        code = folded.replace(" ", "_")[:LONGEST_CODE]
        return Found(code, "facility_new", {"value": name, "nearest": nearest}, is_refused=False)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {fold(facility.name_vi): facility.code for facility in self.facilities}
