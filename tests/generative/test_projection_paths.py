"""What must hold for the projection of any panel."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.model import Indicator, Observation, ObservationStatus, Panel, Vintage
from analysis.projection import project
from analysis.projection.scale import to_logit, to_percent

RATE = Indicator("rate", "poverty", "percent", -1, 0.0, 100.0, "", "", "", "", "")
METHODS = st.sampled_from(["pooled_trend", "hierarchical_random_walk"])
HORIZON = 2028


def figure(unit, year, value, standard="new"):
    status, today = ObservationStatus.NORMAL, dt.date(year + 1, 1, 1)
    vintage = Vintage.RECHECK
    return Observation(
        RATE.code, unit, year, standard, vintage, today, value, status, "high", "", ""
    )


def panel(series, weights, total="T", order=None):
    units = tuple(order or series)
    figures = tuple(
        figure(unit, year, value)
        for unit, values in series.items()
        for year, value in values.items()
    )
    return Panel(RATE, dt.date(2026, 1, 1), units, total, figures, weights)


@st.composite
def sparse_panels(draw, lowest=0, highest=100):
    """Two to five units with any figures of 2017 to 2023, one in the last year and one before."""
    units = [f"U{i}" for i in range(draw(st.integers(2, 5)))]
    series = {}
    for unit in units:
        years = draw(st.sets(st.integers(2017, 2022), min_size=2, max_size=6))
        series[unit] = {
            year: round(draw(st.floats(lowest, highest)), 2) for year in [*sorted(years), 2023]
        }
    weights = {unit: float(draw(st.integers(1, 50_000))) for unit in units}
    return series, weights


@settings(max_examples=40, deadline=None)
@given(sparse_panels(), METHODS)
def test_paths_stay_in_bounds_and_add_up(made, method):
    series, weights = made
    projection = project(panel(series, weights), method=method, horizon=HORIZON, draws=100)
    assert np.isfinite(projection.draws).all()
    assert projection.draws.min() >= 0
    assert projection.draws.max() <= 100
    share = np.array([weights[unit] for unit in series]) / sum(weights.values())
    parts = np.tensordot(share, np.array([projection.of(unit) for unit in series]), axes=1)
    assert np.abs(parts - projection.of("T")).max() < 1e-9


@settings(max_examples=25, deadline=None)
@given(sparse_panels(), METHODS, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(made, method, random):
    series, weights = made
    shuffled = list(series)
    random.shuffle(shuffled)
    first = project(panel(series, weights), method=method, horizon=HORIZON, draws=50)
    again = panel({unit: series[unit] for unit in shuffled}, weights, order=shuffled)
    second = project(again, method=method, horizon=HORIZON, draws=50)
    for unit in (*series, "T"):
        assert first.of(unit).tobytes() == second.of(unit).tobytes()


@settings(max_examples=25, deadline=None)
@given(sparse_panels(5, 60), st.floats(-0.5, 0.5))
def test_a_shift_of_one_unit_shifts_its_paths_and_no_others(made, shift):
    """Levels are free: a whole series moved on the logit moves its paths by as much."""
    series, weights = made
    moved = {
        year: float(to_percent(to_logit(value) + shift)) for year, value in series["U0"].items()
    }
    before = project(panel(series, weights, None), horizon=HORIZON, draws=50)
    after = project(panel({**series, "U0": moved}, weights, None), horizon=HORIZON, draws=50)
    expected = to_percent(to_logit(before.of("U0")) + shift)
    inside = (before.of("U0") > 0.5) & (before.of("U0") < 99.5)
    assert after.of("U0")[inside] == pytest.approx(expected[inside], abs=1e-4)
    assert after.of("U1") == pytest.approx(before.of("U1"), abs=1e-4)


@st.composite
def smooth_panels(draw):
    """Three units that fall by 0.5 to 1.5 points a year."""
    step = st.floats(0.5, 1.5)
    starts = [draw(st.floats(15, 60)) for _ in range(3)]
    falls = [[draw(step) for _ in range(5)] for _ in range(3)]
    values = [
        np.cumsum([start, *(-fall for fall in fs)]) for start, fs in zip(starts, falls, strict=True)
    ]
    return {
        f"U{i}": dict(zip(range(2018, 2024), v.tolist(), strict=True)) for i, v in enumerate(values)
    }


@settings(max_examples=25, deadline=None)
@given(smooth_panels(), st.floats(0.3, 1.0))
def test_a_higher_last_figure_raises_the_next_year(series, rise):
    weights = dict.fromkeys(series, 1.0)
    higher = {**series["U0"], 2023: series["U0"][2023] + rise}
    before = project(panel(series, weights), horizon=2024, draws=400)
    after = project(panel({**series, "U0": higher}, weights), horizon=2024, draws=400)
    assert after.mean("U0")[0] > before.mean("U0")[0]
    assert after.mean("T")[0] > before.mean("T")[0]


@settings(max_examples=15, deadline=None)
@given(sparse_panels(1, 60), st.floats(5, 60))
def test_draws_keep_to_the_published_total(made, total):
    """One unit never had a figure: wherever it can, it takes what the total leaves for it."""
    series, weights = made
    known = sum(weights[unit] * values[2023] for unit, values in series.items())
    weights = {**weights, "X": 2 * sum(weights.values())}
    rate = (known + weights["X"] * total) / sum(weights.values())
    with_total = {**series, "X": {}, "T": {2023: rate}}
    made_panel = panel(with_total, weights, order=[*series, "X"])
    projection = project(made_panel, horizon=HORIZON, draws=100)
    assert projection.years[0] == 2023
    assert projection.mean("T")[0] == pytest.approx(rate, abs=0.05)
    assert projection.mean("X")[0] == pytest.approx(total, abs=0.5)
