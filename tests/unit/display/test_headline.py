from __future__ import annotations

import pytest

from analysis.display.headline import headline


@pytest.fixture
def said(make_report, make_outlook):
    def say(unit: str, code: str = "multidim_poverty_rate", language: str = "vi") -> str:
        outlook = make_outlook(code)
        return headline(make_report(unit, language), outlook, outlook.of(unit))

    return say


def test_province_is_said_as_official_reports_say_it(said) -> None:
    # 13.16 - 11.64 = 1.52; 23,967 - 21,321 = 2,646 households; (15.90 - 11.64) / 3 = 1.42
    assert said("45") == (
        "Tỷ lệ nghèo đa chiều (hộ nghèo và hộ cận nghèo) của tỉnh Quảng Trị năm 2024: 11,64% "
        "(ước thực hiện), giảm 1,52 điểm % so với năm 2023 (tương ứng 2.646 hộ); "
        "bình quân 2022–2024 giảm 1,42 điểm %/năm, chỉ tiêu là giảm bình quân 1–1,5 điểm %/năm"
    )


def test_mean_of_a_single_year_is_not_said_twice(said) -> None:
    # 43.69 - 38.04 = 5.65; 5,175 - 4,602 = 573 households
    assert said("467", "poor_household_rate") == (
        "Tỷ lệ hộ nghèo của huyện Đakrông năm 2023: 38,04%, giảm 5,65 điểm % so với năm 2022 "
        "(tương ứng 573 hộ); chỉ tiêu là giảm bình quân 1–1,5 điểm %/năm"
    )


def test_level_target_says_what_is_still_needed(said) -> None:
    # (85 - 72.66) / 7 = 1.76
    assert said("45", "trained_labour_rate_admin").endswith(
        "cần tăng 1,76 điểm %/năm để đạt 85% vào năm 2030"
    )


def test_unit_without_figures_gets_the_whole_and_the_corridor_in_households(said) -> None:
    # 1 and 1.5 % of 19,461 households of the census are 195 and 292
    assert said("466") == (
        "Tỷ lệ nghèo đa chiều (hộ nghèo và hộ cận nghèo): chưa tìm thấy số liệu của đơn vị; "
        "toàn tỉnh năm 2024: 11,64% (ước thực hiện), bình quân 2022–2024 giảm 1,42 điểm %/năm; "
        "mức giảm 1–1,5 điểm %/năm của chỉ tiêu chung tương ứng khoảng 195–292 hộ/năm tại đơn vị"
    )


def test_figure_on_an_earlier_standard_is_named_and_not_compared(said) -> None:
    sentence = said("465", "poor_household_rate")

    assert "số gần nhất là của năm 2018, theo chuẩn trước, không so sánh được" in sentence
    assert "31,17" not in sentence


def test_very_small_unit_gets_no_rate_of_its_own(said) -> None:
    sentence = said("471")

    assert "không đánh giá và không dự báo" in sentence
    assert "hộ/năm" not in sentence


def test_english_says_the_same(said) -> None:
    assert said("45", language="en") == (
        "Multidimensional poverty rate (poor and near-poor households) of Quang Tri in 2024: "
        "11.64% (estimate), down 1.52 pp from 2023 (2,646 households); average 2022–2024: "
        "down 1.42 pp a year; target: down 1–1.5 pp a year on average"
    )
