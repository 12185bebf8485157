"""Which units make up which territory, before and after the boundaries of 2025.

A unit of one list is never taken for one of another: the 125 communes of 2020 to 2024, the 119 of
the first half of 2025 and the units since 1 July 2025 have codes of their own, and a territory says
for which years its parts make it up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analysis.data.tables import records

CODE_SUFFIX_2025 = "-2025"
"""Tells units since 1 July 2025 from earlier ones that had the same statistics code."""
CODE_SUFFIX_2025_Q1 = "-2025q1"
"""Tells communes merged on 1 January 2025 from the one of them whose code they went on with."""
COMMUNES_FIRST_YEAR, COMMUNES_LAST_YEAR = 2020, 2024
"""Years at whose end the 125 communes of the crosswalk stood, by Resolution 832/NQ-UBTVQH14."""


@dataclass(frozen=True)
class Composition:
    """A territory and the units that it is made up of, none left over and none counted twice.

    `first_year` and `last_year` are the years at whose end the parts stood for the first and the
    last time; ``None`` where they made up the territory all along, or still do.
    """

    whole: str
    parts: tuple[str, ...]
    first_year: int | None = None
    last_year: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the parts stood at the end of a year."""
        begun = self.first_year is None or year >= self.first_year
        return begun and (self.last_year is None or year <= self.last_year)

    def rests_on(self, other: Composition) -> bool:
        """Whether the other makes up one of its parts in a year that both hold in."""
        first = max(c.first_year or 0 for c in (self, other))
        last = min(c.last_year or first for c in (self, other))
        return other.whole in self.parts and first <= last


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
        """Codes of the units right below a territory by today's lists; none where undivided."""
        found = (c.parts for c in self.compositions if c.whole == whole and c.last_year is None)
        return next(found, ())

    def around(self, unit: str) -> tuple[str, ...]:
        """Codes of the territories that a unit lies in, the smallest first."""
        found = list(self._wholes.get(unit, ()))
        for code in found:
            known = {unit, *found}
            found += [whole for whole in self._wholes.get(code, ()) if whole not in known]
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


def communes_until_2025(crosswalk: pd.DataFrame) -> Iterator[Composition]:
    """Compositions by the lists of communes: 125 to 119, and these to districts and present units.

    Sums of present units before 2025 are of the territory that they got on 1 July 2025. A district
    that had no communes is the one part of its unit.
    """
    rows = [row for row in records(crosswalk) if row["code_2024"]]
    whole_districts = [row for row in records(crosswalk) if not row["code_2024"]]
    merged = _grouped((row["code_2025q1"], row["code_2024"]) for row in rows)
    merged = {code: parts for code, parts in merged.items() if len(parts) > 1}
    now = {row["code_2024"]: row["code_2025q1"] for row in rows}
    now = {c: q + CODE_SUFFIX_2025_Q1 if q in merged else q for c, q in now.items()}
    wholes = {
        **{code + CODE_SUFFIX_2025_Q1: parts for code, parts in merged.items()},
        **_grouped((row["district_code"], now[row["code_2024"]]) for row in rows),
        **_grouped((row["code_2025"] + CODE_SUFFIX_2025, now[row["code_2024"]]) for row in rows),
        **{r["code_2025"] + CODE_SUFFIX_2025: (r["district_code"],) for r in whole_districts},
    }
    for whole, parts in wholes.items():
        yield Composition(whole, parts, COMMUNES_FIRST_YEAR, COMMUNES_LAST_YEAR)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for whole, part in pairs:
        found[whole][part] = None
    return {whole: tuple(parts) for whole, parts in found.items()}


def territories(frame: pd.DataFrame, crosswalk: pd.DataFrame) -> Territories:
    """Read the territories; rows of one whole and first year are one composition.

    Parameters
    ----------
    frame : DataFrame
        Wholes and their parts.
    crosswalk : DataFrame
        What the communes of 2024 became.

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
    found += communes_until_2025(crosswalk)
    return Territories(parts_first(found), predecessors(crosswalk))


def parts_first(compositions: Iterable[Composition]) -> tuple[Composition, ...]:
    """Order compositions so that each comes after those that make up its parts.

    Raises
    ------
    ValueError
        If a territory is part of itself.
    """
    left, ordered = list(compositions), []
    while left:
        ready = [c for c in left if not any(c.rests_on(other) for other in left)]
        if not ready:
            raise ValueError(f"part of itself: {sorted(c.whole for c in left)}")
        ordered += ready
        left = [c for c in left if c not in ready]
    return tuple(ordered)
