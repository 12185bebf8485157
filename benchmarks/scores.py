"""Scores of probabilistic forecasts and their ratios to a peer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm
from windows import Window

LEVELS = (50, 80, 95)
TARGET_PP_A_YEAR = 1.25
CELL = ["dataset", "length", "ahead"]
SCORES = ["mae", "is80", "is95", "wis", "brier_pace", "brier_trend"]


def score(
    window: Window,
    mean: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    samples: np.ndarray | None,
) -> pd.DataFrame:
    """One row per unit and year: errors, interval scores, coverage and target probabilities.

    Parameters
    ----------
    mean : array, shape (unit, year)
    lower, upper : array, shape (unit, year, level)
        Bounds of the 50, 80 and 95 % intervals.
    samples : array, shape (sample, unit, year), or None
        Where a peer gives none, probabilities are read off its intervals.
    """
    truth, (units, years) = window.future, window.future.shape
    median = mean if samples is None else np.median(samples, axis=0)
    interval = _interval_scores(truth, lower, upper)
    columns = {
        "ahead": np.broadcast_to(np.arange(1, years + 1), (units, years)),
        "mae": np.abs(truth - mean),
        "is80": interval[..., 1],
        "is95": interval[..., 2],
        "wis": (0.5 * np.abs(truth - median) + interval @ [0.25, 0.1, 0.025]) / 3.5,
        "inside80": (lower[..., 1] <= truth) & (truth <= upper[..., 1]),
        "inside95": (lower[..., 2] <= truth) & (truth <= upper[..., 2]),
    }
    for name, target in zip(("pace", "trend"), _targets(window), strict=True):
        reached = truth <= target if window.direction < 0 else truth >= target
        said = _probability(window.direction, target, median, lower, upper, samples)
        columns |= {f"said_{name}": said, f"reached_{name}": reached}
        columns |= {f"brier_{name}": (said - reached) ** 2}
    known = np.isfinite(truth)
    table = pd.DataFrame({name: np.asarray(v, dtype=float)[known] for name, v in columns.items()})
    return table.assign(dataset=window.dataset, length=window.length)


def _interval_scores(truth: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Width plus the misses weighted by 2/alpha (Gneiting and Raftery 2007)."""
    penalty = 2 / (1 - np.array(LEVELS) / 100)
    below = np.maximum(lower - truth[..., None], 0)
    above = np.maximum(truth[..., None] - upper, 0)
    return upper - lower + penalty * (below + above)


def _targets(window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Last value moved by a fixed pace, and by the panel's mean pace so far."""
    last, ahead = window.history[:, -1:], np.arange(1, window.future.shape[1] + 1)
    trend = (window.history[:, -1] - window.history[:, 0]).mean() / (window.length - 1)
    pace = window.direction * TARGET_PP_A_YEAR
    return np.clip(last + pace * ahead, 0, 100), np.clip(last + trend * ahead, 0, 100)


def _probability(
    direction: int,
    target: np.ndarray,
    median: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    samples: np.ndarray | None,
) -> np.ndarray:
    if samples is not None:
        reached = samples <= target if direction < 0 else samples >= target
        return reached.mean(axis=0)
    sd = np.maximum((upper[..., 1] - lower[..., 1]) / (2 * norm.ppf(0.9)), 1e-9)
    return norm.cdf(-direction * (target - median) / sd)


def ratios(rows: pd.DataFrame, peer: str) -> pd.DataFrame:
    """Geometric mean ratio of every method's scores to a peer's, every dataset counting once."""
    cells = rows.groupby(["method", *CELL])[SCORES].mean() + 1e-9
    log_ratio = np.log(cells / cells.loc[peer].reindex(cells.index.droplevel("method")).to_numpy())
    by_dataset = log_ratio.groupby(["method", "dataset"]).mean()
    return np.exp(by_dataset.groupby("method").mean())


def coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """Share of truths inside the intervals, by method and dataset."""
    cells = rows.groupby(["method", *CELL])[["inside80", "inside95"]].mean()
    return cells.groupby(["method", "dataset"]).mean()


def calibration_error(rows: pd.DataFrame, target: str) -> float:
    """Mean distance of the probabilities said from what happened, in tenths."""
    tenth = (rows[f"said_{target}"] * 10).astype(int).clip(upper=9)
    means = rows.groupby(tenth)[[f"said_{target}", f"reached_{target}"]].agg(["mean", "size"])
    distance = (means[f"said_{target}"]["mean"] - means[f"reached_{target}"]["mean"]).abs()
    count = means[f"said_{target}"]["size"]
    return float((distance * count).sum() / count.sum())
