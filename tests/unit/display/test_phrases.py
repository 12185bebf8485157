from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import TargetKind
from analysis.display.phrases import goal_words, moves, range_words, value_words, window_words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (-1.52, "giảm 1,52"),
        (0.98, "tăng 0,98"),
        (0.0, "không thay đổi"),
        (-0.004, "không thay đổi"),
    ],
)
def test_direction_is_said_in_words(make_report, change: float, words: str) -> None:
    assert moves(make_report(), change, f"{abs(change):.2f}".replace(".", ",")) == words


@pytest.mark.parametrize(
    ("window", "words"), [((2021, 2024), "2022–2024"), ((2022, 2023), "năm 2023")]
)
def test_window_names_the_years_of_the_changes(make_report, window, words: str) -> None:
    assert window_words(make_report(), window) == words


def test_figure_that_is_not_final_says_so(make_report, dataset) -> None:
    estimate = dataset.panel("multidim_poverty_rate").latest("45")
    decided = dataset.panel("multidim_poverty_rate").of("45")[2]

    assert value_words(make_report(), estimate) == "11,64% (ước thực hiện)"
    assert value_words(make_report(), decided) == "13,16%"


def test_open_corridor_has_no_upper_bound(make_report, make_outlook) -> None:
    outlook = make_outlook()
    target = replace(outlook.of("45").target, lower=3.0, upper=None)

    assert range_words(make_report(), target) == "≥ 3"
    assert goal_words(make_report(), outlook, target) == "giảm bình quân từ 3 điểm %/năm trở lên"


def test_level_is_a_value_in_a_year(make_report, make_outlook) -> None:
    outlook = make_outlook("trained_labour_rate_admin")
    target = outlook.of("45").target

    assert target.kind is TargetKind.LEVEL
    assert goal_words(make_report(), outlook, target) == "đạt 85% vào năm 2030"
