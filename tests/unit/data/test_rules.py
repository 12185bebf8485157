"""Pure rules on figures: sums, breaks, disclosure and checks."""

import datetime as dt
from dataclasses import replace

import pytest

from analysis.data import (
    Observation,
    ObservationStatus,
    Vintage,
    comparable_change,
    load_dataset,
    shows_count,
    shows_rates,
)
from analysis.data.checks import find_inconsistencies
from analysis.data.derivation import multidimensional_sums

POOR = Observation(
    indicator="poor_household_rate",
    unit="467",
    year=2023,
    standard="multidim_ND07_2021",
    vintage=Vintage.DECISION,
    known_on=dt.date(2024, 1, 5),
    value=38.04,
    status=ObservationStatus.NORMAL,
    confidence="high",
    source_title="made here",
    source_reference="made here",
)
NEAR = replace(POOR, indicator="near_poor_household_rate", value=11.11, confidence="low")
INDICATORS = load_dataset().register.indicators


def check(*figures: Observation) -> list[tuple[str, str, float]]:
    found = find_inconsistencies(figures, INDICATORS, parts=("464", "467"), total="45")
    return [(f.rule, f.observation.indicator, round(f.computed, 2)) for f in found]


def test_sum_takes_the_lower_confidence_and_later_knowledge() -> None:
    late = replace(NEAR, known_on=dt.date(2024, 2, 1))

    (total,) = multidimensional_sums([POOR, late])

    assert (total.indicator, total.value) == ("multidim_poverty_rate", 49.15)
    assert (total.confidence, total.known_on) == ("low", dt.date(2024, 2, 1))


@pytest.mark.parametrize(
    "other",
    [
        replace(NEAR, vintage=Vintage.PRELIMINARY),
        replace(NEAR, year=2022),
        replace(NEAR, unit="464"),
        replace(NEAR, standard="multidim_QD59_2015"),
    ],
)
def test_parts_of_different_decisions_are_not_added(other: Observation) -> None:
    assert multidimensional_sums([POOR, other]) == ()


def test_printed_total_is_not_replaced() -> None:
    printed = replace(POOR, indicator="multidim_poverty_rate", value=49.14)

    assert multidimensional_sums([POOR, NEAR, printed]) == ()


def test_doubtful_part_gives_no_sum() -> None:
    assert multidimensional_sums([replace(POOR, status=ObservationStatus.UNRELIABLE), NEAR]) == ()


def test_change_within_a_standard() -> None:
    before = replace(POOR, year=2022, value=43.69)

    assert comparable_change(before, POOR) == pytest.approx(-5.65)


def test_no_change_across_standards() -> None:
    before = replace(POOR, year=2020, value=27.89, standard="multidim_QD59_2015")

    assert comparable_change(before, POOR) is None


@pytest.mark.parametrize("other", [replace(POOR, unit="464", year=2022), NEAR, POOR])
def test_change_of_two_series_is_a_mistake(other: Observation) -> None:
    with pytest.raises(ValueError, match="no series"):
        comparable_change(other, POOR)


@pytest.mark.parametrize(("households", "shown"), [(43, False), (100, True), (None, True)])
def test_rates_of_small_populations(households: float | None, shown: bool) -> None:
    assert shows_rates(households) is shown


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_counts(count: int, shown: bool) -> None:
    assert shows_count(count) is shown


def test_rate_is_compared_with_count_over_base() -> None:
    count = replace(POOR, indicator="poor_households", value=4602)
    base = replace(POOR, indicator="households_in_review", value=12_098)

    assert check(POOR, count, base) == []
    assert check(replace(POOR, value=38.40), count, base) == [
        ("rate", "poor_household_rate", 38.04)
    ]


def test_rounding_of_a_sum_is_no_finding_and_more_is() -> None:
    printed = replace(POOR, indicator="multidim_poverty_rate", value=49.14)

    assert check(POOR, NEAR, printed) == []
    assert check(POOR, NEAR, replace(printed, value=49.10)) == [
        ("sum", "multidim_poverty_rate", 49.15)
    ]


def test_units_are_added_only_where_all_have_the_vintage() -> None:
    total = replace(POOR, indicator="poor_households", unit="45", value=5200)
    parts = [replace(total, unit="464", value=520), replace(total, unit="467", value=4602)]
    preliminary = replace(parts[0], vintage=Vintage.PRELIMINARY)

    assert check(total, *parts) == [("total", "poor_households", 5122)]
    assert check(replace(total, value=5122), *parts) == []
    assert check(total, preliminary, parts[1]) == []


def test_real_finding_ha_tay_is_missing_from_the_labour_force_of_2005_and_2007() -> None:
    found = load_dataset("provinces").findings()

    assert [(f.rule, f.observation.year) for f in found] == [("total", 2005), ("total", 2007)]


def test_what_is_published_on_quang_tri_adds_up() -> None:
    assert load_dataset().findings() == ()
