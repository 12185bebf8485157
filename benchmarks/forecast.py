"""Forecast accuracy on real panels: ours and the peers, scored in one run.

python benchmarks/forecast.py --cap 200      (needs the extra `benchmark`)
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np
import pandas as pd
from adapter import forecast_panel
from gates import verdicts
from peers import forecast_window, peers
from scores import LEVELS, calibration_error, coverage, ratios, score
from windows import Window, windows

OURS = ("pooled_trend", "hierarchical_random_walk")


def ours(method: str, window: Window, seed: int) -> pd.DataFrame:
    mean, lower, upper, samples = forecast_panel(
        window.years,
        window.history,
        window.future_years,
        LEVELS,
        weights=window.weights,
        seed=seed,
        method=method,
    )
    return score(window, mean, lower, upper, samples)


def run(cap: int, seed: int) -> pd.DataFrame:
    """Scores of every method on the same windows, and the time each took."""
    tasks = windows(cap, seed)
    methods = {name: (lambda w, i, n=name: ours(n, w, i)) for name in OURS}
    for name, peer in peers().items():
        methods[name] = lambda w, _, p=peer: score(w, *forecast_window(p, w), None)
    tables = []
    for name, method in methods.items():
        start = time.perf_counter()
        tables += [method(window, i).assign(method=name) for i, window in enumerate(tasks)]
        series = sum(len(window.history) for window in tasks)
        spent = 1000 * (time.perf_counter() - start) / series
        print(f"{name}: {series} series, {spent:.1f} ms each, scores included", flush=True)
    return pd.concat(tables, ignore_index=True)


def table(rows: pd.DataFrame) -> str:
    """Ratios to AutoETS and AutoTheta, and coverage, as Markdown."""
    inside = coverage(rows).groupby("method").mean()
    parts = {
        "MAE / ETS": ratios(rows, "AutoETS")["mae"],
        "IS80 / ETS": ratios(rows, "AutoETS")["is80"],
        "IS95 / ETS": ratios(rows, "AutoETS")["is95"],
        "WIS / ETS": ratios(rows, "AutoETS")["wis"],
        "Brier / ETS": ratios(rows, "AutoETS")["brier_trend"],
        "MAE / Theta": ratios(rows, "AutoTheta")["mae"],
        "IS80 / Theta": ratios(rows, "AutoTheta")["is80"],
        "IS95 / Theta": ratios(rows, "AutoTheta")["is95"],
        "80 % covers": inside["inside80"],
        "95 % covers": inside["inside95"],
    }
    frame = pd.DataFrame(parts).sort_values("WIS / ETS").round(3)
    lines = [
        "| method | " + " | ".join(frame.columns) + " |",
        "|---" * (len(frame.columns) + 1) + "|",
    ]
    lines += [
        f"| {name} | " + " | ".join(f"{v:.3f}" for v in row) + " |"
        for name, row in frame.iterrows()
    ]
    errors = {
        name: [round(calibration_error(mine, target), 3) for target in ("pace", "trend")]
        for name, mine in rows.groupby("method")
    }
    return "\n".join([*lines, "", f"Calibration error (pace, trend): {errors}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cap", type=int, default=200, help="series per dataset and length")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    np.seterr(all="ignore")
    rows = run(arguments.cap, arguments.seed)
    print(table(rows))
    print(coverage(rows).loc["pooled_trend"].round(3))
    failed = 0
    for verdict in verdicts(rows, "pooled_trend"):
        print(verdict)
        failed += verdict.startswith("FAIL")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
