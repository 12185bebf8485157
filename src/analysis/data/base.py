"""How many households or persons a rate is a share of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from analysis.data.as_of import best_vintages
from analysis.data.model import Indicator, Observation

CENSUS_YEAR = 2019
LABOUR_FORCE = "gso_labour_force_15plus"
HOUSEHOLDS_IN_REVIEW = "households_in_review"
HOUSEHOLDS = "households"
COUNTED = ("data.base.census", "data.base.statistics")
MOST_GROWTH = 1.25
"""Growth since the count beyond which the units cannot be all parts of the total."""


class Base(NamedTuple):
    """Households or persons, the year they were counted and a message key that says how."""

    value: float
    year: int
    note: str


def household_base(figures: Iterable[Observation], rates: Iterable[Indicator]) -> Base | None:
    """Households that the poverty rates of one unit are shares of.

    Parameters
    ----------
    figures : iterable of Observation
        All figures of the unit known on a day.
    rates : iterable of Indicator
        Poverty rates, each with the code of its count.

    Returns
    -------
    Base or None
        Of the latest year: households stated in the review, else count over rate of one decision
        (the highest rate, whose rounding matters least), else household statistics, mostly the
        2019 census, which lies 6 to 18 % below the review bases of 2023.

    Notes
    -----
    ``base = 100 * count / rate``: 4,602 poor households at 38.04 % are 12,098 households.
    """
    known = [figure for figure in figures if figure.is_usable]
    candidates = [
        *_stated(known, HOUSEHOLDS_IN_REVIEW),
        *_implied(known, rates),
        *_stated(known, HOUSEHOLDS),
    ]
    return max(candidates, key=lambda base: base.year, default=None)


def weights_of(bases: Mapping[str, Base], total: str | None) -> dict[str, float]:
    """Households of the units, those counted before the total's review raised to add up to it.

    Households grow faster than the population: seven districts known from the census of 2019
    alone would leave 8,000 households of the province in no district.

    Parameters
    ----------
    bases : mapping of str to Base
        Of all parts and of the total.
    total : str or None
        Unit that the others add up to; none where there is none, or a part has no base.
    """
    weights = {unit: base.value for unit, base in bases.items()}
    whole = bases.get(total) if total else None
    if whole is None:
        return weights
    old = {u for u, b in bases.items() if b.note in COUNTED and b.year < whole.year} - {total}
    rest = whole.value - sum(weights[unit] for unit in weights if unit not in (*old, total))
    counted = sum(weights[unit] for unit in old)
    if counted and 1 < rest / counted <= MOST_GROWTH:
        weights |= {unit: weights[unit] * rest / counted for unit in old}
    return weights


def labour_force_base(figures: Iterable[Observation]) -> Base | None:
    """Labour force aged 15 and over of one unit, persons, latest year known."""
    return next(_stated([f for f in figures if f.is_usable], LABOUR_FORCE), None)


def _stated(figures: list[Observation], code: str) -> Iterator[Base]:
    """Yield counts as published, the latest year first."""
    for figure in reversed(best_vintages(f for f in figures if f.indicator == code)):
        yield Base(figure.value, figure.year, _note(figure))


def _note(figure: Observation) -> str:
    if figure.indicator == LABOUR_FORCE:
        return "data.base.labour_force"
    if figure.indicator == HOUSEHOLDS_IN_REVIEW:
        return "data.base.in_review"
    is_census = figure.year == CENSUS_YEAR
    return "data.base.census" if is_census else "data.base.statistics"


def _implied(figures: list[Observation], rates: Iterable[Indicator]) -> Iterator[Base]:
    """Count over rate where one decision has both: latest knowledge and highest rate first."""
    by_key = {figure.key: figure for figure in figures}
    pairs = [
        (rate, by_key[indicator.count_code, *rate.key[1:]])
        for indicator in rates
        for rate in figures
        if rate.indicator == indicator.code and rate.value > 0
        if indicator.count_code and (indicator.count_code, *rate.key[1:]) in by_key
    ]
    for rate, count in sorted(pairs, key=lambda pair: _precision(pair[0]), reverse=True):
        yield Base(float(round(100 * count.value / rate.value)), rate.year, "data.base.implied")


def _precision(rate: Observation) -> tuple[object, ...]:
    return (rate.known_on, rate.vintage, rate.value)
