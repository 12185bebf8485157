"""When a projection may speak: the smallest evidence for paths, and how strong it is called.

Two rules meet here. Progress reports show bands for a series of four points in one standard;
pooling over units carries shorter series (measured at four points, and at one point in a new
standard after three in an old one) as long as the panel as a whole has changes to learn from.
So: four points speak for themselves, fewer borrow their trend and are called weak, none at all
is an estimate from the total, and a panel without three changes says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analysis.data.model import Panel, Vintage
from analysis.projection.measurements import Measurements
from analysis.projection.method import Method
from analysis.projection.model import Basis, Evidence

HIGH_POINTS = 7
"""Points in the current standard from which the evidence is called high."""
MEDIUM_POINTS = 4
"""Points in the current standard from which a series carries a band by itself."""
MINIMUM_POINTS_ALONE = 3
"""Points in one standard without which a unit that has no panel gets no paths."""
MINIMUM_PANEL_DIFFERENCES = 3
"""Changes within a standard that the whole panel must hold; below it there is no trend to share."""
MINIMUM_PERIODS = 2
"""Different times that changes must tell of before what units share can be learnt from them.

63 provinces seen over one and the same period are one look at their common movement: below this
evidence is called low. Where the one period lies in an older standard the joint model moreover
takes the widest common movement of its prior: nothing at all is known of the present one.
"""
OLDER_POINTS = 3
"""Points in an older standard that make up for few points in the current one."""

MINIMUM_NEIGHBOURS = 2
"""Parts with a figure in the current standard without which no other part is estimated."""

NO_FIGURE = "projection.evidence.no_figure"
NO_CURRENT_FIGURE = "projection.evidence.no_current_figure"
FEW_POINTS = "projection.evidence.few_points"
OLDER_TREND = "projection.evidence.older_trend"
BORROWED_TREND = "projection.evidence.borrowed_trend"
FROM_TOTAL = "projection.evidence.from_total"
NO_TOTAL = "projection.evidence.no_total"
NOT_ESTIMATED = "projection.evidence.not_estimated"
NO_NEIGHBOURS = "projection.evidence.no_neighbours"
FEW_DIFFERENCES = "projection.evidence.few_differences"
ALONE = "projection.evidence.alone"
ONE_PERIOD = "projection.evidence.one_period"
KEPT_WIDE = "projection.evidence.kept_wide"
ESTIMATED_POINTS = "projection.evidence.estimated_points"
NOT_CONSECUTIVE = "projection.evidence.not_consecutive"
NO_ASSUMPTION = "projection.evidence.no_assumption"
SUM_OF_PARTS = "projection.evidence.sum_of_parts"
PARTS_ESTIMATED = "projection.evidence.parts_estimated"
OWN_SERIES = "projection.evidence.own_series"


def weigh(panel: Panel, measurements: Measurements, method: Method) -> Mapping[str, Evidence]:
    """Evidence of every unit of a panel for a method, the total's own series included."""
    reasons = panel_reasons(panel, measurements)
    weighed = {
        unit: _weigh_unit(unit, panel, measurements, reasons, method.fills_gaps)
        for unit in measurements.units
    }
    if method.is_scenario:
        return {unit: _assumed(evidence) for unit, evidence in weighed.items()}
    if len(measurements.periods) < MINIMUM_PERIODS:
        weighed = {
            unit: _of_one_period(evidence, measurements) for unit, evidence in weighed.items()
        }
    return {
        unit: _if_consecutive(evidence, len(measurements.last_run(unit)), method)
        for unit, evidence in weighed.items()
    }


def _of_one_period(evidence: Evidence, measurements: Measurements) -> Evidence:
    if evidence.basis is Basis.NONE:
        return evidence
    wide = () if measurements.shows_present_change else (KEPT_WIDE,)
    return replace(evidence, strength="low", reasons=(*evidence.reasons, ONE_PERIOD, *wide))


def _assumed(evidence: Evidence) -> Evidence:
    """Take a scenario for what it is: an assumption that starts from one figure."""
    if not evidence.points_in_current_standard:
        return replace(evidence, basis=Basis.NONE, strength="none")
    return replace(evidence, basis=Basis.SCENARIO, strength="none", reasons=())


def _if_consecutive(evidence: Evidence, run: int, method: Method) -> Evidence:
    if evidence.basis is not Basis.SERIES or run >= method.consecutive_points:
        return evidence
    reasons = (*evidence.reasons, NOT_CONSECUTIVE)
    return replace(evidence, basis=Basis.NONE, strength="none", reasons=reasons)


def panel_reasons(panel: Panel, measurements: Measurements) -> tuple[str, ...]:
    """Why the panel as a whole carries no projection; empty where it does."""
    with_figures = [u for u in measurements.units if measurements.rows(u).size]
    if not with_figures:
        return (NO_FIGURE,)
    if len(with_figures) == 1 and _longest(measurements, with_figures[0]) < MINIMUM_POINTS_ALONE:
        return (ALONE,)
    differences = sum(len(measurements.changes(unit)[0]) for unit in with_figures)
    enough = MINIMUM_POINTS_ALONE - 1 if len(with_figures) == 1 else MINIMUM_PANEL_DIFFERENCES
    return () if differences >= enough else (FEW_DIFFERENCES,)


def _longest(measurements: Measurements, unit: str) -> int:
    return int(np.bincount(measurements.segment[measurements.rows(unit)]).max())


def _weigh_unit(
    unit: str,
    panel: Panel,
    measurements: Measurements,
    panel_says_no: tuple[str, ...],
    fills_gaps: bool,
) -> Evidence:
    points = int(measurements.rows(unit).size)
    current = int(measurements.rows(unit, in_current=True).size)
    differences = len(measurements.changes(unit)[0])
    if not current:
        basis, strength, reasons = _without_figure(unit, points, panel, measurements, fills_gaps)
    else:
        now = [f for f in panel.usable(unit) if f.standard == measurements.current_standard]
        firm = sum(figure.vintage > Vintage.ESTIMATE for figure in now)
        basis, strength, reasons = _with_figures(firm, points - current, differences)
        reasons = (*reasons, *((ESTIMATED_POINTS,) if firm < current else ()))
    if panel_says_no:
        basis, strength = Basis.NONE, "none"
        reasons = tuple(dict.fromkeys((*panel_says_no, *_missing(points, current))))
    return Evidence(basis, strength, points, current, differences, reasons)


def _missing(points: int, current: int) -> tuple[str, ...]:
    if not points:
        return (NO_FIGURE,)
    return () if current else (NO_CURRENT_FIGURE,)


def _with_figures(firm: int, older: int, differences: int) -> tuple[Basis, str, tuple[str, ...]]:
    if firm >= HIGH_POINTS:
        return Basis.SERIES, "high", ()
    if firm >= MEDIUM_POINTS:
        return Basis.SERIES, "medium", ()
    if older >= OLDER_POINTS:
        return Basis.SERIES, "low", (FEW_POINTS, OLDER_TREND)
    trend = () if differences >= MINIMUM_POINTS_ALONE - 1 else (BORROWED_TREND,)
    return Basis.SERIES, "low", (FEW_POINTS, *trend)


def _without_figure(
    unit: str, points: int, panel: Panel, measurements: Measurements, fills_gaps: bool
) -> tuple[Basis, str, tuple[str, ...]]:
    missing = _missing(points, 0)
    if unit == panel.total:
        return Basis.NONE, "none", missing
    if not fills_gaps:
        return Basis.NONE, "none", (*missing, NOT_ESTIMATED)
    if panel.total is None or not measurements.rows(panel.total, in_current=True).size:
        return Basis.NONE, "none", (*missing, NO_TOTAL)
    if unit not in panel.weights:
        return Basis.NONE, "none", (*missing, NOT_ESTIMATED)
    parts = [part for part in panel.units if part != panel.total]
    known = sum(measurements.origin(part) is not None for part in parts)
    if known < MINIMUM_NEIGHBOURS:
        return Basis.NONE, "none", (*missing, NO_NEIGHBOURS)
    return Basis.ESTIMATE, "low", (*missing, FROM_TOTAL)
