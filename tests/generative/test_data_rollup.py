"""Whatever is summed over territories: exact, the same by any way, and never across a boundary."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import Dataset, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.model import Observation, ObservationStatus, Vintage
from analysis.data.rollup import roll_up

CODES = ("poor_households", "households_in_review")
STANDARD = "multidim_ND07_2021"
ISLAND = "471"
"""The district that had no communes and is one special zone now."""


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


def figure(unit: str, value: float, year: int = 2026, code: str = CODES[0]) -> Observation:
    return Observation(
        code, unit, year, STANDARD, Vintage.DECISION, dt.date(2027, 1, 5), value,
        ObservationStatus.NORMAL, "high", "Biểu rà soát", "1/QĐ",
    )  # fmt: skip


def crosswalk() -> list[dict[str, str]]:
    path = DEFAULT_DIRECTORY / "reference" / "crosswalk_2025.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


CROSSWALK = crosswalk()
COMMUNES = tuple(row["code_2024"] or ISLAND for row in CROSSWALK)
counts_of_communes = st.lists(st.integers(0, 5000), min_size=len(COMMUNES), max_size=len(COMMUNES))


def direct(values: list[int], column: str) -> dict[str, int]:
    """Sums of the communes of 2024 by what a column of the crosswalk says of them."""
    found: dict[str, int] = defaultdict(int)
    for row, value in zip(CROSSWALK, values, strict=True):
        found[row[column]] += value
    return found


def sums(published: Dataset, figures: list[Observation]) -> Mapping[str, float]:
    register = published.register
    rolled = roll_up(figures, register.territories, register.indicators)
    assert [gap for gap in rolled.gaps if gap.whole != "44-2025"] == []
    return {derived.unit: derived.value for derived in rolled.figures}


@settings(max_examples=15)
@given(values=counts_of_communes)
def test_communes_of_2024_roll_up_to_119_37_10_and_the_province(
    published: Dataset, values: list[int]
) -> None:
    figures = [figure(u, v, year=2024) for u, v in zip(COMMUNES, values, strict=True)]
    found = sums(published, figures)
    merged = {code: value for code, value in found.items() if code.endswith("-2025q1")}
    units = {f"{code}-2025": value for code, value in direct(values, "code_2025").items()}
    districts = {c: v for c, v in direct(values, "district_code").items() if c != ISLAND}

    assert len(merged) == 6
    assert (
        merged.items()
        <= {f"{c}-2025q1": v for c, v in direct(values, "code_2025q1").items()}.items()
    )
    assert len(units) == 37
    assert {**units, **districts, "45": sum(values)}.items() <= found.items()
    assert len(found) == 6 + 37 + 9 + 1


@settings(max_examples=15)
@given(values=counts_of_communes)
def test_the_119_communes_of_2025_give_the_sums_of_the_125(
    published: Dataset, values: list[int]
) -> None:
    of_125 = [figure(u, v, year=2024) for u, v in zip(COMMUNES, values, strict=True)]
    by_125 = sums(published, of_125)
    gone = {p for c in published.register.territories.compositions if c.whole in by_125
            if c.whole.endswith("-2025q1") for p in c.parts}  # fmt: skip
    of_119 = [f for f in of_125 if f.unit not in gone]
    of_119 += [figure(u, v, 2024) for u, v in by_125.items() if u.endswith("-2025q1")]

    assert len(of_119) == 119 + 1
    assert sums(published, of_119) == {u: v for u, v in by_125.items() if "q1" not in u}


PRESENT = tuple(
    part
    for composition in load_dataset().register.territories.compositions
    if composition.last_year is None
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
