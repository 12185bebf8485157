"""One verdict with everything it says."""

import pytest

from analysis.assessment import Need, Status, YearlyChange, assess
from analysis.data.model import ObservationStatus

PROVINCE = {2021: 15.90, 2022: 14.93, 2023: 13.16, 2024: 11.64}


def test_corridor_of_the_province(make):
    found = assess(
        make.panel({"A": PROVINCE}), None, make.target(), "A", is_own=True, base=(182_120, 2023)
    )

    assert found.status is Status.MET
    assert found.is_own_target
    assert (found.window, found.standard, found.years_left) == ((2021, 2024), "new", 6)
    assert (found.start_value, found.last_value, found.last_year) == (15.90, 11.64, 2024)
    assert found.changes == (
        YearlyChange(2021, 2022, 0.97),
        YearlyChange(2022, 2023, 1.77),
        YearlyChange(2023, 2024, 1.52),
    )
    assert (found.observed_pace, found.required_pace) == (1.42, 1.0)
    # (9 - 4.26) / 6 and (13.5 - 4.26) / 6 points; 0.79 % and 1.54 % of 182,120 households.
    assert found.need_lower == Need(1.0, 0.79, pytest.approx(1438.748), 182_120, 2023)
    assert found.need_upper == Need(1.5, 1.54, pytest.approx(2804.648), 182_120, 2023)
    assert found.implied_target_level == 6.9
    assert [reading.method for reading in found.readings] == ["eurostat", "escap", "sdsn", "unsd"]
    assert found.method == "corridor"
    assert found.reasons == ("assessment.reason.no_projection",)


def test_window_of_eight_years(make):
    """The mean counts from the end of 2022; domain figures 0.79 and 1.45 points a year.

    Falls of 1.77 and 1.52 leave (8 - 3.29) / 6 and (12 - 3.29) / 6.
    """
    target = make.target(base_year=2022)

    found = assess(make.panel({"A": PROVINCE}), None, target, "A", is_own=True)

    assert found.window == (2022, 2024)
    assert found.need_lower.points_a_year == pytest.approx(0.785)
    assert found.need_upper.points_a_year == pytest.approx(8.71 / 6)


def test_poor_households_alone_cannot_fall_by_the_upper_bound(make):
    panel = make.panel({"A": {2023: 7.71, 2024: 6.60}})

    found = assess(panel, None, make.target(), "A", is_own=True, base=(182_120, 2023))

    assert found.status is Status.MET
    assert found.observed_pace == pytest.approx(1.11)
    assert found.need_lower.points_a_year == pytest.approx(5.89 / 6)
    assert found.need_upper is None
    assert "assessment.reason.most_bound_impossible" in found.reasons
    assert "assessment.reason.figures_2" in found.reasons
    assert "assessment.reason.starts_after_base_year" in found.reasons


def test_low_rate_gets_no_need_and_no_probability(make):
    panel = make.panel({"A": {2022: 2.89, 2023: 1.91}})

    found = assess(panel, make.projection([0.5, 0.6]), make.target(), "A", is_own=False)

    assert found.status is Status.FLOOR
    assert not found.is_own_target
    assert (found.need_lower, found.need_upper, found.probability) == (None, None, None)
    assert found.implied_target_level == 0.0
    assert "assessment.reason.least_bound_impossible" in found.reasons


def test_fall_beyond_the_corridor_leaves_no_need(make):
    panel = make.panel({"A": {2022: 53.45, 2023: 49.14, 2024: 43.31}})

    found = assess(panel, None, make.target(), "A", is_own=False, base=(12_098, 2023))

    assert found.status is Status.EXCEED
    assert found.need_lower == Need(1.0, 0.0, 0.0, 12_098, 2023)
    assert "assessment.reason.already_secured" in found.reasons


def test_gap_years_are_divided(make):
    found = assess(
        make.panel({"A": {2021: 12.0, 2023: 9.0}}), None, make.target(), "A", is_own=True
    )

    assert found.changes == (YearlyChange(2021, 2023, 1.5),)


def test_contradicted_figures_do_not_count(make):
    bad = make.figure("A", 2024, 99.0, status=ObservationStatus.UNRELIABLE)
    panel = make.panel({"A": {2021: 12.0, 2023: 9.0}}, extra=[bad])

    assert assess(panel, None, make.target(), "A", is_own=True).last_year == 2023


def test_without_figures_only_the_demand_is_said(make):
    found = assess(make.panel({"A": {}}), None, make.target(), "A", is_own=False, base=(1000, 2019))

    assert found.status is Status.NODATA
    assert (found.window, found.last_value, found.standard) == (None, None, None)
    assert found.need_lower == Need(1.0, 1.0, 10.0, 1000, 2019)
    assert found.implied_target_level is None
    assert found.readings == ()
    assert found.reasons[0] == "assessment.reason.figures_0"


def test_figures_before_the_base_year_do_not_make_a_pace(make):
    panel = make.panel({"A": {2015: 30.0, 2019: 20.0}})

    found = assess(panel, None, make.target(), "A", is_own=True)

    assert (found.status, found.last_year) == (Status.NODATA, None)


def test_only_one_figure_on_each_side_of_a_break(make):
    older = make.figure("A", 2019, 3.57, standard="old")
    panel = make.panel({"A": {2023: 2.09}}, extra=[older])

    found = assess(panel, None, make.target(), "A", is_own=True)

    assert found.status is Status.BREAK
    assert (found.window, found.changes, found.observed_pace) == (None, (), None)
    assert found.last_value == 2.09
    assert "assessment.reason.standard_break" in found.reasons


def test_younger_standard_is_taken_where_two_stand_in_one_year(make):
    """Standards are told apart by age, not by the order of their names."""
    older = [make.figure("A", y, v, standard="z") for y, v in ((2020, 9.0), (2022, 8.0))]
    panel = make.panel({"A": {2022: 12.0}}, extra=older)

    assert assess(panel, None, make.target(), "A", is_own=True).last_value == 12.0


def test_year_of_the_target_leaves_nothing_to_do(make):
    panel = make.panel({"A": {2021: 15.0, 2030: 6.0, 2031: 1.0}})

    found = assess(panel, None, make.target(), "A", is_own=True)

    assert (found.status, found.years_left) == (Status.MET, 0)
    assert (found.need_lower, found.need_upper) == (None, None)
    assert "assessment.reason.window_ended" in found.reasons


def test_pace_upwards(make):
    measured = make.indicator(direction=+1)
    panel = make.panel({"A": {2021: 90.0, 2022: 90.9}}, measured=measured)

    found = assess(panel, None, make.target(lower=2.0, upper=None), "A", is_own=True)

    assert found.observed_pace == pytest.approx(0.9)
    assert found.status is Status.FLOOR  # 9.1 points are left below 100 %, 16 are asked for
    assert found.implied_target_level == 100.0
    assert found.need_upper is None


def test_rate_without_bounds_has_endless_headroom(make):
    measured = make.indicator(lower=None, upper=None)
    panel = make.panel({"A": {2021: 5.0, 2022: 4.5}}, measured=measured)

    found = assess(panel, None, make.target(), "A", is_own=True)

    assert found.status is Status.SLOW
    assert found.implied_target_level == -4.0
    assert found.need_lower.points_a_year == pytest.approx(8.5 / 8)


def test_probability_is_a_share_of_draws(make):
    """From 15.9 the mean fall is 1 point a year at 6.9 %: two of four paths get there."""
    projection = make.projection([6.0, 6.9, 6.91, 8.0])

    found = assess(make.panel({"A": PROVINCE}), projection, make.target(), "A", is_own=True)

    assert found.probability == 0.5
    assert found.evidence_strength == "low"
    assert found.reasons == ("assessment.reason.base_unknown",)


@pytest.mark.parametrize("kind", ["stock", "flow", "milestone"])
def test_kinds_without_a_rule_say_so(make, kind):
    panel = make.panel({"A": {2023: 5.0}})

    found = assess(panel, None, make.target(kind, 6.0, None), "A", is_own=True)

    assert (found.status, found.last_value, found.method) == (Status.NODATA, 5.0, "")
    assert found.reasons == (f"assessment.reason.kind_{kind}",)


def test_kind_without_rule_and_figures(make):
    found = assess(make.panel({"A": {}}), None, make.target("stock"), "A", is_own=True)

    assert (found.last_value, found.last_year, found.standard) == (None, None, None)


def test_target_without_number_and_indicator_without_direction(make):
    panel = make.panel({"A": {2023: 5.0}}, measured=make.indicator(direction=0))

    found = assess(panel, None, make.target("pace", None, None), "A", is_own=True)

    assert found.status is Status.NODATA
    assert found.reasons == ("assessment.reason.no_bound", "assessment.reason.no_direction")
