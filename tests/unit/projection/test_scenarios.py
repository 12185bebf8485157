"""Scenarios: assumptions worked by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.projection import Basis, project
from analysis.projection.scale import to_logit, to_percent
from analysis.projection.scenarios import bridged_paths, stress_band, times_odds

PANELS = Path(__file__).parents[3] / "benchmarks" / "data" / "panels.csv.gz"


def years(first, *values):
    return dict(enumerate(values, start=first))


PANEL = {
    "a": years(2021, 20, 18, 16),
    "b": years(2021, 40, 41, 37),
    "c": years(2023, 8),
}


def path(panel, method, unit, **options):
    projection = project(panel, method=method, horizon=2030, **options)
    assert projection.evidence[unit].basis is Basis.SCENARIO
    assert projection.of(unit).shape == (7, 1)
    return projection.mean(unit)


def test_no_progress_keeps_the_last_figure(make_panel):
    assert path(make_panel(PANEL), "no_progress", "c") == pytest.approx([8.0] * 7)


def test_no_progress_speaks_where_a_forecast_is_refused(make_panel):
    alone = make_panel({"a": years(2023, 12)})
    assert project(alone, horizon=2030).units == ()
    assert path(alone, "no_progress", "a") == pytest.approx([12.0] * 7)


def test_required_pace_takes_equal_steps(make_panel):
    said = path(make_panel(PANEL), "required_pace", "a", goals={"a": 2.0})
    assert said == pytest.approx([14, 12, 10, 8, 6, 4, 2])


def test_required_pace_without_a_goal_says_so(make_panel):
    projection = project(make_panel(PANEL), method="required_pace", horizon=2030, goals={"a": 2.0})
    assert projection.units == ("a",)
    assert projection.evidence["b"].basis is Basis.NONE
    assert "projection.evidence.no_assumption" in projection.evidence["b"].reasons


def test_fastest_neighbour_lends_its_pace(make_panel):
    pace = (to_logit(16.0) - to_logit(20.0)) / 2
    said = path(make_panel(PANEL), "fastest_neighbour", "c")
    assert said == pytest.approx(to_percent(to_logit(8.0) + pace * np.arange(1, 8)))


def test_worst_shock_comes_first_and_the_drift_follows(make_panel):
    said = path(make_panel(PANEL), "worst_shock", "c")
    shock = to_logit(41.0) - to_logit(40.0)
    assert said[0] == pytest.approx(to_percent(to_logit(8.0) + shock))
    assert (np.diff(said) < 0).all()


def test_stress_band_holds_the_band_inside(make_panel):
    projection = project(make_panel(PANEL), horizon=2030)
    band, stress = projection.interval("b", 80), stress_band(projection, "b", 80)
    assert (stress[0] < band[0]).all()
    assert (stress[1] > band[1]).all()


def test_bridged_paths_multiply_the_odds_from_the_new_standard_on(make_panel):
    assert times_odds(np.array([10.0]), 1.37) == pytest.approx([13.21], abs=0.01)
    projection = project(make_panel(PANEL), horizon=2030)
    paths = bridged_paths(projection, "a", 2027)
    mean = projection.mean("a")
    assert paths[1.0] == pytest.approx(mean)
    assert paths[1.8][:3] == pytest.approx(mean[:3])
    odds = mean[3:] / (100 - mean[3:])
    assert paths[1.8][3:] / (100 - paths[1.8][3:]) == pytest.approx(1.8 * odds)


RECESSION = range(2008, 2013)


@pytest.fixture(scope="module")
def states(make_panel):
    """Poverty of 51 US states and the panel as known at the end of 2007, before the recession."""
    table = pd.read_csv(PANELS, dtype={"unit": str}, keep_default_na=False, na_values=[""])
    mine = table[(table["dataset"] == "saipe_state") & ~table["unit"].str.startswith("__")]
    truth = mine.pivot_table(index="unit", columns="year", values="value")
    known = {unit: row.loc[2000:2007].to_dict() for unit, row in truth.iterrows()}
    return truth, project(make_panel(known), horizon=RECESSION[-1], draws=1000)


def test_stress_band_holds_what_one_common_shock_took_out_of_the_band(states):
    """Bands made for 80 % held 60 % in the recession; the stress band holds what they should."""
    truth, projection = states

    def held(bounds_of):
        inside = []
        for unit in projection.units:
            low, high = bounds_of(unit)
            came = truth.loc[unit, list(RECESSION)].to_numpy()
            inside.append((low <= came) & (came <= high))
        return np.mean(inside)

    assert held(lambda unit: projection.interval(unit, 80)) < 0.7
    assert 0.76 < held(lambda unit: stress_band(projection, unit, 80)) < 0.92
