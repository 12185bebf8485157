import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest

from analysis.data import Dataset, Level, TargetKind, load_dataset
from analysis.errors import ParameterError
from analysis.locale import LANGUAGES, message, message_keys

COUNTED = (TargetKind.STOCK, TargetKind.FLOW)


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


@pytest.fixture(scope="module")
def provinces() -> Dataset:
    return load_dataset("provinces")


def test_published_reports_on_ten_districts_of_the_province(published: Dataset) -> None:
    assert published.total == "45"
    assert published.reporting_units == (
        "461", "462", "464", "465", "466", "467", "468", "469", "470", "471",
    )  # fmt: skip
    assert (published.horizon, published.is_demo) == (2030, False)
    assert published.as_of == dt.date(2025, 8, 22)


def test_provinces_reports_on_63_provinces_of_the_nation(provinces: Dataset) -> None:
    assert provinces.total == "VN"
    assert len(provinces.reporting_units) == 63
    assert (provinces.horizon, provinces.as_of) == (2020, dt.date(2017, 6, 30))


def test_provinces_panel_is_complete_but_for_one_figure(provinces: Dataset) -> None:
    panel = provinces.panel("gso_poverty_rate_income")
    years = (2006, 2008, 2010, 2012, 2013, 2014, 2015, 2016)
    have = {(o.unit, o.year) for o in panel.observations}

    assert len({(u, y) for u in panel.units for y in years} - have) == 1
    assert len(panel.weights) == 64


def test_province_series_of_the_survey(provinces: Dataset) -> None:
    trained = provinces.panel("gso_trained_employed_rate").of("45")

    assert [o.value for o in trained] == [14.7, 15.9, 14.6, 12.5, 16.1, 19.2, 18.5, 22.0, 22.6]


@pytest.mark.parametrize(("given", "code"), [(467, "467"), ("467", "467"), (" 467 ", "467")])
def test_unit_code_may_be_a_number(published: Dataset, given: str | int, code: str) -> None:
    assert published.unit(given).code == code


@pytest.mark.parametrize(("given", "name"), [(1, "Hà Nội"), ("01", "Hà Nội"), (45, "Quảng Trị")])
def test_number_regains_the_zero_it_lost(provinces: Dataset, given: str | int, name: str) -> None:
    assert provinces.unit(given).name("vi") == name


@pytest.mark.parametrize(
    ("given", "offered"), [(999, "469"), ("dakrong", "467 Đakrông"), ("Huong Hoa", "465 Hướng Hóa")]
)
def test_unknown_unit_offers_the_nearest(
    published: Dataset, given: str | int, offered: str
) -> None:
    with pytest.raises(ParameterError, match=f"Gần nhất: .*{offered}"):
        published.unit(given)


def test_unit_of_another_data_set_is_unknown(published: Dataset) -> None:
    with pytest.raises(ParameterError, match="“01” trong bộ số liệu này"):
        published.unit("01")


def test_unknown_indicator_offers_the_nearest(published: Dataset) -> None:
    with pytest.raises(ParameterError, match="Gần nhất: poor_household_rate"):
        published.indicator("poor_houshold_rate")


def test_unknown_data_set_names_those_there_are() -> None:
    with pytest.raises(ParameterError, match=r"“publish”.*provinces, published"):
        load_dataset("publish")


def test_main_indicator_of_poverty_counts_the_near_poor(published: Dataset) -> None:
    codes = [indicator.code for indicator in published.indicators_of("poverty")]

    assert codes == ["multidim_poverty_rate", "poor_household_rate", "near_poor_household_rate"]


def test_plan_binds_the_province_on_both_readings(published: Dataset) -> None:
    targets = published.targets_of("45", "poverty")

    assert [(t.indicator, t.kind, t.lower, t.upper, own) for t, own in targets] == [
        ("multidim_poverty_rate", TargetKind.PACE, 1, 1.5, True),
        ("poor_household_rate", TargetKind.PACE, 1, 1.5, True),
    ]
    assert {(t.base_year, t.target_year) for t, _ in targets} == {(2021, 2030)}


def test_district_sees_the_corridor_as_a_yardstick_only(published: Dataset) -> None:
    assert [own for _, own in published.targets_of("467", "poverty")] == [False, False]


def test_trained_labour_targets_of_the_province(published: Dataset) -> None:
    targets = published.targets_of("45", "trained_labour")

    assert [(t.kind, t.lower, own) for t, own in targets] == [
        (TargetKind.LEVEL, 85, True),
        (TargetKind.LEVEL, 36, True),
    ]


def test_ethnic_minority_target_is_open_above(published: Dataset) -> None:
    ((target, own),) = published.targets_of("45-EM", "poverty")

    assert (target.lower, target.upper, own) == (3, None, True)


def test_plan_sets_three_targets_of_social_assistance_one_of_them_read_in_two_ways(
    published: Dataset,
) -> None:
    found = {t.code: t.lower for t in published.register.targets if t.kind in COUNTED}

    assert found == {
        "facilities_2030": 6,
        "people_served_2030": 2800,
        "facility_capacity_2030": 2800,
        "community_care_a_year": 800,
    }


def test_provinces_have_a_yardstick_that_binds_nobody(provinces: Dataset) -> None:
    for unit in ("45", "VN"):
        ((target, own),) = provinces.targets_of(unit, "poverty")
        assert (target.binding, own, target.base_year, target.target_year) == (
            False, False, 2010, 2020,
        )  # fmt: skip
    assert provinces.targets_of("45", "trained_labour") == ()


def test_missing_documents_are_named_only_where_figures_are_missing(published: Dataset) -> None:
    annex = "data.document.decision_14_annex"

    assert annex in published.documents_missing("466", "poverty")
    assert annex not in published.documents_missing("467", "poverty")


def test_documents_of_years_not_over_are_not_asked_for() -> None:
    keys = load_dataset(as_of="2022-12-31").documents_missing("466", "poverty")

    assert "data.document.dual_count_2021" in keys
    assert "data.document.review_2024" not in keys


def test_inputs_are_the_files_of_this_data_set(published: Dataset, provinces: Dataset) -> None:
    own = {"explanations/README.md", "published/supplement.csv", "received/README.md"}

    assert set(published.inputs) - set(provinces.inputs) == own
    assert "published/observations.csv" in provinces.inputs
    assert {len(checksum) for checksum in published.inputs.values()} == {64}


def test_rates_of_a_tiny_unit_are_not_shown(published: Dataset) -> None:
    hidden = [unit for unit in published.reporting_units if not published.shows_rates(unit)]

    assert hidden == ["471"]


def _keys(dataset: Dataset) -> Iterator[str]:
    yield f"data.dataset.{dataset.name}"
    yield from (document.message_key for document in dataset.register.documents)
    for unit in dataset.units:
        for family in ("poverty", "trained_labour"):
            base = dataset.base(unit, family)
            yield from [base.note] if base else []
    yield dataset.panel(dataset.indicators_of("poverty")[0].code).weights_note


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_handed_out_has_a_text(
    published: Dataset, provinces: Dataset, language: str
) -> None:
    keys = {*_keys(published), *_keys(provinces)}

    assert keys <= message_keys("data", language)
    assert message("data.dataset.published", language) == published.title(language)


def test_both_languages_have_the_same_messages() -> None:
    assert message_keys("data", "vi") == message_keys("data", "en")


def test_new_province_and_old_quang_binh_do_not_share_a_key(published: Dataset) -> None:
    units = published.register.units

    assert units["44"].name_vi == "Quảng Bình"
    assert units["44"].valid_to == dt.date(2025, 6, 30)
    assert units["44-2025"].name_vi == "Quảng Trị"
    assert units["44-2025"].valid_from == dt.date(2025, 7, 1)
    assert units["45"].valid_to == dt.date(2025, 6, 30)


def test_units_table_holds_every_level(published: Dataset) -> None:
    counts = Counter(unit.level for unit in published.register.units.values())

    assert (counts[Level.DISTRICT], counts[Level.UNIT_2025]) == (10, 78)
    assert (counts[Level.PROVINCE], counts[Level.REGION], counts[Level.GROUP]) == (64, 6, 1)


def test_standards_follow_the_decrees(published: Dataset) -> None:
    segments = {s.segment: s for s in published.standards.values()}

    assert (segments["S3"].first_year, segments["S3"].last_year) == (2022, 2026)
    assert (segments["S4"].first_year, segments["S4"].last_year) == (2027, 2030)
    lines = [
        (segments[name].rural_line_vnd_month, segments[name].urban_line_vnd_month)
        for name in ("S3", "S4")
    ]
    assert lines == [(1_500_000, 2_000_000), (2_200_000, 2_800_000)]
