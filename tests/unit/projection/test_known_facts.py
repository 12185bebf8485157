"""The end of 2023 as published: what three districts leave for the other seven.

Decision 14/QĐ-UBND of 05/01/2024: 14,040 poor households of some 182,100 in the province, 4,602 in
Đakrông; Vĩnh Linh 520 (re-check of March 2024); Cam Lộ 311 (press, October 2024).
"""

import pytest

from analysis.data import load_dataset
from analysis.projection import Basis, project

PROVINCE, PROVINCE_BASE = 14_040, 182_100
PUBLISHED = {"467": 4602, "464": 520, "468": 311}


@pytest.fixture(scope="module")
def panel():
    """All figures of the end of 2023, and none of 2024 yet."""
    return load_dataset("published", as_of="2024-10-31").panel("poor_household_rate")


@pytest.fixture(scope="module")
def projection(panel):
    return project(panel, horizon=2030)


def poor_households(projection, unit):
    first = projection.of(unit)[projection.years.index(2023)]
    return projection.weights[unit] * first / 100


def test_households_of_the_districts_add_up_to_those_of_the_province(panel):
    parts = {unit: weight for unit, weight in panel.weights.items() if unit != panel.total}
    assert len(parts) == 10
    assert sum(parts.values()) == pytest.approx(PROVINCE_BASE, rel=1e-3)
    assert panel.weights["467"] == 12_098


def test_published_counts_stand(projection, panel):
    for unit, count in PUBLISHED.items():
        assert poor_households(projection, unit).mean() == pytest.approx(count, abs=3)
        assert projection.evidence[unit].basis is Basis.SERIES


def test_the_other_seven_share_the_rest_and_are_marked_as_estimates(projection):
    seven = set(projection.units) - {*PUBLISHED, "45"}
    assert len(seven) == 7
    assert {projection.evidence[unit].basis for unit in seven} == {Basis.ESTIMATE}
    rest = sum(poor_households(projection, unit) for unit in seven)
    left = PROVINCE - sum(PUBLISHED.values())
    assert rest.mean() == pytest.approx(left, rel=0.01)
    assert rest.std() < 0.1 / 100 * PROVINCE_BASE


def test_estimates_have_wider_bands_than_districts_with_a_figure(projection):
    """Gio Linh and Cam Lộ have rates of one size; only one of the two is published."""
    estimated, published = (projection.interval(unit, 80)[:, -1] for unit in ("466", "468"))
    assert estimated[1] - estimated[0] > 2 * (published[1] - published[0])
