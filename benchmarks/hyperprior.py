"""Writes the prior of the dynamics that ships with the package, from the panels of this folder.

python benchmarks/hyperprior.py

Expectation-maximisation over all windows (history and what followed), every dataset counting
once. A share of the mass stays spread evenly: run to the end, the weights fit these panels and
fail on others (interval score 8 % worse when a dataset is left out).
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
from adapter import to_panel
from windows import Window, windows

import analysis.projection
from analysis.projection.evidence import weigh
from analysis.projection.frame import Frame
from analysis.projection.hyperprior import Hyperprior
from analysis.projection.measurements import measure
from analysis.projection.method import Task
from analysis.projection.methods import METHODS
from analysis.projection.posterior import learn, weigh_points

UNIT_NOISE = (0.1, 0.5, 0.9)
COMMON_NOISE = (0.25,)
COMMON = (0.1, 0.5, 2.0)
COMMON_DRIFT = (0.0, 0.1, 1.0, 8.0)
UNIT_DRIFT = (0.0, 0.02, 0.08)
EVEN_SHARE = 0.2
STEPS = 300
CAP = 100
TABLE = Path(analysis.projection.__file__).parent / "hyperprior.csv"


def grid() -> Hyperprior:
    points = np.array(list(product(UNIT_NOISE, COMMON_NOISE, COMMON, COMMON_DRIFT, UNIT_DRIFT)))
    return Hyperprior(*points.T, np.full(len(points), 1 / len(points)))


def log_likelihood(window: Window, prior: Hyperprior) -> np.ndarray:
    """Log likelihood of a whole window at every point of the grid."""
    whole = np.isfinite(window.future).all(axis=0).cumprod().astype(bool)
    years = np.concatenate([window.years, window.future_years[whole]])
    rates = np.concatenate([window.history, window.future[:, whole]], axis=1)
    panel = to_panel(years, rates, None, None)
    measurements = measure(panel)
    evidence = weigh(panel, measurements, METHODS["pooled_trend"])
    task = Task(panel, measurements, evidence, panel.units, (), (int(years[-1]) + 1,), 1, 0)
    changes = Frame(task).changes
    base = changes.base(learn(changes, prior).variance)
    return weigh_points(changes, base, prior, np.arange(len(prior))).log_weight


def expectation_maximisation(log_likelihoods: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Mixture weights that make the windows most likely; `share` is how much each counts."""
    likelihood = np.exp(log_likelihoods - log_likelihoods.max(axis=1, keepdims=True))
    weights = np.full(likelihood.shape[1], 1 / likelihood.shape[1])
    for _ in range(STEPS):
        posterior = likelihood * weights
        weights = share @ (posterior / posterior.sum(axis=1, keepdims=True))
    return weights


def main() -> None:
    prior, tasks = grid(), windows(CAP)
    datasets = [window.dataset for window in tasks]
    share = np.array([1 / datasets.count(dataset) for dataset in datasets]) / len(set(datasets))
    fitted = expectation_maximisation(
        np.array([log_likelihood(window, prior) for window in tasks]), share
    )
    weight = (1 - EVEN_SHARE) * fitted + EVEN_SHARE / len(fitted)
    columns = ("unit_noise", "common_noise", "common", "common_drift", "unit_drift")
    rows = np.column_stack([*(getattr(prior, name) for name in columns), weight])
    np.savetxt(
        TABLE, rows, delimiter=",", header=",".join((*columns, "weight")), comments="", fmt="%.5g"
    )
    print(f"{len(tasks)} windows, {len(weight)} points")


if __name__ == "__main__":
    main()
