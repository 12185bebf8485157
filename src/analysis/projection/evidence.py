"""When a projection may speak: the smallest evidence for paths, and how strong it is called.

Two rules meet here. Progress reports show bands for a series of four points in one standard;
pooling over units carries shorter series (measured at four points, and at one point in a new
standard after three in an old one) as long as the panel as a whole has changes to learn from.
So: four points speak for themselves, fewer borrow their trend and are called weak, none at all
is an estimate from the total, and a panel without three changes says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.data.model import Panel
from analysis.projection.measurements import Measurements
from analysis.projection.model import Basis, Evidence

HIGH_POINTS = 7
"""Points in the current standard from which the evidence is called high."""
MEDIUM_POINTS = 4
"""Points in the current standard from which a series carries a band by itself."""
MINIMUM_POINTS_ALONE = 3
"""Points in one standard without which a unit that has no panel gets no paths."""
MINIMUM_PANEL_DIFFERENCES = 3
"""Changes within a standard that the whole panel must hold; below it there is no trend to share."""
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
SUM_OF_PARTS = "projection.evidence.sum_of_parts"
PARTS_ESTIMATED = "projection.evidence.parts_estimated"
OWN_SERIES = "projection.evidence.own_series"


def weigh(panel: Panel, measurements: Measurements, *, fills_gaps: bool) -> Mapping[str, Evidence]:
    """Evidence of every unit of a panel, the total's own series included.

    Parameters
    ----------
    fills_gaps : bool
        Whether the method estimates units that have no figure in the current standard.
    """
    reasons = panel_reasons(panel, measurements)
    return {
        unit: _weigh_unit(unit, panel, measurements, reasons, fills_gaps)
        for unit in measurements.units
    }


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
        basis, strength, reasons = _with_figures(current, points - current, differences)
    if panel_says_no:
        basis, strength = Basis.NONE, "none"
        reasons = tuple(dict.fromkeys((*panel_says_no, *_missing(points, current))))
    return Evidence(basis, strength, points, current, differences, reasons)


def _missing(points: int, current: int) -> tuple[str, ...]:
    if not points:
        return (NO_FIGURE,)
    return () if current else (NO_CURRENT_FIGURE,)


def _with_figures(current: int, older: int, differences: int) -> tuple[Basis, str, tuple[str, ...]]:
    if current >= HIGH_POINTS:
        return Basis.SERIES, "high", ()
    if current >= MEDIUM_POINTS:
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
