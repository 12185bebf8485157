"""Textbook methods, for comparison."""

import numpy as np
import pytest

from analysis.projection import Basis, project


def years(first, *values):
    return dict(enumerate(values, start=first))


PANEL = {
    "a": years(2014, 20, 19, 18.5, 17, 16, 15.5, 14, 13.5, 12.5, 12),
    "b": years(2020, 30, 29.5, 28, 27),
    "c": {2018: 9, 2019: 8, 2021: 7, 2022: 6.5, 2023: 6},
}


@pytest.mark.parametrize("method", ["ets", "theta"])
def test_a_steady_fall_goes_on_with_widening_bands(make_panel, method):
    projection = project(make_panel(PANEL), method=method, horizon=2030)
    assert projection.mean("a")[-1] < 12
    width = np.diff(projection.interval("a", 80), axis=0)[0]
    assert width[-1] > width[0] > 0
    assert projection.draws.min() >= 0


@pytest.mark.parametrize("method", ["ets", "theta"])
def test_gaps_are_refused_and_said(make_panel, method):
    projection = project(make_panel(PANEL), method=method, horizon=2030)
    assert projection.units == ("a", "b")
    assert projection.evidence["c"].basis is Basis.NONE
    assert "projection.evidence.not_consecutive" in projection.evidence["c"].reasons


@pytest.mark.parametrize("method", ["ets", "theta"])
def test_draws_of_a_unit_depend_on_nothing_but_itself(make_panel, method):
    both = project(make_panel(PANEL), method=method, horizon=2030).of("a")
    alone = project(make_panel({"a": PANEL["a"]}), method=method, horizon=2030).of("a")
    assert (both == alone).all()


def test_theta_carries_half_the_trend_of_a_straight_line(make_panel):
    line = {"a": years(2014, *np.linspace(40, 22, 10))}
    projection = project(make_panel(line), method="theta", horizon=2028)
    assert -1.3 < np.diff(projection.mean("a")).mean() < -0.7
