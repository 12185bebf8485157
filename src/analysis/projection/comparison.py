"""Textbook methods, one series at a time, to compare with; statsmodels does the work.

They know nothing of other units, of bounds or of breaks, need figures in consecutive years, and
their intervals are too narrow on short series: 80 % bands of Theta held 57 % of what came.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from zlib import crc32

import numpy as np

from analysis.projection.method import Paths, Task
from analysis.projection.model import FloatArray
from analysis.projection.scale import to_percent

Sampler = Callable[[FloatArray, int, int, np.random.Generator], FloatArray]
"""Rates so far, years ahead and draws to paths of shape (year, draw)."""


def naive(task: Task) -> Paths:
    """Keep the last figure; the spread of past yearly changes grows with the root of time."""
    return _each(task, _naive_paths)


def ets(task: Task) -> Paths:
    """Exponential smoothing with additive errors and a damped trend."""
    return _each(task, _ets_paths)


def theta(task: Task) -> Paths:
    """Theta method: half the linear trend plus simple exponential smoothing."""
    return _each(task, _theta_paths)


def _each(task: Task, sampler: Sampler) -> Paths:
    return {unit: _paths(task, unit, sampler) for unit in task.series}


def _paths(task: Task, unit: str, sampler: Sampler) -> FloatArray:
    """Paths of one unit from its last consecutive years; known years repeat the figure."""
    origin = task.measurements.origin(unit) or task.years[-1]
    generator = np.random.Generator(np.random.PCG64([task.seed, crc32(unit.encode())]))
    known = to_percent(task.measurements.between(unit, task.years))
    paths = np.repeat(known[:, None], task.draws, axis=1)
    ahead = np.array(task.years) - origin
    if (ahead > 0).any():
        series = to_percent(task.measurements.last_run(unit))
        future = sampler(series, int(ahead.max()), task.draws, generator)
        paths[ahead > 0] = future[ahead[ahead > 0] - 1]
    return np.clip(paths, 0.0, 100.0)


def _naive_paths(
    series: FloatArray, years: int, draws: int, generator: np.random.Generator
) -> FloatArray:
    spread = np.sqrt(np.mean(np.diff(series) ** 2))
    steps = spread * generator.standard_normal((years, draws))
    return np.asarray(series[-1] + steps.cumsum(axis=0))


def _ets_paths(
    series: FloatArray, years: int, draws: int, generator: np.random.Generator
) -> FloatArray:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings(action="ignore"):
        model = ETSModel(
            series,
            error="add",
            trend="add",
            damped_trend=True,
            initialization_method="known",
            initial_level=series[0],
            initial_trend=(series[-1] - series[0]) / (len(series) - 1),
        )
        fitted = model.fit(disp=False)
        errors = np.sqrt(fitted.scale) * generator.standard_normal((years, draws))
        simulated = fitted.simulate(years, anchor="end", repetitions=draws, random_errors=errors)
    return np.asarray(simulated, dtype=np.float64).reshape(years, draws)


def _theta_paths(
    series: FloatArray, years: int, draws: int, generator: np.random.Generator
) -> FloatArray:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    with warnings.catch_warnings(action="ignore"):
        fitted = ThetaModel(series, period=1, deseasonalize=False).fit(disp=False)
        mean = np.asarray(fitted.forecast(years))
        upper = np.asarray(fitted.prediction_intervals(years, alpha=0.3173105))[:, 1]
    return np.asarray(mean[:, None] + (upper - mean)[:, None] * generator.standard_normal(draws))
