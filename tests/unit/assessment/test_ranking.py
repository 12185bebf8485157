"""Place among peers."""

import pytest

from analysis.assessment import rank_units
from analysis.assessment.policy import AssessmentSettings


@pytest.fixture
def panel(make):
    return make.panel(
        {"A": {2022: 9.0, 2023: 5.0}, "B": {2023: 5.2}, "C": {2022: 3.0}, "T": {2023: 4.0}},
        total="T",
    )


def test_moment_with_most_units_is_compared_and_the_total_left_out(panel):
    ranking = rank_units(panel)

    assert (ranking.year, ranking.standard) == (2023, "new")
    assert [(row.unit, row.best_rank, row.worst_rank) for row in ranking.ranked] == [
        ("A", 1, 2),
        ("B", 1, 2),
    ]
    assert ranking.without_figure == ("C",)
    assert ranking.of("C") is None


def test_smaller_noise_tells_them_apart(panel):
    ranking = rank_units(panel, settings=AssessmentSettings(rank_noise_points=0.1))

    assert (ranking.of("A").worst_rank, ranking.of("B").best_rank) == (1, 2)


def test_later_moment_where_two_have_as_many_units(make):
    panel = make.panel({"A": {2022: 9.0, 2023: 5.0}})

    assert rank_units(panel).year == 2023


def test_chosen_year(panel):
    ranking = rank_units(panel, year=2022)

    assert [row.unit for row in ranking.ranked] == ["C", "A"]
    assert ranking.without_figure == ("B",)


def test_best_is_highest_where_a_rise_is_good(make):
    panel = make.panel({"A": {2023: 60.0}, "B": {2023: 70.0}}, measured=make.indicator(+1))

    assert rank_units(panel).of("B").best_rank == 1


def test_standard_nobody_has(panel):
    ranking = rank_units(panel, standard="old")

    assert (ranking.ranked, ranking.without_figure) == ((), ("A", "B", "C"))


def test_no_rank_without_a_good_direction(make):
    panel = make.panel({"A": {2023: 60.0}}, measured=make.indicator(0))

    assert rank_units(panel).ranked == ()


def test_a_figure_that_may_not_be_shown_moves_no_place(panel):
    ranking = rank_units(panel, withheld=["A"])

    assert [(row.unit, row.best_rank, row.worst_rank) for row in ranking.ranked] == [("B", 1, 1)]
    assert ranking.without_figure == ("C",)
