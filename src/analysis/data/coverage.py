"""How much was published of each unit and year, standard by standard, and what disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.data.dataset import Dataset
from analysis.data.derivation import MULTIDIMENSIONAL_PARTS
from analysis.data.known import POVERTY
from analysis.data.model import Indicator, Observation, ObservationStatus, Vintage

Place = tuple[str, int, str]
"""Unit, year and standard."""


class Extent(StrEnum):
    """What is known of a unit and year; the value is the letter of the coverage table."""

    FULL = "F"
    RATE_AND_COUNT = "R"
    RATE = "r"
    MULTIDIMENSIONAL = "M"
    COUNT = "h"
    WEAK = "e"


@dataclass(frozen=True)
class Coverage:
    """What is known of one place, in which vintages, and whether its figures disagree."""

    extent: Extent
    is_contested: bool
    vintages: tuple[Vintage, ...]

    @property
    def letters(self) -> str:
        """Letter of the extent, with a star where figures disagree."""
        return f"{self.extent.value}*" if self.is_contested else self.extent.value


def poverty_coverage(dataset: Dataset) -> Mapping[Place, Coverage]:
    """Extent of the poverty figures of every unit, year and standard that has any.

    Parameters
    ----------
    dataset : Dataset
        Figures known on a day. Forecasts, estimates and figures of low confidence count as weak.
    """
    rates = dataset.indicators_of(POVERTY)
    codes = [code for rate in rates for code in (rate.code, rate.count_code) if code]
    places: dict[Place, list[Observation]] = {}
    for unit in dataset.units:
        for figure in (figure for code in codes for figure in dataset.figures(code, unit)):
            places.setdefault((unit, figure.year, figure.standard), []).append(figure)
    return {
        place: Coverage(
            _extent(figures, rates),
            _disagree(figures),
            tuple(sorted({figure.vintage for figure in figures})),
        )
        for place, figures in sorted(places.items())
    }


def _extent(figures: Iterable[Observation], rates: tuple[Indicator, ...]) -> Extent:
    solid = {figure.indicator for figure in figures if _is_solid(figure)}
    has_near = _has_near_poor(solid, rates)
    by_code = {rate.code: rate for rate in rates}
    poor = by_code.get(_poor_code(rates[0]), rates[0])
    if poor.code in solid:
        if poor.count_code not in solid:
            return Extent.RATE
        return Extent.FULL if has_near else Extent.RATE_AND_COUNT
    if rates[0].code in solid:
        return Extent.MULTIDIMENSIONAL
    return Extent.COUNT if solid else Extent.WEAK


def _poor_code(main: Indicator) -> str:
    return MULTIDIMENSIONAL_PARTS.get(main.code, (main.code,))[0]


def _has_near_poor(solid: set[str], rates: tuple[Indicator, ...]) -> bool:
    near = MULTIDIMENSIONAL_PARTS.get(rates[0].code, ())[1:]
    return any({rate.code, rate.count_code} & solid for rate in rates if rate.code in near)


def _is_solid(figure: Observation) -> bool:
    return figure.is_usable and figure.vintage > Vintage.ESTIMATE and figure.confidence != "low"


def _disagree(figures: Iterable[Observation]) -> bool:
    values: dict[str, set[float]] = {}
    for figure in figures:
        if figure.status is ObservationStatus.UNRELIABLE:
            return True
        values.setdefault(figure.indicator, set()).add(figure.value)
    return any(len(found) > 1 for found in values.values())


def contradictions(dataset: Dataset) -> Iterator[tuple[Observation, ...]]:
    """Figures of one indicator, unit, year and standard that disagree, or one that is in doubt.

    Doubtful figures are sought among all indicators, differing vintages among those that the
    reports judge.
    """
    judged = {
        i.code for family in dataset.description.families for i in dataset.indicators_of(family)
    }
    for unit in dataset.units:
        for code in dataset.indicators:
            places: dict[Place, list[Observation]] = {}
            for figure in dataset.figures(code, unit):
                places.setdefault((unit, figure.year, figure.standard), []).append(figure)
            for figures in places.values():
                is_doubted = any(f.status is ObservationStatus.UNRELIABLE for f in figures)
                if is_doubted or (code in judged and _disagree(figures)):
                    yield tuple(figures)


def standards_of(dataset: Dataset, unit: str) -> Mapping[str, tuple[int, ...]]:
    """Years with usable poverty rates of a unit, by standard, oldest standard first."""
    found: dict[str, set[int]] = {}
    for rate in dataset.indicators_of(POVERTY):
        for figure in dataset.figures(rate.code, unit):
            if figure.is_usable:
                found.setdefault(figure.standard, set()).add(figure.year)
    order = sorted(found, key=lambda code: dataset.standards[code].first_year)
    return {code: tuple(sorted(found[code])) for code in order}


def documents_wanted(dataset: Dataset) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Documents to ask for, by family and message key, with the units that lack their figures.

    Returns
    -------
    mapping
        The document that most units lack comes first.
    """
    wanted: dict[tuple[str, str], list[str]] = {}
    for family in dataset.description.families:
        for unit in dataset.units:
            for key in dataset.documents_missing(unit, family):
                wanted.setdefault((family, key), []).append(unit)
    order = sorted(wanted, key=lambda document: -len(wanted[document]))
    return {document: tuple(wanted[document]) for document in order}
