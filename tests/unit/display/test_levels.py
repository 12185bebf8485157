"""Pages at other levels: units named by their kind, no table of dashes, no target that none set."""

from __future__ import annotations

import pytest

from analysis import display as show
from analysis.data import Dataset, load_dataset
from analysis.display.outlook import Outlook
from analysis.display.report import Report

NUMBERED = "cả 37 xã, phường, đặc khu"
FORMER, MERGED = "tỉnh Quảng Trị (trước 01/7/2025)", "tỉnh Quảng Trị (từ 01/7/2025)"


@pytest.fixture(scope="module")
def communes() -> tuple[Report, tuple[Outlook, ...]]:
    return made(load_dataset(level="unit2025"))


@pytest.fixture(scope="module")
def provinces() -> tuple[Report, tuple[Outlook, ...]]:
    return made(load_dataset(level="province"))


def made(dataset: Dataset) -> tuple[Report, tuple[Outlook, ...]]:
    report = Report(dataset, dataset.total or "")
    return report, show.outlooks(dataset, "poverty")


def test_units_of_2025_are_named_by_their_kind(communes: tuple[Report, object]) -> None:
    report = communes[0]

    assert report.name("19333-2025") == "Phường Đông Hà"
    assert report.name("19555-2025").startswith("Xã ")
    assert report.names(report.dataset.reporting_units) == NUMBERED
    assert report.names(["19333-2025", "19742-2025"]) == "Phường Đông Hà, Đặc khu Cồn Cỏ"
    assert Report(load_dataset(), "467").name("461") == "Đông Hà"


def test_many_units_without_figures_are_counted_not_listed(
    communes: tuple[Report, tuple[Outlook, ...]],
) -> None:
    report, (poverty, *_) = communes
    elements = (
        show.verdict_table(report, poverty),
        show.small_multiples(report, poverty),
        show.areas_section(report, poverty),
    )

    for element in elements:
        assert NUMBERED in element.html
        assert "Triệu Phong" not in element.html


def test_units_that_came_later_are_in_no_table_of_coverage(
    communes: tuple[Report, tuple[Outlook, ...]],
) -> None:
    page = show.coverage_section(communes[0]).html

    assert "37 đơn vị lập sau năm 2015" in page
    assert "Triệu Phong" not in page


def test_merged_province_has_no_target_and_the_former_one_stands_for_reference(
    provinces: tuple[Report, tuple[Outlook, ...]],
) -> None:
    report, outlooks = provinces
    summary = show.summary_section(report, *outlooks).html
    results = show.results_section(report, *outlooks).html

    assert "Chưa tìm thấy văn bản giao chỉ tiêu" in summary
    assert MERGED in summary
    assert "chỉ tiêu tại ," not in summary
    assert f"chỉ tiêu đã giao cho {FORMER}, nêu để tham khảo" in results
    assert "Quảng Bình" not in results
    assert "11,64%" in results


def test_a_whole_without_figures_is_no_place_where_all_is_known(
    provinces: tuple[Report, tuple[Outlook, ...]],
) -> None:
    report, outlooks = provinces
    shortcomings = show.shortcomings_section(report, *outlooks).text

    assert "Mọi địa bàn đều có số liệu" not in shortcomings
    assert f"Chưa tìm thấy số liệu đã công bố của {MERGED} về tỷ lệ nghèo đa chiều" in shortcomings
    assert f"Chưa tìm thấy văn bản giao chỉ tiêu cho {MERGED}" in shortcomings


def test_two_provinces_of_one_name_are_told_apart_in_few_letters(
    provinces: tuple[Report, tuple[Outlook, ...]],
) -> None:
    report = provinces[0]

    assert [report.name(code) for code in ("45", "44-2025")] == [
        "Quảng Trị (cũ)",
        "Quảng Trị (mới)",
    ]
    assert report.name_in_sentence("45") == FORMER


def test_page_without_a_word_to_note_stands(
    provinces: tuple[Report, tuple[Outlook, ...]],
) -> None:
    assert show.data_notes(provinces[0]).html


@pytest.fixture(scope="module")
def full() -> tuple[Report, tuple[Outlook, ...]]:
    """All 37 units with figures, which are invented."""
    return made(load_dataset("demo", level="unit2025"))


def test_page_of_one_of_many_units_compares_those_of_its_former_district(
    full: tuple[Report, tuple[Outlook, ...]],
) -> None:
    report, (poverty, *_) = full
    page = Report(report.dataset, "19555-2025")
    text = show.target_ladder(page, poverty).text

    assert "Xã Hướng Hiệp: từ " in text
    assert "Xã La Lay: từ " in text
    assert "Toàn tỉnh: từ " in text
    assert "Xã Khe Sanh" not in text
    assert "Chỉ gồm 5 đơn vị cùng địa bàn" in text
    assert "Xã Khe Sanh: từ " in show.target_ladder(report, poverty).text


def test_many_units_that_are_late_share_a_line(full: tuple[Report, tuple[Outlook, ...]]) -> None:
    report, outlooks = full
    lines = show.shortcomings_section(report, *outlooks).text.splitlines()

    assert any("cần tăng tốc ở " in line and " đơn vị (" in line for line in lines)
    assert len(lines) < 20


def test_whole_without_targets_has_a_trend_where_its_figures_carry_one() -> None:
    report, outlooks = made(load_dataset("demo", level="province"))
    text = show.forecast_section(report, *outlooks).text

    assert "đến năm 2030:" in text
    assert "Tỷ lệ nghèo đa chiều (hộ nghèo và hộ cận nghèo) vào khoảng" in text
    assert "khả năng" not in text
    assert "Quảng Bình" not in show.target_ladder(report, outlooks[0]).text
