"""The joint model on panels small enough to know what must come out."""

import os
import subprocess
import sys

import numpy as np
import pytest

from analysis.data.model import Vintage
from analysis.projection import Basis, project


def years(first, *values):
    return dict(enumerate(values, start=first))


FALLING = {
    "a": years(2018, 20, 19, 17, 16, 15, 14),
    "b": years(2018, 40, 38, 37, 35, 33, 32),
    "c": years(2018, 8, 7.6, 7.1, 6.5, 6.2, 5.8),
}


def test_a_steady_fall_goes_on_and_slows(make_panel):
    projection = project(make_panel(FALLING), horizon=2030)
    for unit in FALLING:
        path = projection.mean(unit)
        steps = -np.diff([FALLING[unit][2023], *path])
        assert (steps > 0).all()
        assert steps[-1] < steps[0]


def test_the_sum_of_parts_is_exact_in_every_draw(make_panel):
    weights = {"a": 3000.0, "b": 1000.0, "c": 6000.0}
    panel = make_panel({**FALLING, "T": years(2022, 11, 10)}, total="T", weights=weights)
    projection = project(panel, horizon=2030)
    parts = sum(weights[u] / 10000 * projection.of(u) for u in FALLING)
    assert np.abs(projection.of("T") - parts).max() < 1e-9
    mean_of_parts = sum(weights[u] / 10000 * projection.mean(u) for u in FALLING)
    assert projection.mean("T") == pytest.approx(mean_of_parts, abs=1e-9)
    assert projection.evidence["T"].basis is Basis.SUM


def test_shocks_are_shared(make_panel):
    projection = project(make_panel(FALLING), horizon=2030)
    one, other = projection.of("a")[-1], projection.of("b")[-1]
    assert np.corrcoef(one, other)[0, 1] > 0.2


def test_a_break_of_standard_is_no_change(make_panel, make_figure):
    """A unit that jumps from 12 to 30 with the standard goes on as its neighbours do."""
    older = tuple(
        make_figure(unit, year, value, standard="old")
        for unit, first in (("a", 14.0), ("b", 28.0), ("c", 5.0))
        for year, value in ((2018, first), (2019, first * 0.95), (2020, first * 0.9))
    )
    newer = {"a": years(2022, 30, 29), "b": years(2022, 45, 44), "c": years(2022, 9, 8.6)}
    projection = project(make_panel(newer, extra=older), horizon=2030)
    assert projection.standard == "new"
    assert (np.diff(projection.mean("a")) < 0).all()
    assert projection.mean("a")[0] == pytest.approx(28, abs=1.0)


def test_a_preliminary_figure_widens_the_next_year(make_panel, make_figure):
    def width(vintage):
        last = tuple(
            make_figure(unit, 2023, FALLING[unit][2023], vintage=vintage) for unit in "abc"
        )
        kept = {u: {y: v for y, v in ys.items() if y < 2023} for u, ys in FALLING.items()}
        low, high = project(make_panel(kept, extra=last), horizon=2030).interval("c", 80)[:, 0]
        return high - low

    assert width(Vintage.PRELIMINARY) > width(Vintage.RECHECK)


@pytest.mark.parametrize(
    "series",
    [
        pytest.param({**FALLING, "a": years(2018, 0, 0, 0, 0, 0)}, id="all 0.0"),
        pytest.param({**FALLING, "a": years(2018, 100, 100, 100, 100)}, id="all 100.0"),
        pytest.param({**FALLING, "a": years(2023, 12)}, id="one point"),
        pytest.param({**FALLING, "a": years(2022, 12, 11)}, id="two points"),
        pytest.param({u: years(2018, 9, 9, 9, 9, 9) for u in "abc"}, id="all equal"),
        pytest.param({"d": years(2023, 3), **FALLING}, id="first seen last year"),
        pytest.param({"a": years(2018, 20, 19, 17, 16)}, id="panel of one"),
        pytest.param(
            {
                "a": {2015: 20, 2018: 17, 2019: 17.5, 2023: 14},
                "b": {2014: 50, 2016: 44, 2022: 33},
                "c": {2020: 8, 2021: 7, 2023: 6},
                "d": {2014: 12, 2019: 11, 2021: 10, 2022: 9},
            },
            id="40 % missing",
        ),
    ],
)
def test_edge_cases_give_finite_paths_in_bounds(make_panel, series):
    projection = project(make_panel(series), horizon=2030, draws=500)
    assert set(projection.units) == set(series)
    assert np.isfinite(projection.draws).all()
    assert projection.draws.min() >= 0
    assert projection.draws.max() <= 100


def test_a_unit_at_zero_stays_near_zero(make_panel):
    projection = project(make_panel({**FALLING, "a": years(2018, 0, 0, 0, 0, 0, 0)}), horizon=2030)
    index = projection.units.index("a")
    assert np.percentile(projection.draws[index, -1], 97.5) < 3


def test_a_noisy_unit_gets_a_wider_band_than_a_steady_one(make_panel):
    noisy = {"a": years(2016, 20, 26, 17, 24, 15, 23, 16, 20), "b": years(2016, *[20] * 8)}
    others = {
        u: years(2016, *np.linspace(start, start - 1, 8)) for u, start in (("c", 22), ("d", 18))
    }
    projection = project(make_panel({**noisy, **others}), horizon=2025)
    width = {u: np.diff(projection.interval(u, 80)[:, -1])[0] for u in "ab"}
    assert width["a"] > 1.3 * width["b"]


SCRIPT = """
import hashlib
from analysis.projection import project
from analysis.data import load_dataset
for dataset, indicator in (
    ("published", "multidim_poverty_rate"), ("provinces", "gso_poverty_rate_income")
):
    panel = load_dataset(dataset).panel(indicator)
    draws = project(panel, horizon=2030, draws=300).draws
    print(len(draws), hashlib.sha256(draws.tobytes()).hexdigest())
"""


def test_same_bytes_whatever_the_number_of_threads():
    """A panel full of estimates, and one whose matrices are large enough for threads."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    }
    assert len(digests) == 1
