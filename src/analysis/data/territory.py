"""Which units make up which territory, before and after the boundaries of 2025.

A unit of one list is never taken for one of another: the 125 communes of 2024, the 119 of the first
half of 2025 and the units since 1 July 2025 have codes of their own, and a territory says from
which year on its parts stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analysis.data.tables import records

CODE_SUFFIX_2025 = "-2025"
"""Tells units since 1 July 2025 from earlier ones that had the same statistics code."""


@dataclass(frozen=True)
class Composition:
    """A territory and the units that it is made up of, none left over and none counted twice.

    `first_year` is the year at whose end the parts stood for the first time; ``None`` where they
    made up the territory all along.
    """

    whole: str
    parts: tuple[str, ...]
    first_year: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the parts stood at the end of a year."""
        return self.first_year is None or year >= self.first_year


@dataclass(frozen=True)
class Territories:
    """All compositions, each after those of its own parts.

    `predecessors` are the names of the communes that a unit of 2025 was made of.
    """

    compositions: tuple[Composition, ...] = ()
    predecessors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _wholes(self) -> Mapping[str, tuple[str, ...]]:
        wholes: dict[str, list[str]] = {}
        for composition in self.compositions:
            for part in composition.parts:
                wholes.setdefault(part, []).append(composition.whole)
        return {part: tuple(found) for part, found in wholes.items()}

    def parts_of(self, whole: str) -> tuple[str, ...]:
        """Codes of the units right below a territory; none where it is not divided."""
        return next((c.parts for c in self.compositions if c.whole == whole), ())

    def around(self, unit: str) -> tuple[str, ...]:
        """Codes of the territories that a unit lies in, the smallest first."""
        found = list(self._wholes.get(unit, ()))
        for code in found:
            found += [whole for whole in self._wholes.get(code, ()) if whole not in found]
        return tuple(found)


def predecessors(crosswalk: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """Names of the communes of 2024 that each unit of 2025 was made of, by its code."""
    found: dict[str, list[str]] = {}
    for row in records(crosswalk):
        names = found.setdefault(f"{row['code_2025']}{CODE_SUFFIX_2025}", [])
        kind, name = row["type_2024"], row["name_2024"]
        full = name.lower() if name.lower().startswith(kind) else f"{kind} {name}"
        names += [full] if row["code_2024"] else []
    return {code: tuple(names) for code, names in found.items()}


def territories(
    frame: pd.DataFrame, before: Mapping[str, tuple[str, ...]] | None = None
) -> Territories:
    """Read the territories; rows of one whole and first year are one composition.

    Parameters
    ----------
    frame : DataFrame
        Wholes and their parts.
    before : mapping of str to tuple of str, optional
        Names of the communes that units were made of.

    Raises
    ------
    ValueError
        If a territory is part of itself.
    """
    parts: dict[tuple[str, int | None], list[str]] = {}
    for row in records(frame):
        year = None if row["first_year"] is None else int(row["first_year"])
        parts.setdefault((row["whole"], year), []).append(row["part"])
    found = [Composition(whole, tuple(p), year) for (whole, year), p in parts.items()]
    return Territories(parts_first(found), before or {})


def parts_first(compositions: Iterable[Composition]) -> tuple[Composition, ...]:
    """Order compositions so that each comes after those that make up its parts.

    Raises
    ------
    ValueError
        If a territory is part of itself.
    """
    left, ordered = list(compositions), []
    while left:
        open_wholes = {composition.whole for composition in left}
        ready = [c for c in left if not open_wholes.intersection(c.parts)]
        if not ready:
            raise ValueError(f"part of itself: {sorted(open_wholes)}")
        ordered += ready
        left = [c for c in left if c not in ready]
    return tuple(ordered)
