"""Whatever is summed over territories: exact, the same by any way, and never across a boundary."""

import csv
import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import Dataset, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.model import Observation, ObservationStatus, Vintage
from analysis.data.rollup import roll_up
from analysis.data.territory import Composition, Territories, parts_first

CODES = ("poor_households", "households_in_review")
STANDARD = "multidim_ND07_2021"
STAGES = ("code_2024", "code_2025q1", "code_2025", "district_code")


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


def figure(unit: str, value: float, year: int = 2026, code: str = CODES[0]) -> Observation:
    return Observation(
        code, unit, year, STANDARD, Vintage.DECISION, dt.date(2027, 1, 5), value,
        ObservationStatus.NORMAL, "high", "Biểu rà soát", "1/QĐ",
    )  # fmt: skip


def stages() -> list[list[str]]:
    """Areas of each commune through time: 125 communes, 119, 37 units, 10 districts."""
    path = DEFAULT_DIRECTORY / "reference" / "crosswalk_2025.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    names = [[f"{row[s] or row['district_code']}@{s}" for s in STAGES] for row in found]
    return [[*row, "45"] for row in names]


def links(*columns: int) -> Territories:
    """Compositions between some of the stages, each from one to the next."""
    parts: dict[str, dict[str, None]] = {}
    for row in stages():
        for lower, upper in pairwise(columns):
            parts.setdefault(row[upper], {})[row[lower]] = None
    return Territories(parts_first(Composition(w, tuple(p)) for w, p in parts.items()))


STEPWISE, DIRECT = links(0, 1, 2, 3, 4), links(0, 4)
COMMUNES = tuple(row[0] for row in stages())
counts_of_communes = st.lists(st.integers(0, 5000), min_size=len(COMMUNES), max_size=len(COMMUNES))


def sums(published: Dataset, territories: Territories, values: list[int]) -> Mapping[str, float]:
    figures = [figure(unit, value) for unit, value in zip(COMMUNES, values, strict=True)]
    rolled = roll_up(figures, territories, published.register.indicators)
    assert rolled.gaps == ()
    return {derived.unit: derived.value for derived in rolled.figures}


def test_the_stages_are_125_119_37_and_10_areas_with_the_island() -> None:
    levels = [len({row[i] for row in stages()}) for i in range(5)]

    assert levels == [125 + 1, 119 + 1, 37, 10, 1]


@settings(max_examples=20)
@given(values=counts_of_communes)
def test_sum_through_119_and_37_is_the_direct_sum(published: Dataset, values: list[int]) -> None:
    by_steps = sums(published, STEPWISE, values)
    units = links(0, 2)

    assert by_steps["45"] == sums(published, DIRECT, values)["45"] == sum(values)
    assert sums(published, units, values).items() <= by_steps.items()


PRESENT = tuple(
    part
    for composition in load_dataset().register.territories.compositions
    for part in composition.parts
    if part.endswith("-2025")
)


@settings(max_examples=15)
@given(
    data=st.data(),
    bases=st.lists(st.integers(1, 9000), min_size=len(PRESENT), max_size=len(PRESENT)),
)
def test_merged_province_is_its_78_units_in_households(
    published: Dataset, data: st.DataObject, bases: list[int]
) -> None:
    poor = [data.draw(st.integers(0, base)) for base in bases]
    figures = [figure(u, p) for u, p in zip(PRESENT, poor, strict=True)]
    figures += [figure(u, b, code=CODES[1]) for u, b in zip(PRESENT, bases, strict=True)]
    rolled = roll_up(figures, published.register.territories, published.register.indicators)
    by_key = {(f.unit, f.indicator): f for f in rolled.figures}
    rate = by_key["44-2025", "poor_household_rate"].value

    assert by_key["44-2025", CODES[0]].value == sum(poor)
    assert by_key["44", CODES[1]].value + by_key["45", CODES[1]].value == sum(bases)
    assert rate == round(100 * sum(poor) / sum(bases), 2)
    assert all(f.status is ObservationStatus.DERIVED and f.parts for f in rolled.figures)


@settings(max_examples=30)
@given(lacking=st.sets(st.sampled_from(PRESENT), min_size=1, max_size=6))
def test_sum_without_a_part_is_refused_and_the_part_named(
    published: Dataset, lacking: set[str]
) -> None:
    territories = published.register.territories
    figures = [figure(unit, 7) for unit in PRESENT if unit not in lacking]
    rolled = roll_up(figures, territories, published.register.indicators)
    derived = {f.unit for f in rolled.figures}
    named = {part for gap in rolled.gaps for part in gap.missing}

    around = {unit: territories.around(unit) for unit in lacking}
    siblings = {unit: set(territories.parts_of(wholes[0])) for unit, wholes in around.items()}

    assert not derived.intersection(whole for wholes in around.values() for whole in wholes)
    assert {unit for unit in lacking if siblings[unit] - lacking} <= named


@settings(max_examples=30)
@given(year=st.integers(2015, 2024))
def test_no_figure_crosses_the_change_of_boundaries(published: Dataset, year: int) -> None:
    figures = [figure(unit, 7, year) for unit in PRESENT]
    rolled = roll_up(figures, published.register.territories, published.register.indicators)

    assert rolled.figures == ()


def test_parts_of_other_years_standards_and_vintages_never_meet(published: Dataset) -> None:
    one, other = figure("44", 100), figure("45", 50)
    changed = [
        {"year": 2027},
        {"standard": "multidim_ND351_2025"},
        {"vintage": Vintage.PRELIMINARY},
        {"status": ObservationStatus.UNRELIABLE},
    ]
    for change in changed:
        figures = [one, Observation(**{**vars(other), **change})]
        rolled = roll_up(figures, published.register.territories, published.register.indicators)
        assert rolled.figures == (), change
        assert ("44-2025", ("45",)) in {(gap.whole, gap.missing) for gap in rolled.gaps}


def test_rates_are_never_added_and_a_published_figure_stands(published: Dataset) -> None:
    rates = [figure(u, 10.0, code="poor_household_rate") for u in ("44", "45")]
    known = [figure("44", 100), figure("45", 50), figure("44-2025", 151)]

    for figures in (rates, known):
        rolled = roll_up(figures, published.register.territories, published.register.indicators)
        assert [f for f in rolled.figures if f.unit == "44-2025"] == []
