"""Counts of the invented districts, year by year."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.data.base import CENSUS_YEAR
from analysis.data.demo.anchors import CERTIFIED, TRAINED, Anchors
from analysis.data.demo.design import Design, District, Path
from analysis.data.demo.shares import apportion, balanced

RELAPSES_OF_INFLOW = 0.15
"""Share of the households entering poverty that had left it before."""

LEAST_TURNOVER = 0.06
"""Share of the households of the start that leave and enter poverty in any year."""

Row = Mapping[str, int]
"""Counts of one district and year by indicator."""


@dataclass(frozen=True)
class Year:
    """Counts of all districts in one year under one standard (or none)."""

    year: int
    standard: str
    source: str
    rows: Mapping[str, Row]


@dataclass
class Panel:
    """Draws the panel of a design around published totals; each year is drawn once, in order."""

    design: Design
    anchors: Anchors
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.design.seed)  # noqa: S311  no secret

    def years(self) -> Iterator[Year]:
        """All years: the earlier standard, the present one, then labour."""
        present = [self._present(year) for year in self.design.standard_years]
        for series in ([self._earlier(year) for year in self.design.earlier_years], present):
            for before, now in zip([None, *series], series, strict=False):
                yield with_flows(before, now) if before else now
        by_year = {found.year: found for found in present}
        yield from (self._preliminary(by_year[year]) for year in self.design.preliminary_years)
        yield from (self._labour(year) for year in self.design.labour_years)

    def _households(self, year: int) -> dict[str, int]:
        total = self.design.households[year]
        return apportion(total, self.anchors.shares("households", CENSUS_YEAR))

    def _present(self, year: int) -> Year:
        households = self._households(year)
        years, paths = self.design.standard_years, self._paths("multidim")
        expected = self._expected(households, paths, years, year)
        poverty = self._poverty(
            expected, self.anchors.multidim(year), self.anchors.poor(year), households
        )
        minority = self._minority(year, households, poverty)
        rows = {code: {**poverty[code], **minority[code]} for code in households}
        return Year(year, self.design.standard, "decision", rows)

    def _earlier(self, year: int) -> Year:
        households = self._households(year)
        years, paths = self.design.earlier_years, self._paths("earlier")
        totals = [self.anchors.earlier(f"earlier_{rate}", year) for rate in ("multidim", "poor")]
        expected = self._expected(households, paths, years, year)
        rows = self._poverty(expected, totals[0], totals[1], households)
        return Year(year, self.design.earlier_standard, "decision", rows)

    def _poverty(
        self, expected: Mapping[str, float], total: int, poor_total: int, households: Row
    ) -> dict[str, dict[str, int]]:
        multidim = balanced(total, expected, self.design.balancing)
        shares = {code: district.poor_share for code, district in self.design.districts.items()}
        likely = {code: multidim[code] * share for code, share in shares.items()}
        poor = balanced(poor_total, likely, self.design.balancing)
        return {
            code: {
                "households_in_review": households[code],
                "multidim_poor_households": multidim[code],
                "poor_households": poor[code],
                "near_poor_households": multidim[code] - poor[code],
            }
            for code in households
        }

    def _minority(
        self, year: int, households: Row, poverty: Mapping[str, Row]
    ) -> dict[str, dict[str, int]]:
        shares = {c: d.ethnic_minority for c, d in self.design.districts.items()}
        weights = {code: households[code] * of_all for code, (of_all, _) in shares.items()}
        groups = apportion(self.design.ethnic_minority_households[year], weights)
        multidim = {code: row["multidim_poor_households"] for code, row in poverty.items()}
        likely = {code: multidim[code] * of_poor for code, (_, of_poor) in shares.items()}
        total = self.anchors.ethnic_minority(year)
        both = balanced(total, likely, self.design.balancing)
        return {code: _minority_row(groups[code], both[code], poverty[code]) for code in groups}

    def _preliminary(self, final: Year) -> Year:
        """Figures of November, before some households were struck off or added."""
        rows = {}
        for code, row in final.rows.items():
            poor, near = (
                round(row[name] * (1 + abs(self.random.gauss(0, self.design.preliminary_noise))))
                for name in ("poor_households", "near_poor_households")
            )
            rows[code] = {
                "households_in_review": row["households_in_review"],
                "multidim_poor_households": poor + near,
                "poor_households": poor,
                "near_poor_households": near,
            }
        return Year(final.year, final.standard, "preliminary", rows)

    def _labour(self, year: int) -> Year:
        total = self.anchors.labour_force(year)
        persons = apportion(total, self.anchors.shares("population_15plus", CENSUS_YEAR))
        trained, certified = (
            balanced(
                self.anchors.trained(code, rate, year),
                self._expected(persons, self._paths(rate), self.design.labour_years, year),
                self.design.balancing_labour,
            )
            for code, rate in ((TRAINED, "trained"), (CERTIFIED, "certified"))
        )
        rows = {
            code: {
                "gso_labour_force_15plus": persons[code],
                "trained_workers_admin": trained[code],
                "trained_workers_with_certificate_admin": certified[code],
            }
            for code in persons
        }
        return Year(year, "n/a", "labour", rows)

    def _paths(self, series: str) -> Mapping[str, Path]:
        return {code: _path(found, series) for code, found in self.design.districts.items()}

    def _expected(
        self, base: Row, paths: Mapping[str, Path], years: Sequence[int], year: int
    ) -> dict[str, float]:
        """Counts on the straight path of each district, with some noise between its ends."""
        passed = (year - years[0]) / (years[-1] - years[0])
        spread = self.design.noise if 0 < passed < 1 else 0.0
        return {
            code: base[code] * (first + passed * (last - first)) / 100 * self._around_one(spread)
            for code, (first, last) in paths.items()
        }

    def _around_one(self, spread: float) -> float:
        return 1 + self.random.gauss(0, 1) * spread


def _path(district: District, series: str) -> Path:
    found: Path = getattr(district, series)
    return found


def _minority_row(group: int, both: int, row: Row) -> dict[str, int]:
    """Poor and near-poor of a group, never more than there are in the district."""
    share = row["poor_households"] / max(row["multidim_poor_households"], 1)
    poor = min(row["poor_households"], max(round(both * share), both - row["near_poor_households"]))
    return {
        "em_households": group,
        "em_multidim_poor_households": both,
        "em_poor_households": poor,
        "em_near_poor_households": both - poor,
    }


def with_flows(before: Year, now: Year) -> Year:
    """Add the households that left, fell back and became poor: start and end tell their balance."""
    kinds = {
        "poor_households": ("exiting_poverty", "relapsing_into_poverty", "newly_poor"),
        "near_poor_households": (
            "exiting_near_poverty", "relapsing_into_near_poverty", "newly_near_poor",
        ),
    }  # fmt: skip
    rows = {}
    for code, row in now.rows.items():
        flows: dict[str, int] = {}
        for count, names in kinds.items():
            found = _flows(before.rows[code][count], row[count])
            flows |= {f"households_{name}": n for name, n in zip(names, found, strict=True)}
        rows[code] = {**row, **flows}
    return Year(now.year, now.standard, now.source, rows)


def _flows(start: int, end: int) -> tuple[int, int, int]:
    """Households that left, fell back and became poor: end = start - left + back + new."""
    turnover = round(LEAST_TURNOVER * start)
    left = max(turnover, start - end + turnover)
    entered = end - start + left
    back = round(RELAPSES_OF_INFLOW * entered)
    return left, back, entered - back
