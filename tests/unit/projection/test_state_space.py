"""A second formulation of the linear core: statsmodels' Kalman filter against our covariance.

At fixed dynamics the model is linear and Gaussian. Written as a state space (common walk, own
walks, drifts, levels; noise in the observations) its likelihood of the changes, its predictions
and their covariance must be those of the dense covariance of contrasts.
"""

import numpy as np
import pytest
from scipy.stats import multivariate_normal
from statsmodels.tsa.statespace.initialization import Initialization
from statsmodels.tsa.statespace.kalman_smoother import SMOOTHER_STATE, SMOOTHER_STATE_COV
from statsmodels.tsa.statespace.mlemodel import MLEModel

from analysis.projection.covariance import Cells, Contrasts, base_covariances, mix
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


def contrast(rows):
    share = np.eye(UNITS)[[unit for unit, _, _ in rows]]
    later, earlier = (np.array([row[i] for row in rows]) for i in (1, 2))
    return Contrasts(share, later, earlier, np.full(len(rows), -1), np.full(len(rows), -1))


def dense(figures):
    """Observed and wanted contrasts with their covariances from our own code."""
    known = [np.flatnonzero(np.isfinite(figures[:, unit])) for unit in range(UNITS)]
    observed = [
        (u, late, early)
        for u in range(UNITS)
        for early, late in zip(known[u], known[u][1:], strict=False)
    ]
    ahead = np.flatnonzero(YEARS > NOW)
    wanted = [(u, t, known[u][-1]) for u in range(UNITS) for t in ahead]
    values = np.array([figures[late, u] - figures[early, u] for u, late, early in observed])
    cells = Cells(np.zeros(len(YEARS), dtype=int), YEARS, NOW)
    point = Hyperprior(**{k: np.array([v]) for k, v in POINT.items()}, weight=np.ones(1))
    one, other = contrast(observed), contrast(wanted)

    def covariance(a, b):
        base = base_covariances(cells.kernels(), a, b, np.ones(UNITS), np.zeros(0))
        return mix(point.coefficients[0], base)

    return values, covariance(one, one), covariance(other, one), covariance(other, other)


def test_predictions_and_their_covariance_agree(figures):
    values, observed, link, prior = dense(figures)
    weights = np.linalg.solve(observed, link.T).T
    last = [figures[np.isfinite(figures[:, u]), u][-1] for u in range(UNITS)]
    mean = (weights @ values).reshape(UNITS, AHEAD) + np.array(last)[:, None]
    covariance = (prior - weights @ link.T).reshape(UNITS, AHEAD, UNITS, AHEAD)
    smoothed = PanelTrend(figures).ssm.smooth()
    for k, t in enumerate(np.flatnonzero(YEARS > NOW)):
        design = smoothed.design[:, :, t]
        expected = design @ smoothed.smoothed_state[:, t]
        assert mean[:, k] == pytest.approx(expected, abs=1e-6)
        spread = design @ smoothed.smoothed_state_cov[:, :, t] @ design.T + smoothed.obs_cov[..., 0]
        assert covariance[:, k, :, k] == pytest.approx(spread, abs=1e-6)


def test_likelihood_ratios_agree(figures, monkeypatch):
    def both():
        values, observed, _, _ = dense(figures)
        ours = multivariate_normal(np.zeros(len(values)), observed).logpdf(values)
        return ours, PanelTrend(figures).ssm.loglike()

    ours, theirs = both()
    monkeypatch.setitem(POINT, "common", 0.2)
    monkeypatch.setitem(POINT, "unit_drift", 0.0)
    monkeypatch.setitem(POINT, "unit_noise", 0.8)
    other_ours, other_theirs = both()
    assert ours - other_ours == pytest.approx(theirs - other_theirs, abs=1e-6)
    assert abs(ours - other_ours) > 0.5
