"""The product's projection behind the contract of a forecasting benchmark.

``forecast`` takes one series, with or without the panel it belongs to; ``forecast_panel`` takes a
panel, with segments (standards) and weights. Years may be irregular and values missing (NaN).
Both call the joint model itself: the rules of minimum evidence would leave the shortest out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.data.model import Indicator, Observation, ObservationStatus, Panel, Vintage
from analysis.projection.evidence import weigh
from analysis.projection.measurements import measure
from analysis.projection.method import Task
from analysis.projection.methods import METHODS
from analysis.projection.model import FloatArray

DRAWS = 4000
RATE = Indicator("rate", "", "percent", -1, 0.0, 100.0, "", "", "", "", "")
Forecast = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
"""Mean, lower bounds, upper bounds and samples."""


def forecast(
    years: Sequence[int],
    values: Sequence[float],
    horizon_years: Sequence[int],
    level: Sequence[float],
    panel: Mapping[str, Any] | None = None,
    method: str = "pooled_trend",
) -> Forecast:
    """Forecast one series: mean (H,), bounds (H, K) and samples (S, H)."""
    settings = panel or {"years": years, "Y": [values], "unit": 0}
    mean, lower, upper, samples = forecast_panel(
        settings["years"],
        settings["Y"],
        horizon_years,
        level,
        weights=settings.get("weights"),
        segments=settings.get("segments"),
        seed=settings.get("seed", 0),
        method=method,
    )
    unit = settings["unit"]
    return mean[unit], lower[unit], upper[unit], samples[:, unit]


def forecast_panel(
    years: Sequence[int],
    Y: Any,  # noqa: N803 - the contract's own name
    horizon_years: Sequence[int],
    level: Sequence[float],
    weights: Sequence[float] | None = None,
    segments: Sequence[object] | None = None,
    seed: int = 0,
    method: str = "pooled_trend",
) -> Forecast:
    """Forecast a panel: mean (N, H), bounds (N, H, K) and joint samples (S, N, H)."""
    panel = to_panel(years, np.asarray(Y, dtype=np.float64), weights, segments)
    measurements = measure(panel)
    wanted = [int(year) for year in horizon_years]
    task = Task(
        panel=panel,
        measurements=measurements,
        evidence=weigh(panel, measurements, METHODS[method]),
        series=panel.units,
        estimated=(),
        years=tuple(wanted),
        draws=DRAWS,
        seed=seed,
    )
    with threadpool_limits(limits=1, user_api="blas"):
        paths = METHODS[method].paths(task)
    draws = np.array([paths[unit] for unit in panel.units])
    tails = (100 - np.asarray(level, dtype=np.float64)) / 2
    bounds = np.percentile(draws, np.concatenate([tails, 100 - tails]), axis=2)
    lower, upper = np.split(np.moveaxis(bounds, 0, -1), 2, axis=-1)
    return draws.mean(axis=2), lower, upper, draws.transpose(2, 0, 1)


def to_panel(
    years: Sequence[int],
    rates_pct: FloatArray,
    weights: Sequence[float] | None,
    segments: Sequence[object] | None,
) -> Panel:
    """Panel of final figures from a table of units by years; missing values are left out."""
    units = tuple(f"{row:05d}" for row in range(len(rates_pct)))
    standards = [
        str(segment) for segment in (segments if segments is not None else [0] * len(years))
    ]
    figures = tuple(
        _figure(unit, int(year), standard, float(value))
        for unit, values in zip(units, rates_pct, strict=True)
        for year, standard, value in zip(years, standards, values, strict=True)
        if np.isfinite(value)
    )
    shares = weights if weights is not None else np.ones(len(units))
    return Panel(
        indicator=RATE,
        as_of=dt.date(int(max(years)) + 1, 1, 1),
        units=units,
        total=None,
        observations=figures,
        weights={unit: float(share) for unit, share in zip(units, shares, strict=True)},
    )


def _figure(unit: str, year: int, standard: str, value: float) -> Observation:
    return Observation(
        indicator=RATE.code,
        unit=unit,
        year=year,
        standard=standard,
        vintage=Vintage.RECHECK,
        known_on=dt.date(year + 1, 1, 1),
        value=value,
        status=ObservationStatus.NORMAL,
        confidence="high",
        source_title="",
        source_reference="",
    )
