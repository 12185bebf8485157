"""The invented panel at other levels: units within the districts, and the other province."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.data.demo.design import Design, Province
from analysis.data.demo.panel import Row, Year
from analysis.data.demo.shares import apportion, share_of

SPREAD_OF_POVERTY, SPREAD_OF_LABOUR = 0.25, 0.05
"""How far a unit's rate is from its district's, at most and roughly, as a share of it."""

SIZES = (0.7, 1.3)
"""Smallest and largest unit of a district, against the mean."""

POVERTY = ("households_in_review", "poor_households", "near_poor_households")
LABOUR = (
    "gso_labour_force_15plus", "trained_workers_admin", "trained_workers_with_certificate_admin",
)  # fmt: skip
WITHIN = {"trained_workers_with_certificate_admin": "trained_workers_admin"}
"""Counts that are part of another count and not of the households or persons."""


@dataclass
class Units:
    """Shares the districts' counts out to the units of their territory, none left over.

    Parameters
    ----------
    design : Design
        What is invented.
    parts : mapping of str to sequence of str
        Codes of the present units of each district.
    """

    design: Design
    parts: Mapping[str, Sequence[str]]
    factors: dict[tuple[str, str], float] = field(init=False)

    def __post_init__(self) -> None:
        chance = random.Random(self.design.seed + 1)  # noqa: S311  no secret
        self.factors = {}
        for code in (code for parts in self.parts.values() for code in parts):
            size = chance.uniform(*SIZES)
            self.factors |= {(code, POVERTY[0]): size, (code, LABOUR[0]): size}
            for names, spread in ((POVERTY, SPREAD_OF_POVERTY), (LABOUR, SPREAD_OF_LABOUR)):
                for name in names[1:]:
                    self.factors[code, name] = chance.uniform(1 - spread, 1 + spread)

    def years(self, years: Sequence[Year]) -> Iterator[Year]:
        """Years of the present standard and of labour, by unit."""
        for year in years:
            names = {"decision": POVERTY, "labour": LABOUR}.get(year.source, ())
            if names and year.standard in (self.design.standard, "n/a"):
                rows = {
                    unit: row
                    for code, counts in year.rows.items()
                    for unit, row in self._shared(self.parts[code], counts, names).items()
                }
                yield Year(year.year, year.standard, year.source, rows)

    def _shared(
        self, units: Sequence[str], counts: Row, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        base = names[0]
        shares = {base: apportion(counts[base], {u: self.factors[u, base] for u in units})}
        for name in names[1:]:
            whole = shares[WITHIN.get(name, base)]
            weights = {u: whole[u] * self.factors[u, name] for u in units}
            shares[name] = apportion(counts[name], weights)
        rows = {unit: {name: shares[name][unit] for name in names} for unit in units}
        return {unit: _with_sum(row) for unit, row in rows.items()}


def of_province(code: str, province: Province, design: Design) -> Iterator[Year]:
    """Figures of the other province on the straight paths of its design."""
    for years, source in ((design.standard_years, "decision"), (design.labour_years, "labour")):
        for year in years:
            passed = (year - years[0]) / (years[-1] - years[0])
            row = _row_of(province, source, passed)
            standard = design.standard if source == "decision" else "n/a"
            yield Year(year, standard, source, {code: row})


def _row_of(province: Province, source: str, passed: float) -> dict[str, int]:
    def at(path: tuple[float, float]) -> float:
        return path[0] + passed * (path[1] - path[0])

    if source == "labour":
        persons = round(at(province.labour_force))
        trained, certified = (
            share_of(persons, at(p)) for p in (province.trained, province.certified)
        )
        return dict(zip(LABOUR, (persons, trained, certified), strict=True))
    households = round(at(province.households))
    both = share_of(households, at(province.multidim))
    poor = round(both * province.poor_share)
    return _with_sum(dict(zip(POVERTY, (households, poor, both - poor), strict=True)))


def _with_sum(row: dict[str, int]) -> dict[str, int]:
    """Add poor and near poor, where a row has them."""
    if POVERTY[1] not in row:
        return row
    return {**row, "multidim_poor_households": row[POVERTY[1]] + row[POVERTY[2]]}
