"""Figures as printed by the sources, stated here independently of the data files' reader."""

import pytest

from analysis.data import Dataset, ObservationStatus, Vintage, load_dataset

OLD, NEW = "multidim_QD59_2015", "multidim_ND07_2021"
CENSUS_HOUSEHOLDS = {
    "461": 25_104, "462": 6_522, "464": 25_664, "465": 21_161, "466": 19_461,
    "467": 10_229, "468": 12_799, "469": 24_554, "470": 22_958, "471": 43,
}  # fmt: skip


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


def test_dakrong_has_each_figure_in_its_standard(published: Dataset) -> None:
    figures = published.panel("poor_household_rate").usable("467")

    assert [(o.year, o.standard, o.value) for o in figures] == [
        (2015, OLD, 56.55),
        (2019, OLD, 33.75),
        (2022, NEW, 43.69),
        (2023, NEW, 38.04),
    ]


def test_forecast_made_in_mid_2020_is_shown_and_not_used(published: Dataset) -> None:
    (shown,) = [o for o in published.panel("poor_household_rate").of("467") if o.year == 2020]

    assert (shown.value, shown.vintage, shown.is_usable) == (27.89, Vintage.FORECAST, False)


@pytest.mark.parametrize(
    ("as_of", "rate"), [("2023-12-01", 2.17), ("2024-01-10", 1.99), ("2024-04-01", 1.91)]
)
def test_vinh_linh_2023_changes_with_the_day_of_knowledge(as_of: str, rate: float) -> None:
    latest = load_dataset(as_of=as_of).panel("poor_household_rate").latest("464")

    assert latest is not None
    assert (latest.year, latest.value) == (2023, rate)


def test_all_vintages_stay_side_by_side(published: Dataset) -> None:
    figures = [o for o in published.figures("poor_household_rate", "464") if o.year == 2023]

    assert [(o.vintage, o.value) for o in figures] == [
        (Vintage.PRELIMINARY, 2.17),
        (Vintage.DECISION, 1.99),
        (Vintage.RECHECK, 1.91),
    ]


def test_province_multidimensional_rates_since_2021(published: Dataset) -> None:
    figures = published.panel("multidim_poverty_rate").usable("45")

    assert [(o.year, o.value) for o in figures] == [
        (2021, 15.90),
        (2022, 14.93),
        (2023, 13.16),
        (2024, 11.64),
    ]
    assert {o.standard for o in figures} == {NEW}
    assert figures[0].status is ObservationStatus.DERIVED
    assert figures[0].confidence == "low"
    assert figures[-1].status is ObservationStatus.ESTIMATED


@pytest.mark.parametrize(("unit", "total"), [("464", 4.40), ("468", 4.97)])
def test_poor_and_near_poor_add_up_where_the_total_is_not_printed(
    published: Dataset, unit: str, total: float
) -> None:
    latest = published.panel("multidim_poverty_rate").latest(unit)

    assert latest is not None
    assert (latest.year, latest.value, latest.status) == (2023, total, ObservationStatus.DERIVED)


def test_printed_total_is_kept_although_its_parts_round_differently(published: Dataset) -> None:
    figures = {o.year: o.value for o in published.panel("multidim_poverty_rate").usable("467")}

    assert figures[2023] == 49.14  # 38.04 + 11.11 would be 49.15


@pytest.mark.parametrize(
    ("indicator", "unit", "value"),
    [
        ("poor_household_rate", "465", 18.7),
        ("poor_household_rate", "469", 8.9),
        ("em_area_poverty_rate", "45", 51),
        ("trained_labour_rate_admin", "464", 17.41),
    ],
)
def test_doubtful_figures_are_shown_and_never_used(
    published: Dataset, indicator: str, unit: str, value: float
) -> None:
    (doubtful,) = [o for o in published.figures(indicator, unit) if o.value == value]

    assert doubtful.status is ObservationStatus.UNRELIABLE
    assert not doubtful.is_usable


def test_supported_figure_stands_against_the_contradicted_one(published: Dataset) -> None:
    latest = published.panel("poor_household_rate").latest("465")

    assert latest is not None
    assert (latest.year, latest.value) == (2018, 31.17)  # 6,021 of 19,317 households


def test_ethnic_minority_households_are_a_unit_of_their_own(published: Dataset) -> None:
    panel = published.panel("multidim_poverty_rate", units=["45-EM"])

    assert [(o.year, o.value) for o in panel.observations] == [(2023, 60.12)]
    assert panel.total is None


def test_units_without_any_figure_stay_without_one(published: Dataset) -> None:
    panel = published.panel("poor_household_rate")

    assert [unit for unit in panel.units if not panel.usable(unit)] == [
        "461", "462", "466", "469", "471",
    ]  # fmt: skip


def test_census_households_add_up_to_the_province(published: Dataset) -> None:
    counted = {
        unit: next(o.value for o in published.figures("households", unit) if o.year == 2019)
        for unit in (*published.reporting_units, "45")
    }

    assert counted == {**CENSUS_HOUSEHOLDS, "45": 168_495}
    assert sum(CENSUS_HOUSEHOLDS.values()) == 168_495


def test_definitions_of_trained_labour_stay_apart(published: Dataset) -> None:
    of_2019 = {
        code: [o.value for o in published.figures(code, "45") if o.year == 2019]
        for code in (
            "trained_labour_rate_admin",
            "vocationally_trained_labour_rate_admin",
            "trained_labour_rate_with_certificate_admin",
        )
    }

    assert list(of_2019.values()) == [[60], [42.38], [30]]


def test_gso_rate_of_2012_differs_from_the_review_and_is_another_indicator() -> None:
    survey = load_dataset("provinces").panel("gso_poverty_rate_income").of("45")
    review = load_dataset().panel("poor_household_rate").of("45")

    assert next(o.value for o in survey if o.year == 2012) == 18.6
    assert next(o.value for o in review if o.year == 2012) == 13.5
