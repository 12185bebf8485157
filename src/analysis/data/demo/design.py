"""What the demonstration panel looks like, as `demo/design.toml` says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DESIGN = "demo/design.toml"

Path = tuple[float, float]
"""First and last figure of a series, mostly percentages."""


@dataclass(frozen=True)
class District:
    """Paths of one invented district, percent, and what share of its poor are which.

    Parameters
    ----------
    multidim, earlier : Path
        Poor and near-poor households under the present and the earlier standard.
    poor_share : float
        Share of these that are poor.
    ethnic_minority : (float, float)
        Share of ethnic minorities in the households, and in the poor and near-poor households.
    trained, certified : Path
        Trained labour, and labour with a degree or certificate.
    """

    multidim: Path
    earlier: Path
    poor_share: float
    ethnic_minority: Path
    trained: Path
    certified: Path


@dataclass(frozen=True)
class Province:
    """Paths of an invented province: counts of households and persons, and percentages of them."""

    households: Path
    labour_force: Path
    multidim: Path
    poor_share: float
    trained: Path
    certified: Path


@dataclass(frozen=True)
class Source:
    """What a row names as its source; `known` is a day with the year, or the next, left open."""

    title: str
    period_point: str
    vintage: str
    status: str
    known: str

    def known_on(self, year: int) -> str:
        """Day on which figures of a year count as known."""
        return self.known.format(year=year, next_year=year + 1)


@dataclass(frozen=True)
class Design:
    """Everything that is invented: paths of districts, and totals where none is published."""

    seed: int
    total: str
    standard: str
    standard_years: tuple[int, ...]
    earlier_standard: str
    earlier_years: tuple[int, ...]
    labour_years: tuple[int, ...]
    noise: float
    preliminary_years: tuple[int, ...]
    preliminary_noise: float
    balancing: tuple[str, ...]
    balancing_labour: tuple[str, ...]
    households: Mapping[int, int]
    labour_force: Mapping[int, int]
    ethnic_minority_households: Mapping[int, int]
    rates: Mapping[str, Mapping[int, float]]
    districts: Mapping[str, District]
    provinces: Mapping[str, Province]
    sources: Mapping[str, Source]


def read_design(text: str) -> Design:
    """Design of the panel from the text of its file."""
    read: dict[str, Any] = {name: _tupled(value) for name, value in tomllib.loads(text).items()}
    for name in ("households", "labour_force", "ethnic_minority_households"):
        read[name] = _by_year(read[name])
    read["rates"] = {name: _by_year(found) for name, found in read["rates"].items()}
    for name, kind in (("districts", District), ("provinces", Province)):
        read[name] = {
            code: kind(**{part: _tupled(value) for part, value in fields.items()})
            for code, fields in read[name].items()
        }
    read["sources"] = {name: Source(**fields) for name, fields in read["sources"].items()}
    return Design(**read)


def _by_year(table: Mapping[str, Any]) -> dict[int, Any]:
    return {int(year): value for year, value in table.items()}


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
