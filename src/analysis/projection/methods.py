"""The methods by name, and the one call that projects a panel with any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from threadpoolctl import ThreadpoolController

from analysis.data.model import Panel
from analysis.projection import evidence as rules
from analysis.projection.comparison import ets, naive, theta
from analysis.projection.evidence import MEDIUM_POINTS, weigh
from analysis.projection.measurements import Measurements, measure
from analysis.projection.method import Method, Paths, Task
from analysis.projection.model import Basis, Evidence, FloatArray, Projection
from analysis.projection.pooled_trend import pooled_trend
from analysis.projection.random_walk import hierarchical_random_walk
from analysis.projection.scenarios import (
    fastest_neighbour,
    no_progress,
    required_pace,
    worst_shock,
)

METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("pooled_trend", pooled_trend, fills_gaps=True),
        Method("hierarchical_random_walk", hierarchical_random_walk),
        Method("naive", naive, consecutive_points=2),
        Method("ets", ets, consecutive_points=MEDIUM_POINTS),
        Method("theta", theta, consecutive_points=MEDIUM_POINTS),
        Method("required_pace", required_pace, is_scenario=True),
        Method("fastest_neighbour", fastest_neighbour, is_scenario=True),
        Method("no_progress", no_progress, is_scenario=True),
        Method("worst_shock", worst_shock, is_scenario=True),
    )
}
"""Every method by the name that the `method` parameter takes."""


def project(
    panel: Panel,
    *,
    method: str = "pooled_trend",
    horizon: int,
    draws: int = 4000,
    seed: int = 2030,
    goals: Mapping[str, float] | None = None,
) -> Projection:
    """Joint sample paths of the units of a panel up to a year, in percent.

    Parameters
    ----------
    method : str
        Name in `METHODS`.
    horizon : int
        Last year wanted.
    draws : int
        Number of joint futures.
    seed : int
        The same seed and panel give the same bytes, whatever the number of threads.
    goals : mapping of str to float, optional
        Rate in percent to reach at the horizon, for the scenario ``"required_pace"``.

    Returns
    -------
    Projection
        Only units whose evidence allows it have paths; `evidence` says why others have none.

    Raises
    ------
    ValueError
        For a method that is not in `METHODS`.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}, expected one of {sorted(METHODS)}")
    chosen = METHODS[method]
    task = task_of(panel, method=method, horizon=horizon, draws=draws, seed=seed, goals=goals)
    evidence = task.evidence
    with _libraries().limit(limits=1, user_api="blas"):
        paths = dict(chosen.paths(task)) if task.years and task.series else {}
    if panel.total is not None and evidence[panel.total].basis is Basis.SUM:
        paths[panel.total] = weighted_sum(paths, _parts(panel), panel.weights)
    return _projection(task, method, paths)


@cache
def _libraries() -> ThreadpoolController:
    """Find the libraries with threads of their own once; that takes longer than a small panel."""
    return ThreadpoolController()


def _parts(panel: Panel) -> tuple[str, ...]:
    return tuple(sorted(unit for unit in panel.units if unit != panel.total))


def _basis_of_total(panel: Panel, evidence: Mapping[str, Evidence]) -> Mapping[str, Evidence]:
    """Make the total the sum of its parts where all have paths, else leave it its own series."""
    if panel.total is None:
        return evidence
    parts, own = _parts(panel), evidence[panel.total]
    bases = [evidence[unit].basis for unit in parts]
    if own.basis is Basis.SCENARIO:
        return evidence
    if not parts or Basis.NONE in bases or any(unit not in panel.weights for unit in parts):
        says_why = (*own.reasons, *((rules.OWN_SERIES,) if own.basis is Basis.SERIES else ()))
        return {**evidence, panel.total: replace(own, reasons=says_why)}
    estimated = (rules.PARTS_ESTIMATED,) if Basis.ESTIMATE in bases else ()
    strength = own.strength if own.strength != "none" else _weakest(evidence, parts)
    summed = replace(
        own, basis=Basis.SUM, strength=strength, reasons=(rules.SUM_OF_PARTS, *estimated)
    )
    return {**evidence, panel.total: summed}


def _weakest(evidence: Mapping[str, Evidence], units: tuple[str, ...]) -> str:
    order = ("none", "low", "medium", "high")
    return min((evidence[unit].strength for unit in units), key=order.index)


def task_of(
    panel: Panel,
    *,
    method: str = "pooled_trend",
    horizon: int,
    draws: int = 0,
    seed: int = 0,
    goals: Mapping[str, float] | None = None,
) -> Task:
    """Lay out what a method is to do: the figures as arrays, and which units they carry."""
    measurements = measure(panel)
    evidence = _basis_of_total(panel, weigh(panel, measurements, METHODS[method]))
    origins = _origins(panel, measurements, evidence)
    first = min(origins.values(), default=horizon) + 1
    return Task(
        panel=panel,
        measurements=measurements,
        evidence=evidence,
        series=tuple(
            u for u in measurements.units if evidence[u].basis in (Basis.SERIES, Basis.SCENARIO)
        ),
        estimated=tuple(u for u in measurements.units if evidence[u].basis is Basis.ESTIMATE),
        years=tuple(range(first, horizon + 1)),
        draws=draws,
        seed=seed,
        goals=goals or {},
    )


def _origins(
    panel: Panel, measurements: Measurements, evidence: Mapping[str, Evidence]
) -> dict[str, int]:
    """Year each unit's paths start from; an estimate starts with the last figure of the total."""
    origins = {u: measurements.origin(u) for u, e in evidence.items() if e.basis is not Basis.NONE}
    total = measurements.origin(panel.total) if panel.total else None
    for unit in origins:
        if evidence[unit].basis is Basis.ESTIMATE and total is not None:
            origins[unit] = total - 1
    known = {unit: year for unit, year in origins.items() if year is not None}
    return {unit: known.get(unit, max(known.values())) for unit in origins} if known else {}


def weighted_sum(paths: Paths, parts: tuple[str, ...], weights: Mapping[str, float]) -> FloatArray:
    """Rate of a total in every year and draw: the mean of its parts weighted by households."""
    share = np.array([weights[unit] for unit in parts]) / sum(weights[unit] for unit in parts)
    rate = sum(w * paths[unit] for w, unit in zip(share, parts, strict=True))
    return np.asarray(np.clip(rate, 0.0, 100.0))


def _projection(task: Task, method: str, paths: Paths) -> Projection:
    panel, measurements = task.panel, task.measurements
    units = tuple(unit for unit in panel.units if unit in paths)
    if panel.total is not None and panel.total in paths and panel.total not in units:
        units = (*units, panel.total)
    return Projection(
        indicator=panel.indicator.code,
        method=method,
        standard=measurements.standards[measurements.current] if measurements.standards else "",
        as_of=panel.as_of,
        units=units,
        years=task.years if units else (),
        draws=np.array([paths[unit] for unit in units]) if units else np.empty((0, 0, task.draws)),
        origins=_origins(panel, measurements, task.evidence),
        weights=panel.weights,
        evidence={u: _without_path(e, u in paths) for u, e in task.evidence.items()},
        seed=task.seed,
    )


def _without_path(evidence: Evidence, has_path: bool) -> Evidence:
    """Say so where a scenario lacks the goal or the change that it would take."""
    if has_path or evidence.basis is Basis.NONE:
        return evidence
    reasons = (*evidence.reasons, rules.NO_ASSUMPTION)
    return replace(evidence, basis=Basis.NONE, strength="none", reasons=reasons)
