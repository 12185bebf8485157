"""Breaks of standard and the province: what the structure of the model is worth on real panels.

python benchmarks/structure.py --cap 60

A break is made by moving the last k years of every unit by a random jump on the logit. The
province is the weighted mean of its units, from joint draws and from the same draws with the
units made independent. Every dataset counts once.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
from adapter import forecast_panel
from gates import word
from windows import Window, windows

from analysis.projection.scale import to_logit, to_percent

JUMP_MEAN, JUMP_SD = -0.6, 0.2
POINTS_AFTER_BREAK = (1, 2, 3, 5)
LARGEST_RATIO_TO_IGNORING = 0.70
SMALLEST_COVERAGE = 0.68
LARGEST_RATIO_TO_INDEPENDENT = 0.90


def interval_score(truth: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    missed = np.maximum(lower - truth, 0) + np.maximum(truth - upper, 0)
    return upper - lower + 10 * missed


def with_break(window: Window, points: int, seed: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """History and future with a new standard in the last years, and the segments."""
    jump = np.random.default_rng(seed).normal(JUMP_MEAN, JUMP_SD, (len(window.history), 1))
    history = window.history.copy()
    history[:, -points:] = to_percent(to_logit(history[:, -points:]) + jump)
    segments = [0] * (window.length - points) + [1] * points
    return history, to_percent(to_logit(window.future) + jump), segments


def break_score(window: Window, points: int, seed: int, knows: bool) -> float:
    history, future, segments = with_break(window, points, seed)
    _, lower, upper, _ = forecast_panel(
        window.years, history, window.future_years, (80,), None, segments if knows else None, seed
    )
    return float(np.nanmean(interval_score(future, lower[..., 0], upper[..., 0])))


def province_scores(window: Window, seed: int) -> tuple[float, float, float]:
    """Interval scores of joint and independent draws of the province; share joint ones held."""
    *_, samples = forecast_panel(
        window.years, window.history, window.future_years, (80,), window.weights, None, seed
    )
    share = window.weights / window.weights.sum()
    truth = share @ window.future
    shuffled = np.random.default_rng(seed).permuted(samples, axis=0)
    joint, independent = (
        np.percentile(np.einsum("n,snh->sh", share, draws), [10, 90], axis=0)
        for draws in (samples, shuffled)
    )
    known = np.isfinite(truth)
    held = (joint[0] <= truth) & (truth <= joint[1])
    scores = [interval_score(truth, *bounds)[known] for bounds in (joint, independent)]
    return float(scores[0].mean()), float(scores[1].mean()), float(held[known].mean())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cap", type=int, default=60, help="series per dataset and length")
    tasks = [w for w in windows(parser.parse_args().cap) if w.length >= 8]
    datasets = pd.Series([window.dataset for window in tasks])
    lines = []
    for points in POINTS_AFTER_BREAK:
        knowing, ignoring = (
            np.log([break_score(w, points, i, knows) for i, w in enumerate(tasks)])
            for knows in (True, False)
        )
        ratio = float(np.exp(pd.Series(knowing - ignoring).groupby(datasets).mean().mean()))
        passed = word(ratio <= LARGEST_RATIO_TO_IGNORING)
        lines.append(f"{passed} break, {points} points after: score {ratio:.2f} of ignoring it")
    scores = pd.DataFrame([province_scores(w, i) for i, w in enumerate(tasks)])
    means = scores.groupby(datasets).mean()
    ratio, held = float((means[0] / means[1]).mean()), float(means[2].mean())
    lines.append(f"{word(held >= SMALLEST_COVERAGE)} province: 80 % band holds {held:.3f}")
    passed = word(ratio <= LARGEST_RATIO_TO_INDEPENDENT)
    lines.append(f"{passed} province: score {ratio:.2f} of independent units")
    print("\n".join(lines))
    return int(any(line.startswith("FAIL") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
