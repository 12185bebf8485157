"""Peers: what an analyst would otherwise use, one series at a time."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from scipy.stats import norm
from scores import LEVELS
from windows import Window

Forecast = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Mean (year,), lower and upper bounds (year, level)."""


def naive(series: np.ndarray, years: int) -> Forecast:
    """Last value; the spread of past changes grows with the root of time."""
    spread = np.sqrt(np.mean(np.diff(series) ** 2)) + 1e-6
    half = (
        norm.ppf(0.5 + np.array(LEVELS) / 200) * spread * np.sqrt(np.arange(1, years + 1))[:, None]
    )
    mean = np.full(years, series[-1])
    return mean, mean[:, None] - half, mean[:, None] + half


def statsforecast(model: object) -> Callable[[np.ndarray, int], Forecast]:
    """One of statsforecast's models, naive where it refuses a series or returns no numbers."""

    def forecast(series: np.ndarray, years: int) -> Forecast:
        try:
            with warnings.catch_warnings(action="ignore"):
                said = model.forecast(y=series.astype(float), h=years, level=list(LEVELS))
        except (NotImplementedError, ValueError, ZeroDivisionError):
            return naive(series, years)
        lower = np.stack([said[f"lo-{level}"] for level in LEVELS], axis=1)
        upper = np.stack([said[f"hi-{level}"] for level in LEVELS], axis=1)
        finite = np.isfinite(lower).all() and np.isfinite(upper).all()
        return (said["mean"], lower, upper) if finite else naive(series, years)

    return forecast


def peers() -> dict[str, Callable[[np.ndarray, int], Forecast]]:
    """Peers by name; statsforecast comes with the extra `benchmark` and takes seconds to import."""
    from statsforecast.models import AutoETS, AutoTheta

    return {
        "naive": naive,
        "AutoETS": statsforecast(AutoETS(season_length=1)),
        "AutoTheta": statsforecast(AutoTheta(season_length=1)),
    }


def forecast_window(peer: Callable[[np.ndarray, int], Forecast], window: Window) -> Forecast:
    """Forecast of every unit of a window, within the bounds of a rate."""
    said = [peer(series, window.future.shape[1]) for series in window.history]
    mean, lower, upper = (np.clip(np.stack(part), 0, 100) for part in zip(*said, strict=True))
    return mean, lower, upper
