"""The closed form against its formulae, worked by hand."""

import numpy as np
import pytest

from analysis.projection import Basis, project
from analysis.projection.measurements import measure
from analysis.projection.random_walk import damped_years, pooled_drift
from analysis.projection.scale import OFFSET_PCT, to_logit, to_percent


def years(first, *values):
    return dict(enumerate(values, start=first))


THREE = {
    "a": years(2020, 12, 11, 10.5, 9),
    "b": years(2020, 30, 28, 27, 25),
    "c": years(2020, 5, 4.8, 4, 3.9),
}


def test_damped_drift_adds_up_to_less_each_year():
    assert damped_years(3) == pytest.approx([0.85, 0.85 + 0.7225, 0.85 + 0.7225 + 0.614125])


def test_drift_shrinks_to_the_mean_of_the_panel(make_panel):
    panel = make_panel(THREE)
    drift = pooled_drift(measure(panel), ("a", "b", "c"))
    own = [(to_logit(ys[2023]) - to_logit(ys[2020])) / 3 for ys in THREE.values()]
    mean = np.mean(own)
    for i in range(3):
        assert min(own[i], mean) - 1e-12 <= drift.mean[i] <= max(own[i], mean) + 1e-12


def test_changes_over_gaps_count_by_their_years(make_panel):
    every_year = {"a": years(2019, 16, 14, 12, 10), "b": years(2019, 30, 28, 27, 25)}
    on_the_line = {**every_year, "a": {2019: 16, 2022: 10}}
    drift = pooled_drift(measure(make_panel(on_the_line)), ("a", "b"))
    own = (to_logit(10.0) - to_logit(16.0)) / 3
    other = (to_logit(25.0) - to_logit(30.0)) / 3
    assert min(own, other) <= drift.mean[0] <= max(own, other)


def test_central_path_is_the_formula(make_panel):
    panel = make_panel({"a": years(2020, 10, 9, 8.1, 7.3), "b": years(2020, 10, 9, 8.1, 7.3)})
    projection = project(panel, method="hierarchical_random_walk", horizon=2026, draws=20000)
    drift = (to_logit(7.3) - to_logit(10.0)) / 3
    expected = to_percent(to_logit(7.3) + drift * damped_years(3))
    assert np.median(projection.of("a"), axis=1) == pytest.approx(expected, rel=0.02)


def test_total_is_the_weighted_sum_in_every_draw(make_panel):
    panel = make_panel(
        {**THREE, "T": years(2022, 13, 12)}, total="T", weights={"a": 5.0, "b": 2.0, "c": 3.0}
    )
    projection = project(panel, method="hierarchical_random_walk", horizon=2030)
    parts = 0.5 * projection.of("a") + 0.2 * projection.of("b") + 0.3 * projection.of("c")
    assert np.abs(projection.of("T") - parts).max() < 1e-9
    assert projection.evidence["T"].basis is Basis.SUM


def test_total_rests_on_its_own_series_where_a_part_has_no_path(make_panel):
    panel = make_panel({**THREE, "d": {}, "T": years(2020, 14, 13.5, 13, 12)}, total="T")
    projection = project(panel, method="hierarchical_random_walk", horizon=2030)
    assert not projection.has("d")
    assert projection.evidence["T"].basis is Basis.SERIES
    assert "projection.evidence.own_series" in projection.evidence["T"].reasons


def test_years_already_known_repeat_the_figure(make_panel):
    panel = make_panel({**THREE, "d": years(2020, 20, 19)})
    projection = project(panel, method="hierarchical_random_walk", horizon=2030)
    assert projection.years == tuple(range(2022, 2031))
    assert projection.of("a")[:2] == pytest.approx(
        np.broadcast_to([[10.5], [9.0]], (2, 4000)), abs=1e-9
    )
    assert projection.origins == {"a": 2023, "b": 2023, "c": 2023, "d": 2021}


def test_nothing_is_projected_from_too_little(make_panel):
    projection = project(
        make_panel({"a": years(2022, 9, 8)}), method="hierarchical_random_walk", horizon=2030
    )
    assert projection.units == ()
    assert projection.years == ()
    assert projection.evidence["a"].basis is Basis.NONE


def test_unknown_method_names_the_known_ones(make_panel):
    with pytest.raises(ValueError, match="hierarchical_random_walk"):
        project(make_panel(THREE), method="guess", horizon=2030)


def test_offset_keeps_the_bounds_finite():
    assert to_logit(0.0) == pytest.approx(np.log(OFFSET_PCT / (100 + OFFSET_PCT)))
    assert to_percent(to_logit(np.array([0.0, 50.0, 100.0]))) == pytest.approx([0, 50, 100])
