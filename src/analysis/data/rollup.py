"""Figures of a territory as the sum of its units: exact, marked as derived, or refused.

Only counts are added. A rate is the count over the base, both rolled up from the same units; the
mean of rates is never taken. Parts must be of one year, standard and vintage, and none may lack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.data.derivation import DECIMALS, LOWEST_FIRST, ethnic_minority_figures
from analysis.data.model import Indicator, Observation, ObservationStatus, Vintage
from analysis.data.territory import Composition, Territories

ADDITIVE = frozenset({"households", "persons", "count"})
"""Units of measure of figures that add up over territories."""

Key = tuple[str, int, str, Vintage]
"""Indicator, year, standard and vintage."""


@dataclass(frozen=True)
class Gap:
    """A sum that was refused because parts have no figure of that year, standard and vintage.

    `part_count` is the number of all parts of the territory in that year.
    """

    whole: str
    indicator: str
    year: int
    standard: str
    vintage: Vintage
    missing: tuple[str, ...]
    part_count: int


@dataclass(frozen=True)
class RollUp:
    """Derived figures, and the sums that were refused with what they lack."""

    figures: tuple[Observation, ...]
    gaps: tuple[Gap, ...]

    def gaps_of(self, unit: str, indicator: Indicator) -> tuple[Gap, ...]:
        """Refused sums of a unit that an indicator, its count or its base would need, by year."""
        codes = (indicator.code, indicator.count_code, indicator.base_code)
        found = [gap for gap in self.gaps if gap.whole == unit and gap.indicator in codes]
        return tuple(sorted(found, key=lambda gap: (gap.year, gap.standard, gap.vintage)))


def roll_up(
    figures: Iterable[Observation],
    territories: Territories,
    indicators: Mapping[str, Indicator],
) -> RollUp:
    """Sum figures of units to their territories, level by level.

    Parameters
    ----------
    figures : iterable of Observation
        Figures known on a day; contradicted ones and forecasts count as missing.
    territories : Territories
        Which units make up which.
    indicators : mapping of str to Indicator
        Tells what is a count, and which count and base belong to a rate.

    Returns
    -------
    RollUp
        Status ``D``, the lowest confidence and the latest day of knowledge of the parts. A figure
        that was published under the same key stands; none is derived beside it.
    """
    counts = _usable_counts(figures, indicators)
    published = {figure.key for figure in figures_of(counts)}
    derived: list[Observation] = []
    gaps: list[Gap] = []
    for composition in territories.compositions:
        sums, refused = _of_territory(composition, counts)
        sums = [figure for figure in sums if figure.key not in published]
        for figure in sums:
            counts[figure.unit][_without_unit(figure)] = figure
        gaps += [gap for gap in refused if _as_key(gap) not in counts[composition.whole]]
        derived += sums
    return RollUp((*derived, *_rates(derived, indicators)), tuple(gaps))


def group_sums(
    rolled: RollUp, known: Iterable[Observation], units: Container[str]
) -> tuple[Observation, ...]:
    """Sums about groups of people that are units of their own, unless published."""
    published = {figure.key for figure in known}
    sums = ethnic_minority_figures(rolled.figures, units)
    return tuple(figure for figure in sums if figure.key not in published)


def figures_of(counts: Mapping[str, Mapping[Key, Observation]]) -> Iterator[Observation]:
    """Yield the figures of a table by unit and key."""
    for by_key in counts.values():
        yield from by_key.values()


def _usable_counts(
    figures: Iterable[Observation], indicators: Mapping[str, Indicator]
) -> dict[str, dict[Key, Observation]]:
    counts: dict[str, dict[Key, Observation]] = defaultdict(dict)
    for figure in figures:
        if figure.is_usable and indicators[figure.indicator].unit_of_measure in ADDITIVE:
            counts[figure.unit][_without_unit(figure)] = figure
    return counts


def _without_unit(figure: Observation) -> Key:
    return (figure.indicator, figure.year, figure.standard, figure.vintage)


def _as_key(gap: Gap) -> Key:
    return (gap.indicator, gap.year, gap.standard, gap.vintage)


def _of_territory(
    composition: Composition, counts: Mapping[str, Mapping[Key, Observation]]
) -> tuple[list[Observation], list[Gap]]:
    """Sums of one territory, and those refused because some but not all parts have a figure."""
    known = [counts.get(part, {}) for part in composition.parts]
    keys = dict.fromkeys(key for by_key in known for key in by_key)
    sums, gaps = [], []
    for key in (key for key in keys if composition.holds(key[1])):
        missing = [
            p for p, by_key in zip(composition.parts, known, strict=True) if key not in by_key
        ]
        if missing:
            gaps.append(Gap(composition.whole, *key, tuple(missing), len(known)))
        else:
            sums.append(_sum(composition.whole, [by_key[key] for by_key in known]))
    return sums, gaps


def _sum(whole: str, parts: Sequence[Observation]) -> Observation:
    references = dict.fromkeys(part.source_reference for part in parts)
    return replace(
        parts[0],
        unit=whole,
        value=sum(part.value for part in parts),
        known_on=max(part.known_on for part in parts),
        status=ObservationStatus.DERIVED,
        confidence=min((part.confidence for part in parts), key=LOWEST_FIRST.index),
        source_title="; ".join(dict.fromkeys(part.source_title for part in parts)),
        source_reference="; ".join(references),
        note=" + ".join(f"{part.value:g} ({part.unit})" for part in parts),
        parts=tuple(part.unit for part in parts),
    )


def _rates(
    derived: Iterable[Observation], indicators: Mapping[str, Indicator]
) -> Iterator[Observation]:
    """Yield rates of count and base rolled up from the same units, in percent."""
    by_key = {figure.key: figure for figure in derived}
    for rate in (i for i in indicators.values() if i.count_code and i.base_code):
        for count in [c for c in by_key.values() if c.indicator == rate.count_code]:
            base = by_key.get((str(rate.base_code), *count.key[1:]))
            if base is not None and base.value > 0 and base.parts == count.parts:
                yield replace(
                    count,
                    indicator=rate.code,
                    value=round(100 * count.value / base.value, DECIMALS),
                    known_on=max(count.known_on, base.known_on),
                    confidence=min(count.confidence, base.confidence, key=LOWEST_FIRST.index),
                    note=f"100 × {count.value:g} / {base.value:g}",
                )
