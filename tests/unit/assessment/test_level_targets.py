"""Targets that name a level."""

import pytest

from analysis.assessment import Status, assess
from analysis.assessment.level import level_status, recency_weighted_line


@pytest.fixture
def judge(make):
    def run(figures, *, goal=85.0, direction=+1, bounds=None, projection=None, extra=()):
        measured = make.indicator(direction=direction)
        panel = make.panel({"A": figures}, measured=measured, extra=extra)
        lower, upper = bounds or (goal, None)
        target = make.target("level", lower, upper)
        return assess(panel, projection, target, "A", is_own=True, base=(340_000, 2023))

    return run


def test_trained_labour_of_the_province(judge):
    """5.57 points in a year, then 12.66 in four; weights 1, 2 and 6 in 2018, 2019 and 2023."""
    found = judge({2018: 54.43, 2019: 60.0, 2023: 72.66})

    weights, x = (1, 2, 6), (-5, -4, 0)
    y = (54.43, 60.0, 72.66)
    mean_x = sum(w * a for w, a in zip(weights, x, strict=True)) / 9
    mean_y = sum(w * b for w, b in zip(weights, y, strict=True)) / 9
    slope = sum(
        w * (a - mean_x) * (b - mean_y) for w, a, b in zip(weights, x, y, strict=True)
    ) / sum(w * (a - mean_x) ** 2 for w, a in zip(weights, x, strict=True))
    assert found.observed_pace == pytest.approx(slope)
    assert found.required_pace == pytest.approx(30.57 / 12)
    assert found.status is Status.MET
    assert found.window == (2018, 2023)
    assert found.need_lower.points_a_year == pytest.approx(12.34 / 7)  # 1.76
    assert found.need_lower.count_a_year == pytest.approx(12.34 / 7 * 3400)
    assert "assessment.reason.figures_before_base_year" in found.reasons
    assert found.method == "required_slope"


def test_figures_since_the_base_year_are_enough(judge):
    found = judge({2018: 54.43, 2021: 65.0, 2022: 66.0})

    assert found.window == (2021, 2022)
    assert found.observed_pace == pytest.approx(1.0)
    assert "assessment.reason.figures_2" in found.reasons
    assert "assessment.reason.figures_before_base_year" not in found.reasons


def test_one_figure_gives_a_need_but_no_verdict(judge):
    found = judge({2023: 33.0}, goal=36.0)

    assert found.status is Status.NODATA
    assert found.need_lower.points_a_year == pytest.approx(3 / 7)  # 0.43
    assert "assessment.reason.figures_1" in found.reasons


def test_no_figure(judge):
    found = judge({})

    assert (found.status, found.need_lower, found.required_pace) == (Status.NODATA, None, None)
    assert found.implied_target_level == 85.0


def test_reached_level_is_to_be_kept(judge):
    found = judge({2022: 84.0, 2023: 85.0})

    assert found.status is Status.DONE
    assert found.need_lower.points_a_year == 0.0
    assert "assessment.reason.already_secured" in found.reasons


def test_figure_of_the_target_year_alone(judge):
    found = judge({2030: 80.0})

    assert (found.status, found.required_pace, found.need_lower) == (Status.NODATA, None, None)
    assert "assessment.reason.window_ended" in found.reasons


def test_ceiling_of_an_indicator_that_should_fall(judge):
    """Below 10 % at most, 8 % at best: 12 % in 2024 must lose 2 or 4 points in six years."""
    found = judge({2021: 15.0, 2022: 14.0, 2024: 12.0}, direction=-1, bounds=(8.0, 10.0))

    assert found.status is Status.MET
    assert found.observed_pace == pytest.approx(1.0)
    assert found.required_pace == pytest.approx(5 / 9)
    assert found.need_lower.bound == 10.0
    assert found.need_lower.points_a_year == pytest.approx(1 / 3)
    assert found.need_upper.bound == 8.0
    assert found.need_upper.points_a_year == pytest.approx(2 / 3)


def test_only_bound_on_the_other_side_is_the_goal(judge):
    assert judge({2023: 12.0}, direction=-1, bounds=(8.0, None)).need_lower.bound == 8.0


def test_other_definition_is_a_break(judge, make):
    found = judge({2023: 72.66}, extra=[make.figure("A", 2019, 60.0, standard="old")])

    assert found.status is Status.BREAK


def test_probability_of_a_level(judge, make):
    found = judge({2023: 80.0, 2024: 82.0}, projection=make.projection([84.9, 85.0, 90.0, 91.0]))

    assert found.probability == 0.75


def test_line_through_two_figures_is_their_difference():
    assert recency_weighted_line([2019, 2023], [60.0, 72.0]) == pytest.approx((3.0, 72.0))


@pytest.mark.parametrize(
    ("observed", "status"), [(-0.1, Status.WORSE), (0.0, Status.SLOW), (2.0, Status.SLOW)]
)
def test_level_left_again_is_never_on_target(observed, status):
    """The first figure stood at the goal, the last one no longer does: no slope to meet."""
    assert level_status(observed, required=-0.2, is_done=False) is status
