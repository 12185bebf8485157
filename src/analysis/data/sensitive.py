"""Figures of the plan's sensitive items: totals of a province alone, and no small ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.data.derivation import Key
from analysis.data.disclosure import shows_count
from analysis.data.model import Level, Observation, Unit
from analysis.data.plan import PlanItem

WHOLE = (Level.NATION, Level.PROVINCE)
"""Levels at which sensitive figures may be told."""


def sensitive_figures(
    figures: Iterable[Observation], items: Iterable[PlanItem], units: Mapping[str, Unit]
) -> frozenset[Key]:
    """Keys of the figures on children, drugs or trafficking that may not be printed or exported.

    Parameters
    ----------
    figures : iterable of Observation
        Figures known on the day.
    items : iterable of PlanItem
        Items of the plan: those that allow totals only name the indicators.
    units : mapping of str to Unit
        Units by code.
    """
    codes = {code for item in items if item.is_aggregate_only for code in item.indicators}
    return frozenset(
        figure.key
        for figure in figures
        if figure.indicator in codes
        if units[figure.unit].level not in WHOLE or not shows_count(figure.value)
    )
