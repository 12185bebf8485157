import pytest

from analysis.data import Base, Dataset, load_dataset


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


@pytest.mark.parametrize(
    ("unit", "count", "rate_pct", "year"),
    [
        ("467", 4_602, 38.04, 2023),
        ("464", 520 + 679, 1.91 + 2.49, 2023),
        ("45", 21_321, 11.64, 2024),
        ("45-EM", 13_203, 60.12, 2023),
    ],
)
def test_review_base_is_count_over_rate(
    published: Dataset, unit: str, count: int, rate_pct: float, year: int
) -> None:
    base = Base(pytest.approx(count / rate_pct * 100, abs=1), year, "data.base.implied")

    assert published.base(unit) == base


def test_base_stated_in_the_review_is_taken_as_printed() -> None:
    known_in_2023 = load_dataset(as_of="2023-06-30")

    assert known_in_2023.base("464") == Base(27_222, 2022, "data.base.in_review")


def test_unit_without_review_figures_has_its_census_households(published: Dataset) -> None:
    assert published.base("466") == Base(19_461, 2019, "data.base.census")


def test_census_replaces_an_older_review(published: Dataset) -> None:
    assert published.base("465") == Base(21_161, 2019, "data.base.census")


def test_nothing_is_known_before_the_first_count() -> None:
    dataset = load_dataset(as_of="2014-12-31")

    assert dataset.base("466") is None
    assert "466" not in dataset.panel("poor_household_rate").weights


def test_province_bases_of_one_decision_agree() -> None:
    base = load_dataset(as_of="2024-01-31").base("45")

    assert base is not None
    assert base.value == pytest.approx(14_040 / 7.71 * 100, rel=5e-4)
    assert base.value == pytest.approx(9_927 / 5.45 * 100, rel=5e-4)


def test_trained_labour_is_counted_in_persons_of_the_labour_force(published: Dataset) -> None:
    base = published.base("45", "trained_labour")

    assert base == Base(332_800, 2021, "data.base.labour_force")
    assert published.base("467", "trained_labour") is None


def test_labour_force_is_no_base_of_poverty() -> None:
    assert load_dataset("provinces").base("45") is None
