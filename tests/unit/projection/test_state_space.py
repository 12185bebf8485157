"""A second formulation of the linear core: statsmodels' Kalman filter against our covariance.

At fixed dynamics the model is linear and Gaussian. Written as a state space (common walk, own
walks, drifts, levels; noise in the observations) its likelihood of the changes, its predictions
and their covariance must be those of the covariance of changes.
"""

from itertools import pairwise

import numpy as np
import pytest
from statsmodels.tsa.statespace.initialization import Initialization
from statsmodels.tsa.statespace.kalman_smoother import SMOOTHER_STATE, SMOOTHER_STATE_COV
from statsmodels.tsa.statespace.mlemodel import MLEModel

from analysis.projection.blocks import Targets, Values, factorised, predicted
from analysis.projection.covariance import (
    COMMON,
    OWN,
    Cells,
    Steps,
    base_rows,
    mix,
    square_root,
)
from analysis.projection.hyperprior import Hyperprior

UNITS, NOW, AHEAD = 3, 2023, 4
YEARS = np.arange(2016, NOW + AHEAD + 1)
POINT = {
    "unit_noise": 0.4,
    "common_noise": 0.25,
    "common": 0.7,
    "common_drift": 0.3,
    "unit_drift": 0.05,
}


class PanelTrend(MLEModel):
    """States: common walk, own walks, common drift, own drifts, levels; noise is observed."""

    def __init__(self, figures):
        n = UNITS
        super().__init__(figures, k_states=2 + 3 * n, k_posdef=1 + n)
        p = POINT
        drifted = np.array([self._drifted(year) for year in YEARS])
        design = np.zeros((n, self.k_states, len(YEARS)))
        for unit in range(n):
            design[unit, [0, 1 + unit, 2 + 2 * n + unit], :] = 1
            design[unit, 1 + n, :] = drifted
            design[unit, 2 + n + unit, :] = drifted
        self["design"] = design
        self["transition"] = np.eye(self.k_states)
        self["selection"] = np.eye(self.k_states)[:, : 1 + n]
        own, common = 1 - p["unit_noise"], p["common"] * (1 - p["common_noise"])
        self["state_cov"] = np.diag([common, *[own] * n])
        self["obs_cov"] = np.eye(n) * p["unit_noise"] / 2 + p["common"] * p["common_noise"] / 2
        known = np.diag([0, *[0] * n, p["common_drift"], *[p["unit_drift"]] * n]).astype(float)
        start = Initialization(self.k_states)
        start.set((0, 2 + 2 * n), "known", constant=np.zeros(2 + 2 * n), stationary_cov=known)
        start.set((2 + 2 * n, self.k_states), "diffuse")
        self.ssm.initialize(start)
        self.ssm.smoother_output = SMOOTHER_STATE | SMOOTHER_STATE_COV

    @staticmethod
    def _drifted(year):
        ahead = max(year - NOW, 0)
        return sum(0.95**k for k in range(1, ahead + 1)) if ahead else year - NOW


@pytest.fixture(scope="module")
def figures():
    """Three units with gaps, years ahead unknown."""
    generator = np.random.default_rng(4)
    values = generator.normal(0, 0.4, (len(YEARS), UNITS)).cumsum(axis=0) - 2
    values[YEARS > NOW] = np.nan
    values[2, 0] = values[4, 1] = values[5, 1] = np.nan
    return values


def in_blocks(figures):
    """Observed changes, their rows, and what they predict, from our own code."""
    known = [np.flatnonzero(np.isfinite(figures[:, unit])) for unit in range(UNITS)]
    longest = max(map(len, known)) - 1
    cells = np.zeros((UNITS, longest, len(YEARS)))
    values = np.zeros((UNITS, longest))
    for unit, at in enumerate(known):
        for i, (early, late) in enumerate(pairwise(at)):
            cells[unit, i, [late, early]] = 1, -1
            values[unit, i] = figures[late, unit] - figures[early, unit]
    kernels = Cells(np.zeros(len(YEARS), dtype=int), YEARS, NOW).kernels()
    nothing = np.zeros((UNITS, len(YEARS)))
    total = Steps(np.zeros((0, len(YEARS))), np.zeros(0), nothing[0])
    share = np.full(UNITS, 1 / UNITS)
    units = Steps(cells, values, nothing)
    base = base_rows(kernels, units, total, share, np.ones(UNITS), 1.0)
    point = Hyperprior(**{k: np.array([v]) for k, v in POINT.items()}, weight=np.ones(1))
    coefficients = point.coefficients[0]
    seen = factorised(base.at(coefficients))
    return seen, Values(values[..., None], np.zeros((0, 1))), kernels, coefficients, units


def prediction(figures):
    """Mean and covariance of the years ahead less the last figure, all units together."""
    seen, values, kernels, coefficients, units = in_blocks(figures)
    last = [np.flatnonzero(np.isfinite(figures[:, unit]))[-1] for unit in range(UNITS)]
    one = np.eye(len(YEARS))
    ahead = one[YEARS > NOW] - one[last][:, None]
    own = ahead @ mix(coefficients[OWN], kernels)
    targets = Targets(
        own @ ahead.swapaxes(1, 2),
        own @ units.cells.swapaxes(1, 2),
        np.zeros((UNITS, AHEAD, 0)),
        ahead @ square_root(mix(coefficients[COMMON], kernels)),
    )
    found = predicted(seen, targets)
    everything = np.eye(UNITS * AHEAD).reshape(UNITS, AHEAD, -1)
    covariance = found.spread.times(everything).reshape(UNITS, AHEAD, UNITS, AHEAD)
    return found.mean(values)[..., 0], covariance


def test_predictions_and_their_covariance_agree(figures):
    change, covariance = prediction(figures)
    last = [figures[np.isfinite(figures[:, u]), u][-1] for u in range(UNITS)]
    mean = change + np.array(last)[:, None]
    smoothed = PanelTrend(figures).ssm.smooth()
    for k, t in enumerate(np.flatnonzero(YEARS > NOW)):
        design = smoothed.design[:, :, t]
        expected = design @ smoothed.smoothed_state[:, t]
        assert mean[:, k] == pytest.approx(expected, abs=1e-6)
        spread = design @ smoothed.smoothed_state_cov[:, :, t] @ design.T + smoothed.obs_cov[..., 0]
        assert covariance[:, k, :, k] == pytest.approx(spread, abs=1e-6)


def test_likelihood_ratios_agree(figures, monkeypatch):
    def both():
        seen, values, *_ = in_blocks(figures)
        squares = (values.own * seen.solved(values).own).sum()
        ours = -(squares + seen.log_determinant) / 2
        return float(ours), PanelTrend(figures).ssm.loglike()

    ours, theirs = both()
    monkeypatch.setitem(POINT, "common", 0.2)
    monkeypatch.setitem(POINT, "unit_drift", 0.0)
    monkeypatch.setitem(POINT, "unit_noise", 0.8)
    other_ours, other_theirs = both()
    assert ours - other_ours == pytest.approx(theirs - other_theirs, abs=1e-6)
    assert abs(ours - other_ours) > 0.5
