"""What a figure would be worth, against projecting again once it is there."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.data import load_dataset
from analysis.data.model import Vintage
from analysis.projection import Basis, Figure, figures_missing, knowledge, project

INDICATOR = "multidim_poverty_rate"


@pytest.fixture(scope="module")
def panel():
    return load_dataset("published").panel(INDICATOR)


@pytest.fixture(scope="module")
def projection(panel):
    return project(panel, horizon=2030)


def width(projection, unit):
    low, high = projection.interval(unit, 80)[:, -1]
    return high - low


@pytest.mark.parametrize("unit", ["466", "464"])
def test_a_figure_as_expected_narrows_the_drawn_band_about_as_foretold(panel, projection, unit):
    """Gio Linh, which has no figure, and Vĩnh Linh, which has two."""
    asked = Figure(unit, 2024, projection.standard)
    value = float(np.median(projection.of(unit)[projection.years.index(2024)]))
    arrived = replace(
        panel.observations[0],
        unit=unit,
        year=2024,
        standard=projection.standard,
        vintage=Vintage.DECISION,
        value=value,
    )
    figures = sorted((*panel.observations, arrived), key=lambda o: (o.unit, o.year, o.standard))
    again = project(replace(panel, observations=tuple(figures)), horizon=2030)
    foretold = knowledge(panel, projection, (asked,)).width((asked,)).units[unit]
    assert foretold < width(projection, unit)
    assert foretold == pytest.approx(width(again, unit), rel=0.35)


def test_bands_of_today_are_the_drawn_ones(panel, projection):
    today = knowledge(panel, projection, ()).width()
    assert today.units["466"] == pytest.approx(width(projection, "466"))
    assert today.total == pytest.approx(width(projection, "45"))


def test_more_figures_never_widen(panel, projection):
    years = [(projection.standard, year) for year in (2022, 2023, 2024)]
    missing = figures_missing(panel, projection, years)
    open_now = knowledge(panel, projection, missing)
    widths = [open_now.width(missing[:count]).mean for count in range(0, len(missing), 4)]
    assert (np.diff(widths) <= 1e-9).all()


def test_only_figures_that_are_not_final_are_missing(panel, projection):
    missing = figures_missing(panel, projection, [(projection.standard, 2023)])
    assert {f.unit for f in missing} == {
        u for u, e in projection.evidence.items() if e.basis is Basis.ESTIMATE
    }


def test_nothing_to_narrow_without_a_projection(panel):
    alone = replace(panel, observations=panel.observations[:1], total=None)
    assert knowledge(alone, project(alone, horizon=2030), ()) is None
