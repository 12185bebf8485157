"""What a change of standard or a great shock may do to a path: scenarios, never forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.data.model import Standard
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.projection.model import Basis, FloatArray, Projection
from analysis.projection.scenarios import BRIDGE_ODDS, bridged_paths, stress_band

STRESS_FAMILY = "poverty"
"""The widening was measured on poverty after 2008; nothing is known of it elsewhere."""
STRESS_PCT = 80


@dataclass(frozen=True, eq=False)
class Bridge:
    """Central path as the next standard may show it, in percent, from its first year on."""

    years: tuple[int, ...]
    low: FloatArray
    high: FloatArray


def bridge_of(
    projection: Projection | None, unit: str, successor: Standard | None
) -> Bridge | None:
    """Scenario of the standard to come; ``None`` without a forecast or such a standard."""
    if projection is None or successor is None or not _has_forecast(projection, unit):
        return None
    years = np.array(projection.years)
    after = years >= successor.first_year
    if not after.any():
        return None
    paths = bridged_paths(projection, unit, successor.first_year)
    low, high = (paths[factor][after] for factor in (min(paths), max(paths)))
    return Bridge(tuple(years[after].tolist()), low, high)


def _has_forecast(projection: Projection, unit: str) -> bool:
    return projection.has(unit) and projection.evidence[unit].basis is not Basis.SCENARIO


def scenario_words(report: Report, outlook: Outlook, bridge: Bridge | None) -> str:
    """Say what the scenarios lead to in the last year; blank where there is none."""
    words = [*_bridge_words(report, bridge), *_stress_words(report, outlook)]
    return f"{report.tell('scenario.opening')} {' '.join(words)}" if words else ""


def bridge_label(report: Report, bridge: Bridge | None) -> str:
    """Words beside the band, its key; blank without one."""
    if bridge is None:
        return ""
    return report.tell("scenario.bridge.label", year=bridge.years[-1], span=_span(report, bridge))


def _bridge_words(report: Report, bridge: Bridge | None) -> Iterator[str]:
    if bridge is not None:
        yield report.tell(
            "scenario.bridge.words",
            year=bridge.years[-1],
            span=_span(report, bridge),
            first=report.format.number(min(BRIDGE_ODDS), 0),
            last=report.format.number(max(BRIDGE_ODDS), 1),
        )


def _span(report: Report, bridge: Bridge) -> str:
    return _written(report, float(bridge.low[-1]), float(bridge.high[-1]))


def _stress_words(report: Report, outlook: Outlook) -> Iterator[str]:
    projection, unit = outlook.projection, report.unit.code
    if outlook.indicator.family != STRESS_FAMILY or not _has_forecast(projection, unit):
        return
    if not report.dataset.shows_rates(unit):
        return
    low, high = stress_band(projection, unit, STRESS_PCT)[:, -1]
    yield report.tell(
        "scenario.stress",
        year=projection.years[-1],
        level=STRESS_PCT,
        span=_written(report, float(low), float(high)),
    )


def _written(report: Report, low: float, high: float) -> str:
    return f"{report.format.number(low, 1)}–{report.format.percent(high, 1)}"
