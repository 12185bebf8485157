"""Territories against the lists they were made from, and the levels a data set reports at."""

import csv
import datetime as dt

import pytest

from analysis.data import Dataset, Level, Unit, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.territory import Composition, parts_first
from analysis.errors import ParameterError

REFERENCE = DEFAULT_DIRECTORY / "reference"
COUNTED = {"45": 10, "44": 41, "44-2025": 2}


@pytest.fixture(scope="module")
def published() -> Dataset:
    return load_dataset()


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_districts_are_made_of_the_units_that_the_crosswalk_names(published: Dataset) -> None:
    expected: dict[str, set[str]] = {}
    for row in rows("crosswalk_2025.csv"):
        expected.setdefault(row["district_code"], set()).add(f"{row['code_2025']}-2025")
    territories = published.register.territories

    assert {whole: set(territories.parts_of(whole)) for whole in expected} == expected
    assert sum(map(len, expected.values())) == 37


def test_quang_binh_is_made_of_the_units_formed_in_it(published: Dataset) -> None:
    source = rows("source/units_2025.csv")
    formed = {f"{r['code']}-2025" for r in source if r["former_province_code"] == "44"}

    assert set(published.register.territories.parts_of("44")) == formed


def test_every_unit_of_2025_lies_in_the_merged_province_once(published: Dataset) -> None:
    territories = published.register.territories
    parts = [p for c in territories.compositions if c.last_year is None for p in c.parts]
    present = [u.code for u in published.register.units.values() if u.level is Level.UNIT_2025]

    assert len(present) == 78
    assert all("44-2025" in territories.around(code) for code in present)
    assert len(parts) == len(set(parts))
    assert {code: len(territories.parts_of(code)) for code in COUNTED} == COUNTED


def test_units_of_2025_make_up_a_territory_from_2025_on(published: Dataset) -> None:
    for composition in published.register.territories.compositions:
        is_present = composition.parts[0].endswith("-2025")
        assert composition.holds(2024) is not is_present
        assert composition.holds(2025) is (composition.last_year is None)


def test_communes_of_2024_are_those_of_the_official_list(published: Dataset) -> None:
    units = published.register.units.values()
    stood = {
        day: {u.code: u for u in units if u.level is Level.COMMUNE and stands(u, day)}
        for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 7, 1))
    }
    of_2024, of_2025q1, now = stood.values()

    assert (len(of_2024), len(of_2025q1), len(now)) == (125, 119, 0)
    for row in rows("source/communes_2024.csv"):
        assert of_2024[row["code"]].full_name_vi == row["full_name_vi"]
        assert of_2024[row["code"]].parent == row["district_code"]
    names = {row["name_2025q1"] for row in rows("crosswalk_2025.csv") if row["code_2024"]}
    assert {unit.name_vi for unit in of_2025q1.values()} == names


def stands(unit: Unit, day: dt.date) -> bool:
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day <= unit.valid_to)


def test_unit_knows_the_communes_it_was_made_of(published: Dataset) -> None:
    before = published.register.territories.predecessors

    assert before["19429-2025"] == ("thị trấn Khe Sanh", "xã Tân Hợp", "xã Hướng Tân", "xã Húc")
    assert before["19360-2025"][0] == "phường 1"
    assert sum(map(len, before.values())) == 125
    assert before["19742-2025"] == ()


def test_territory_in_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="part of itself"):
        parts_first([Composition("a", ("b",)), Composition("b", ("a",))])


@pytest.mark.parametrize(
    ("level", "total", "count", "folder"),
    [
        ("", "45", 10, "published"),
        ("district", "45", 10, "published"),
        ("unit2025", "45", 37, "published-unit2025"),
        ("province", "44-2025", 2, "published-province"),
    ],
)
def test_data_set_reports_at_a_level(level: str, total: str, count: int, folder: str) -> None:
    dataset = load_dataset(level=level)

    assert (dataset.total, len(dataset.reporting_units), dataset.folder) == (total, count, folder)
    assert dataset.as_of == dt.date(2025, 8, 22)
    assert dataset.at("").reporting_units == load_dataset().reporting_units


def test_province_level_is_the_merged_province_and_the_two_it_was_made_of() -> None:
    dataset = load_dataset(level="province")

    assert dataset.reporting_units == ("44", "45")
    assert dataset.panel("multidim_poverty_rate").of("44")[-1].value == 9.76


def test_unknown_level_is_refused_with_those_there_are() -> None:
    with pytest.raises(ParameterError, match=r"“commune”.*district, unit2025, province"):
        load_dataset(level="commune")
    with pytest.raises(ParameterError, match="provinces không có cấp báo cáo “district”"):
        load_dataset("provinces", level="district")


def test_merged_rate_is_refused_while_a_province_lacks_its_households() -> None:
    dataset = load_dataset(level="province")
    gaps = dataset.gaps("44-2025", "multidim_poverty_rate")

    assert dataset.panel("multidim_poverty_rate").of("44-2025") == ()
    assert {(gap.year, gap.missing) for gap in gaps} == {
        (2022, ("45",)),
        (2023, ("44",)),
        (2024, ("44",)),
    }


def test_merged_labour_force_is_the_sum_of_both_provinces() -> None:
    figure = load_dataset(level="province").figures("gso_labour_force_15plus", "44-2025")[-1]

    assert (figure.year, figure.value, figure.parts) == (2021, 433000 + 332800, ("44", "45"))
    assert figure.status == "D"
