"""What does not add up in published figures: found and shown, never repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.data.derivation import MULTIDIMENSIONAL_PARTS
from analysis.data.model import Indicator, Observation, ObservationStatus, Vintage

RATE_TOLERANCE_POINTS = 0.01
"""Rounding of one printed rate with two decimals, and of a sum of two."""

COUNT_TOLERANCE = 0.0
_FLOAT_DUST = 1e-9

Key = tuple[str, str, int, str, Vintage]


@dataclass(frozen=True)
class Finding:
    """A published figure that differs from what other published figures make of it.

    `rule` names the check (``data.finding.<rule>``): ``rate`` count over base, ``sum`` poor plus
    near-poor, ``total`` sum of the units.
    """

    rule: str
    observation: Observation
    computed: float


def find_inconsistencies(
    observations: Iterable[Observation],
    indicators: Mapping[str, Indicator],
    *,
    parts: Sequence[str],
    total: str,
) -> tuple[Finding, ...]:
    """Run all checks over the figures known on a day.

    Parameters
    ----------
    observations : iterable of Observation
        All vintages; figures are only compared within one vintage, year and standard.
    indicators : mapping of str to Indicator
        Tells which count and base belong to a rate.
    parts, total : sequence of str, str
        Units whose counts add up to the total's.

    Returns
    -------
    tuple of Finding
        In order of rule, then of the figures.
    """
    by_key = {o.key: o for o in observations if o.status is not ObservationStatus.DERIVED}
    return (
        *_rates_against_counts(by_key, indicators),
        *_sums_of_poor_and_near_poor(by_key),
        *_totals_against_units(by_key, indicators, parts, total),
    )


def _differs(published: float, computed: float, tolerance: float) -> bool:
    return abs(published - computed) > tolerance + _FLOAT_DUST


def _rates_against_counts(
    by_key: Mapping[Key, Observation], indicators: Mapping[str, Indicator]
) -> Iterator[Finding]:
    for rate in by_key.values():
        indicator = indicators[rate.indicator]
        count = by_key.get((indicator.count_code or "", *rate.key[1:]))
        base = by_key.get((indicator.base_code or "", *rate.key[1:]))
        if count is not None and base is not None:
            computed = 100 * count.value / base.value
            if _differs(rate.value, computed, RATE_TOLERANCE_POINTS):
                yield Finding("rate", rate, computed)


def _sums_of_poor_and_near_poor(by_key: Mapping[Key, Observation]) -> Iterator[Finding]:
    for code, parts in MULTIDIMENSIONAL_PARTS.items():
        tolerance = RATE_TOLERANCE_POINTS if code.endswith("rate") else COUNT_TOLERANCE
        for published in [o for o in by_key.values() if o.indicator == code]:
            found = [by_key.get((part, *published.key[1:])) for part in parts]
            values = [part.value for part in found if part is not None]
            if len(values) == len(parts) and _differs(published.value, sum(values), tolerance):
                yield Finding("sum", published, sum(values))


def _totals_against_units(
    by_key: Mapping[Key, Observation],
    indicators: Mapping[str, Indicator],
    parts: Sequence[str],
    total: str,
) -> Iterator[Finding]:
    for published in [o for o in by_key.values() if o.unit == total]:
        if indicators[published.indicator].unit_of_measure not in ("households", "persons"):
            continue
        found = [by_key.get((published.indicator, unit, *published.key[2:])) for unit in parts]
        values = [part.value for part in found if part is not None]
        if len(values) == len(parts) and _differs(published.value, sum(values), COUNT_TOLERANCE):
            yield Finding("total", published, sum(values))
