"""Tables, cards, notes and the summary of a page."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from analysis.assessment import Status
from analysis.data import load_dataset
from analysis.display import (
    Report,
    data_notes,
    figures_table,
    key_figures,
    masthead,
    method_note,
    needs_table,
    outlooks,
    provenance,
    small_multiples,
    unit_ranking,
    verdict_table,
    verdicts,
)
from analysis.display.inline import TONES as KNOWN_TONES
from analysis.display.verdict_badge import TONES
from analysis.errors import ParameterError


def line_with(text: str, *words: str) -> str:
    return next(line for line in text.splitlines() if all(word in line for word in words))


def test_every_verdict_has_a_tone() -> None:
    assert set(TONES) == set(Status)
    assert set(TONES.values()) <= set(KNOWN_TONES)


def test_unknown_unit_is_refused_with_a_sentence(make_report) -> None:
    with pytest.raises(ParameterError, match="999"):
        masthead(make_report("999"))


def test_head_dates_the_figures_and_marks_the_draft(make_report) -> None:
    text = masthead(make_report()).text

    assert "Huyện Đakrông" in text
    assert "22/08/2025" in text
    assert "huyện cũ, trước ngày 01/07/2025" in text
    assert "DỰ THẢO" in text
    assert "DỰ THẢO" not in masthead(make_report(is_draft=False)).text


def test_verdict_line_has_symbol_word_and_whose_target_it_is(make_report, make_outlook) -> None:
    text = verdicts(make_report(), make_outlook()).text

    assert "▲ Vượt chỉ tiêu" in text
    assert "chưa tìm thấy chỉ tiêu giao riêng cho huyện Đakrông" in text
    assert "chưa tìm thấy chỉ tiêu" not in verdicts(make_report("45"), make_outlook()).text


def test_page_without_targets_says_so(make_report, make_outlook) -> None:
    text = verdicts(make_report(), make_outlook("near_poor_household_rate")).text

    assert "Không có chỉ tiêu nào được giao cho huyện Đakrông" in text


def test_province_speaks_of_the_groups_within_it(make_report, dataset) -> None:
    poverty = outlooks(dataset, "poverty", method="hierarchical_random_walk")

    assert "60,12%" in verdicts(make_report("45"), *poverty).text
    assert "60,12%" not in verdicts(make_report("467"), *poverty).text


def test_cards_give_level_pace_need_and_chance(make_report, make_outlook) -> None:
    # (9 - 3 x 1.42) / 6 = 0.79 points, of 183,170 households 1,447; all paths end near 11.64 - 6,
    # which is (15.90 - 5.64) / 9 = 1.14 points a year: above 1
    text = key_figures(make_report("45"), make_outlook(units={"45": 11.64})).text

    assert "11,64%" in text
    assert "1,42" in text
    assert "1.447 hộ" in text
    assert "0,79 điểm %/năm" in text
    assert "Khả năng đạt chỉ tiêu năm 2030" in text


def test_cards_of_a_unit_without_figures_say_what_is_known(make_report, make_outlook) -> None:
    text = key_figures(make_report("466"), make_outlook()).text

    assert "toàn tỉnh, năm 2024: 11,64%" in text
    assert "19.461 hộ" in text
    assert "195 hộ" in text


def test_cards_of_a_very_small_unit_have_no_rate_or_need_of_its_own(
    make_report, make_outlook
) -> None:
    text = key_figures(make_report("471"), make_outlook()).text

    assert "43 hộ" in text
    assert "hộ/năm" not in text
    assert "Cần làm" not in text


def test_table_has_every_vintage_with_its_source(make_report) -> None:
    text = figures_table(make_report("464"), "poverty").text
    rows = [line for line in text.splitlines() if line.startswith("2023")]

    assert [row.split()[2] for row in rows] == ["(1.376)", "1,99%", "(1.199)"]
    assert "sơ bộ" in rows[0]
    assert "2,17% (588)" in rows[0]
    assert "1,91% (520)" in rows[2]
    assert "rà soát lại" in rows[2]
    assert "18/01/2023" in text


def test_table_puts_what_one_decision_says_into_one_row(make_report) -> None:
    row = line_with(figures_table(make_report("467"), "poverty").text, "2023")

    assert "49,14% (5.945)" in row
    assert "38,04% (4.602)" in row
    assert "11,11% (1.343)" in row


def test_contradicted_figure_is_shown_with_a_mark(make_report) -> None:
    text = figures_table(make_report("465"), "poverty").text

    assert "18,70%†" in text
    assert "31,17% (6.021)" in text
    assert "† Mâu thuẫn với nguồn khác" in text


def test_unit_without_figures_gets_the_table_of_the_whole(make_report) -> None:
    text = figures_table(make_report("466"), "poverty").text

    assert "Tỉnh Quảng Trị" in text
    assert "13,16% (23.967)" in text
    assert "13,50%" not in text


def test_needs_stand_between_the_two_bounds(make_report, make_outlook) -> None:
    # 1.5: (13.5 - 4.26) / 6 = 1.54 points, of 183,170 households 2,821; 9 - 4.26 = 4.74 are left
    row = line_with(needs_table(make_report("45"), make_outlook()).text, "4,74–9,24", "0,79")

    assert "0,79–1,54" in row
    assert "1.447–2.821\N{NO-BREAK SPACE}hộ" in row


def test_needs_name_todays_owner_the_one_before_and_who_acts_in_the_area(
    make_report, make_outlook
) -> None:
    outlooks = make_outlook(), make_outlook("trained_labour_rate_admin")
    of_district = needs_table(make_report("467"), *outlooks).text
    of_province = needs_table(make_report("45"), *outlooks).text

    assert "Sở\N{NO-BREAK SPACE}NN&MT" in line_with(of_district, "Tỷ lệ nghèo đa chiều: ")
    assert "Cơ quan chủ trì trước ngày 01/03/2025: Sở LĐTBXH." in of_district
    assert "Tại địa bàn: UBND cấp xã thuộc địa bàn." in of_district
    assert "Sở\N{NO-BREAK SPACE}Nội\N{NO-BREAK SPACE}vụ*" in of_province
    assert "* Cần xác minh." in of_province
    assert "Tại địa bàn" not in of_province


def test_cards_say_the_chance_in_words(make_report, make_outlook) -> None:
    text = key_figures(make_report("45"), make_outlook(units={"45": 11.64})).text

    assert "Khả năng đạt chỉ tiêu năm 2030: Nhiều khả năng đạt; khoảng 80%" in text


def test_older_rows_are_counted_where_only_the_newest_are_shown(make_report) -> None:
    text = figures_table(make_report("467"), "poverty", most_rows=2).text

    assert [line[:4] for line in text.splitlines() if line.startswith("20")] == ["2023", "2024"]
    assert "4 lần công bố cũ hơn" in text


def test_needs_that_cannot_be_met_are_explained(make_report, make_outlook) -> None:
    text = needs_table(make_report("464"), make_outlook("poor_household_rate")).text

    assert "Tỷ lệ hộ nghèo: Tỷ lệ còn lại nhỏ hơn tổng mức thay đổi" in text


def test_needs_of_a_very_small_unit_are_not_printed(make_report, make_outlook) -> None:
    assert "hộ/năm" not in needs_table(make_report("471"), make_outlook()).text


def test_ranking_orders_units_and_names_those_without_figures(make_report, make_outlook) -> None:
    text = unit_ranking(make_report(), make_outlook()).text

    assert "Đakrông đứng thứ 3 trong 3 đơn vị có số liệu" in text
    assert "Đông Hà" in text
    assert "Gio Linh" in text


def test_ranking_of_many_units_is_a_strip() -> None:
    provinces = load_dataset("provinces")
    outlook = outlooks(provinces, "poverty", method="hierarchical_random_walk")[0]
    element = unit_ranking(Report(provinces, "45", "vi"), outlook)

    assert "từ thứ 41 đến thứ 42 của 63" in element.text
    assert element.html.count("<svg") == 2


def test_ranking_without_figures_is_a_sentence(make_report, make_outlook) -> None:
    element = unit_ranking(
        make_report(), make_outlook("trained_labour_rate_with_certificate_admin")
    )

    assert "<svg" not in element.html
    assert "chưa có đơn vị nào có số liệu" in element.text


def test_table_of_verdicts_has_a_row_for_every_unit(make_report, make_outlook, dataset) -> None:
    text = verdict_table(make_report("45"), make_outlook()).text
    words = Counter(
        word for word in ("Vượt chỉ tiêu", "Đạt chỉ tiêu") for _ in text.split(word)[1:]
    )

    assert words == {"Vượt chỉ tiêu": 2, "Đạt chỉ tiêu": 1}
    assert text.count("Chưa đủ số liệu") == len(dataset.reporting_units) - 2


def test_small_multiples_show_who_has_figures_and_name_the_others(
    make_report, make_outlook
) -> None:
    element = small_multiples(make_report("45"), make_outlook(units={"467": 43.31}))

    assert "Đakrông: 43,31% (2024)" in element.text
    assert "Chưa có số liệu công bố: Đông Hà" in element.text


def test_notes_ask_for_the_documents_that_are_missing(make_report, make_outlook) -> None:
    text = data_notes(make_report("466"), make_outlook()).text

    assert "Tài liệu cần bổ sung cho huyện Gio Linh" in text
    assert "Quyết định 14/QĐ-UBND" in text


def test_notes_say_each_doubt_once(make_report, make_outlook) -> None:
    text = data_notes(make_report(), make_outlook(), make_outlook("poor_household_rate")).text

    assert text.count("chưa rõ đã ban hành lại cho tỉnh mới hay chưa") == 1
    assert "Từ năm 2027 áp dụng chuẩn nghèo mới (Nghị định 351/2025/NĐ-CP)" in text
    assert "Không so sánh số liệu giữa các chuẩn nghèo khác nhau" in text


def test_notes_name_figures_that_are_not_used(make_report, make_outlook) -> None:
    text = data_notes(make_report("465"), make_outlook("poor_household_rate")).text

    assert "Tỷ lệ hộ nghèo năm 2018 = 18,70%" in text


def test_method_is_named_with_its_caveat_only_where_there_are_paths(
    make_report, make_outlook
) -> None:
    with_paths = method_note(make_report(), make_outlook(units={"467": 43.31})).text
    without = method_note(make_report("466"), make_outlook()).text

    assert "độ tin cậy trung bình" in with_paths
    assert "chính sách không thay đổi" in with_paths
    assert "chính sách không thay đổi" not in without


def test_summary_of_the_report_is_data_for_the_index(make_report, make_outlook, dataset) -> None:
    element = provenance(make_report(), make_outlook(units={"467": 43.31}))
    summary = json.loads(json.dumps(element.data))["report"]

    assert summary["unit"] == "467"
    assert summary["as_of"] == "2025-08-22"
    assert summary["draft"] is True
    assert summary["inputs"] == dict(dataset.inputs)
    assert summary["numbers"]["multidim_poverty_rate.last_value_pct"] == 43.31
    (verdict,) = summary["verdicts"]
    assert (verdict["status"], verdict["tone"], verdict["symbol"]) == ("exceed", "good", "▲")
    assert verdict["value_text"] == "43,31% (ước thực hiện)"
    assert verdict["year"] == 2024


def test_summary_of_a_very_small_unit_has_no_counts(make_report, make_outlook) -> None:
    summary = provenance(make_report("471"), make_outlook()).data["report"]

    assert summary["verdicts"][0]["need_text"] == ""
    assert summary["verdicts"][0]["value_text"] == ""
    assert summary["numbers"] == {}


def test_same_inputs_have_the_same_fingerprint(make_report, make_outlook) -> None:
    first = provenance(make_report(), make_outlook()).text

    assert first == provenance(make_report(), make_outlook()).text
