from __future__ import annotations

import pytest

from analysis.data import load_dataset
from analysis.display.fan_data import FanChart, fan_chart_data, segments_of


@pytest.fixture
def chart(dataset, make_outlook):
    def build(unit: str, code: str = "poor_household_rate", **paths: object) -> FanChart:
        outlook = make_outlook(code, **paths)
        return fan_chart_data(
            outlook.panel, outlook.projection, outlook.of(unit), unit, dataset.standards, 2030
        )

    return build


@pytest.fixture
def make_demo_chart():
    dataset = load_dataset("demo")

    def build(unit: str) -> FanChart:
        panel = dataset.panel("poor_household_rate")
        return fan_chart_data(panel, None, None, unit, dataset.standards, 2030)

    return build


def test_figures_of_two_standards_are_two_lines(chart) -> None:
    lines = [list(zip(s.years, s.values, strict=True)) for s in chart("467").segments]

    assert lines == [
        [(2015, 56.55), (2019, 33.75), (2020, 27.89)],
        [(2022, 43.69), (2023, 38.04)],
    ]


def test_standard_begins_with_its_first_figure(chart) -> None:
    spans = [(span.standard.code, span.start, span.end) for span in chart("467").spans]

    assert spans == [("multidim_QD59_2015", 2014.5, 2021.5), ("multidim_ND07_2021", 2021.5, 2026.5)]


def test_the_standard_after_the_last_is_the_new_one(chart) -> None:
    assert chart("467").successor.code == "multidim_ND351_2025"


def test_corridor_starts_from_the_first_figure_and_moves_by_its_bounds(chart) -> None:
    goal = chart("467", "multidim_poverty_rate").goal

    assert (goal.years[0], goal.years[-1]) == (2022, 2030)
    assert goal.high[-1] == pytest.approx(53.45 - 8 * 1.0)
    assert goal.low[-1] == pytest.approx(53.45 - 8 * 1.5)


def test_corridor_never_falls_below_zero(chart) -> None:
    assert chart("464").goal.low.min() == 0


def test_level_target_is_a_straight_line(chart) -> None:
    goal = chart("45", "trained_labour_rate_admin").goal

    assert list(goal.low) == list(goal.high)
    assert goal.low[0] == pytest.approx(54.43)
    assert goal.low[goal.years.index(2024)] == pytest.approx((54.43 + 85) / 2)
    assert goal.low[-1] == 85


def test_unit_without_figures_has_the_whole_and_no_line_of_its_own(chart) -> None:
    empty = chart("466", "multidim_poverty_rate")

    assert empty.segments == ()
    assert empty.context[-1].values == [15.9, 14.93, 13.16, 11.64]
    assert empty.goal is None


def test_short_series_get_one_band_and_long_ones_three(chart) -> None:
    start = {"467": 43.31}

    assert list(chart("467", units=start, strength="low").fan.bands) == [80]
    assert list(chart("467", units=start, strength="medium").fan.bands) == [95, 80, 50]


def test_fan_starts_at_the_published_figure(chart) -> None:
    fan = chart("467", "multidim_poverty_rate", units={"467": 43.31}).fan

    assert fan.years[0] == 2024
    assert fan.central[0] == 43.31
    assert list(fan.bands[80][:, 0]) == [43.31, 43.31]
    assert fan.central[-1] == pytest.approx(43.31 - 6)


def test_figures_that_others_contradict_are_not_drawn(chart, dataset) -> None:
    assert any(o.value == 18.7 for o in dataset.figures("poor_household_rate", "465"))
    assert [s.values for s in chart("465").segments] == [[31.17]]


def test_companion_adds_its_years_and_its_standards(dataset, make_outlook) -> None:
    outlook, poor = make_outlook(), make_outlook("poor_household_rate")
    chart = fan_chart_data(
        outlook.panel, None, None, "467", dataset.standards, 2030, companion=poor.panel
    )

    assert chart.first_year == 2015
    assert [segment.values for segment in chart.companion] == [
        [56.55, 33.75, 27.89],
        [43.69, 38.04],
    ]
    assert len(chart.spans) == 2


def test_no_figures_are_no_segments(dataset) -> None:
    assert segments_of([], dataset.standards) == ()


def test_standards_without_a_common_year_are_not_converted(chart) -> None:
    assert chart("467").splice is None


def test_a_year_counted_in_both_standards_joins_them(make_demo_chart) -> None:
    """2021 was invented in both; the converted line ends in the present standard's figure."""
    fan = make_demo_chart("467")

    assert fan.splice.overlap == 2021
    assert list(fan.splice.rates) == fan.segments[0].years
    assert fan.splice.rates[2021] == pytest.approx(fan.segments[1].values[0])
    assert fan.splice.rates[2016] > fan.segments[0].values[0]
