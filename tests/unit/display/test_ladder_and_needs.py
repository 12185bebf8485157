"""Where units stand between start and target, and what each must bring a year."""

from __future__ import annotations

from analysis.data import load_dataset
from analysis.display import (
    Report,
    households_needed,
    outlooks,
    small_multiples,
    target_ladder,
    unit_ranking,
)


def test_ladder_says_how_far_each_unit_came_and_names_the_others(make_report, make_outlook) -> None:
    text = target_ladder(make_report("45"), make_outlook()).text

    assert "Đakrông: từ 53,45% đến 43,31% năm 2024, mục tiêu 45,45% năm 2030" in text
    assert "đã đi được 127% quãng đường, đi đều thì cần 25%" in text
    assert "Chưa đủ số liệu: Đông Hà" in text
    # from 6.79 % nobody can fall by a point a year for eight years
    assert "Tỷ lệ thấp hơn tổng mức giảm mà chỉ tiêu đòi hỏi: Vĩnh Linh." in text


def test_needs_leave_out_who_is_too_small_to_be_counted(make_report, make_outlook) -> None:
    element = households_needed(make_report("45"), make_outlook())

    assert "Đông Hà 251 hộ" in element.text
    assert "Cồn Cỏ" not in element.text
    assert "Mỗi ô là 10 hộ" in element.text


def test_drawings_tell_their_values_without_script(make_report, make_outlook) -> None:
    """A browser shows the title of a place in a drawing to whoever points at it."""
    report, outlook = make_report("467"), make_outlook(units={"467": 43.31})
    ranking, ladder = unit_ranking(report, outlook), target_ladder(report, outlook)
    panels = small_multiples(report, outlook)

    assert "<title>Đakrông: 49,14%</title>" in ranking.html
    assert "<title>Đakrông: " in ladder.html
    assert "<title>Đakrông, 2024: 43,31%</title>" in panels.html
    assert "<title>Đakrông, xu hướng năm 2030: " in panels.html


def test_small_multiples_have_no_panel_of_a_unit_too_small_for_rates() -> None:
    """Cồn Cỏ has figures in the invented panel; its few households must not be told by rates."""
    data = load_dataset("demo")
    element = small_multiples(Report(data, "45"), outlooks(data, "poverty", method="naive")[0])

    assert "<title>Cồn Cỏ" not in element.html
    assert "Cồn Cỏ: " not in element.text
    assert "Quy mô rất nhỏ, không tính tỷ lệ: Cồn Cỏ." in element.text
