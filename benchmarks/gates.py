"""What the projection must reach against its peers, on the panels of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from scores import calibration_error, coverage, ratios

RATIO_LIMITS = {
    ("is80", "AutoETS"): 0.84,
    ("is95", "AutoETS"): 0.77,
    ("wis", "AutoETS"): 0.84,
    ("mae", "AutoETS"): 0.85,
    ("brier_trend", "AutoETS"): 0.92,
    ("is80", "AutoTheta"): 0.70,
    ("is95", "AutoTheta"): 0.57,
    ("wis", "naive"): 0.88,
}
COVERAGE_LIMITS = {"inside80": (0.76, 0.87), "inside95": (0.92, 0.975)}
DATASET_LIMITS = {"inside80": (0.68, 0.96), "inside95": (0.88, 1.0)}
STRESS = ("saipe_state", "vn_poverty")
"""Panels ruled by one common shock, shown and not gated."""
CALIBRATION_LIMITS = {"pace": 0.08, "trend": 0.09}


def verdicts(rows: pd.DataFrame, method: str) -> Iterator[str]:
    """One line a gate, beginning with PASS or FAIL."""
    for (name, peer), limit in RATIO_LIMITS.items():
        value = ratios(rows, peer).loc[method, name]
        yield f"{word(value <= limit)} {name} / {peer} {value:.3f} (at most {limit})"
    inside = coverage(rows).loc[method]
    for name, (low, high) in COVERAGE_LIMITS.items():
        value = inside[name].mean()
        yield f"{word(low <= value <= high)} {name} {value:.3f} ({low} to {high})"
    for name, (low, high) in DATASET_LIMITS.items():
        gated = inside[name].drop(labels=list(STRESS), errors="ignore")
        for dataset, value in gated.items():
            if not low <= value <= high:
                yield f"FAIL {name} of {dataset} {value:.3f} ({low} to {high})"
    mine = rows[rows["method"] == method]
    for target, limit in CALIBRATION_LIMITS.items():
        value = calibration_error(mine, target)
        yield f"{word(value <= limit)} calibration of {target} {value:.3f} (at most {limit})"


def word(passed: bool) -> str:
    """PASS or FAIL."""
    return "PASS" if passed else "FAIL"
