"""Estimates of districts without figures from the province's published total.

End of 2023: 14,040 poor households of 182,100 in the province; Đakrông 4,602, Vĩnh Linh 520,
Cam Lộ 311; no figure for the other seven districts, which hold the remaining 8,607.
"""

import numpy as np
import pytest

from analysis.projection import Basis, project
from analysis.projection.blocks import Spread
from analysis.projection.known_total import KnownTotal
from analysis.projection.scale import to_logit, to_percent
from analysis.projection.total_match import match_total

HOUSEHOLDS = {"467": 12098.0, "464": 27225.0, "468": 14880.0}
CENSUS = {
    "461": 25104.0,
    "462": 6522.0,
    "465": 21161.0,
    "466": 19461.0,
    "469": 24554.0,
    "470": 22958.0,
    "471": 43.0,
}
PROVINCE = 182_100.0


@pytest.fixture(scope="module")
def projection(make_panel, make_figure):
    rest = PROVINCE - sum(HOUSEHOLDS.values())
    scale = rest / sum(CENSUS.values())
    weights = {**HOUSEHOLDS, **{unit: scale * count for unit, count in CENSUS.items()}}
    series = {
        **{unit: {} for unit in CENSUS},
        "467": {2022: 43.69, 2023: 100 * 4602 / HOUSEHOLDS["467"]},
        "464": {2022: 2.89, 2023: 100 * 520 / HOUSEHOLDS["464"]},
        "468": {2023: 100 * 311 / HOUSEHOLDS["468"]},
        "45": {2022: 9.5, 2023: 100 * 14040 / PROVINCE},
    }
    older = (make_figure("465", 2018, 31.17, "old"), make_figure("470", 2018, 5.69, "old"))
    panel = make_panel(series, total="45", weights=weights, extra=older)
    return project(panel, horizon=2030)


def poor_households(projection, unit):
    return projection.weights[unit] * projection.of(unit)[projection.years.index(2023)] / 100


def test_estimates_are_marked_and_published_figures_kept(projection):
    assert {projection.evidence[unit].basis for unit in CENSUS} == {Basis.ESTIMATE}
    assert projection.evidence["45"].basis is Basis.SUM
    assert projection.years[0] == 2023
    for unit, count in (("467", 4602), ("464", 520), ("468", 311)):
        assert poor_households(projection, unit) == pytest.approx(count, abs=1)


def test_the_seven_share_what_is_left_in_every_draw(projection):
    rest = sum(poor_households(projection, unit) for unit in CENSUS)
    assert rest.mean() == pytest.approx(8607, abs=20)
    assert rest.std() < 0.1 / 100 * PROVINCE
    assert projection.mean("45")[0] == pytest.approx(7.71, abs=0.02)


def test_estimates_are_wide_and_follow_what_was_known_before(projection):
    low, high = projection.interval("466", 80)[:, 0]
    assert high - low > 4
    assert projection.mean("465")[0] > 2 * projection.mean("470")[0]


def test_draws_are_those_of_the_conditional_distribution():
    """Two parts and their mean, against rejection sampling; the rates are curved, so within 8 %."""
    generator = np.random.default_rng(1)
    mean, sd = to_logit(np.array([10.0, 10.0])), np.array([0.5, 1.0])
    prior = mean + sd * generator.standard_normal((200_000, 2))
    total = KnownTotal(np.array([0.5, 0.5]), np.array([0]), np.array([12.0]), np.array([0.2]))
    spread = Spread((sd**2)[:, None, None], np.zeros((2, 1, 0)), np.zeros(0))
    paths, noise = prior[:20_000].T[:, None], generator.standard_normal((1, 20_000))
    moved = match_total(paths, np.array([20_000]), [spread], total, noise)
    moved = to_percent(moved[:, 0].T)
    likelihood = np.exp(-0.5 * ((to_percent(prior).mean(axis=1) - 12) / 0.2) ** 2)
    kept = to_percent(prior)[generator.random(len(prior)) < likelihood]
    assert np.abs(moved.mean(axis=1) - 12).max() < 1.0
    assert moved.mean(axis=0) == pytest.approx(kept.mean(axis=0), rel=0.08)
    assert np.percentile(moved[:, 0], [10, 50, 90]) == pytest.approx(
        np.percentile(kept[:, 0], [10, 50, 90]), rel=0.1
    )
