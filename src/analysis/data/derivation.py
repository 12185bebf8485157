"""Figures that follow from published ones by a sum within one decision."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.data.model import Observation, ObservationStatus, Vintage

Key = tuple[str, str, int, str, Vintage]

MULTIDIMENSIONAL_PARTS = {
    "multidim_poverty_rate": ("poor_household_rate", "near_poor_household_rate"),
    "multidim_poor_households": ("poor_households", "near_poor_households"),
}
"""Totals that review decisions define as poor plus near-poor."""

GROUP_SUFFIX = "-EM"
ETHNIC_MINORITY_INDICATORS = {
    "em_multidim_poverty_rate": "multidim_poverty_rate",
    "em_poor_household_rate": "poor_household_rate",
    "em_multidim_poor_households": "multidim_poor_households",
    "em_poor_households": "poor_households",
    "em_near_poor_households": "near_poor_households",
}
"""Figures of ethnic-minority households, published under codes of their own, and what they are."""

DECIMALS = 2
LOWEST_FIRST = ("low", "medium", "high")
"""Degrees of confidence in order: a figure made of others has the lowest of them."""


def multidimensional_sums(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Poor plus near-poor where one vintage has both and does not print their sum.

    Parameters
    ----------
    observations : iterable of Observation
        Published figures of any indicator.

    Returns
    -------
    tuple of Observation
        Rates in percent and counts of households, status ``D``, with the lower confidence and the
        later day of knowledge of the two parts. A doubtful part gives no sum.
    """
    by_key = {observation.key: observation for observation in observations}
    return tuple(_sums(by_key))


def _sums(by_key: Mapping[Key, Observation]) -> Iterator[Observation]:
    for total, (poor_code, near_code) in MULTIDIMENSIONAL_PARTS.items():
        for poor in [o for o in by_key.values() if o.indicator == poor_code and o.is_usable]:
            near = by_key.get((near_code, *poor.key[1:]))
            if near is not None and (total, *poor.key[1:]) not in by_key:
                yield _sum(total, poor, near)


def _sum(indicator: str, poor: Observation, near: Observation) -> Observation:
    return replace(
        poor,
        indicator=indicator,
        value=round(poor.value + near.value, DECIMALS),
        known_on=max(poor.known_on, near.known_on),
        status=ObservationStatus.DERIVED,
        confidence=min(poor.confidence, near.confidence, key=LOWEST_FIRST.index),
        note=f"{poor.value:g} + {near.value:g}",
    )


def ethnic_minority_figures(
    observations: Iterable[Observation], units: Container[str]
) -> tuple[Observation, ...]:
    """Figures about ethnic-minority households as figures of that group, where it is a unit.

    The rate of an ethnic-minority *area* counts all its households and is left where it is.
    """
    return tuple(
        replace(o, indicator=ETHNIC_MINORITY_INDICATORS[o.indicator], unit=o.unit + GROUP_SUFFIX)
        for o in observations
        if o.indicator in ETHNIC_MINORITY_INDICATORS and o.unit + GROUP_SUFFIX in units
    )
