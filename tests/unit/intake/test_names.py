"""Names of units and of sums as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.intake.intake import Known, read_known
from analysis.intake.units import Finder


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known(DataDirectory(DEFAULT_DIRECTORY))


@pytest.fixture(scope="module")
def finder(known: Known) -> Finder:
    return finder_of(known, dt.date(2026, 12, 31))


def finder_of(known: Known, day: dt.date) -> Finder:
    return Finder(known.context.territory, known.context.forms.words, day=day)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Huyện Đakrông", "467"),
        ("H. Đa Krông", "467"),
        ("467 – Huyện Đakrông", "467"),
        ("3. Xã Hướng Hiệp", "19555-2025"),
        ("X.HƯỚNG HIỆP", "19555-2025"),
        ("Đặc khu Cồn Cỏ", "19742-2025"),
    ],
)
def test_unit_is_found_by_its_name(finder: Finder, name: str, code: str) -> None:
    assert [unit.code for unit in finder.find(name)] == [code]


def test_former_commune_is_told_where_it_went(finder: Finder) -> None:
    assert finder.find("xã Mò Ó") == ()
    assert [unit.full_name_vi for unit in finder.successors("xã Mò Ó (cũ)")] == ["Xã Hướng Hiệp"]


@pytest.mark.parametrize(
    ("day", "name", "code"),
    [
        (dt.date(2024, 12, 31), "TT Gio Linh", "19495"),
        (dt.date(2024, 12, 31), "19495", "19495"),
        (dt.date(2025, 1, 1), "TT. Gio Linh", "19495-2025q1"),
        (dt.date(2025, 1, 1), "19495 – Thị trấn Gio Linh", "19495-2025q1"),
        (dt.date(2026, 12, 31), "Xã Gio Linh", "19495-2025"),
        (dt.date(2026, 12, 31), "19495", "19495-2025"),
    ],
)
def test_name_and_code_mean_the_commune_of_the_day(
    known: Known, day: dt.date, name: str, code: str
) -> None:
    assert [unit.code for unit in finder_of(known, day).find(name)] == [code]


def test_commune_is_told_what_it_was_part_of_on_the_day(known: Known) -> None:
    found = {
        day.year: [u.code for u in finder_of(known, day).successors("xã Triệu Vân")]
        for day in (dt.date(2025, 1, 1), dt.date(2026, 12, 31))
    }

    assert found == {2025: ["19627-2025q1"], 2026: ["19639-2025"]}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Tổng cộng (I+II)", "total"),
        ("Cộng toàn huyện:", "total"),
        ("Tong so", "total"),
        ("I. Khu vực thành thị", "urban"),
        ("Cộng khu vực nông thôn", "rural"),
        ("Xã Hướng Hiệp", "unit"),
    ],
)
def test_sums_are_told_from_units(known: Known, name: str, role: str) -> None:
    assert known.context.forms.words.role(name) == role
