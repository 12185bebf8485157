"""Values that the display is tried on: the published figures, with paths that are made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from analysis.assessment import assess
from analysis.data import Dataset, Panel, load_dataset
from analysis.display import Outlook, Report
from analysis.projection import Basis, Evidence, Projection

YEARS = tuple(range(2025, 2031))
DRAWS = 201

MakeReport = Callable[..., Report]
MakeOutlook = Callable[..., Outlook]


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset("published", as_of="2025-08-22")


@pytest.fixture
def make_report(dataset: Dataset) -> MakeReport:
    def make(unit: str = "467", language: str = "vi", **changes: object) -> Report:
        return replace(Report(dataset, unit, language), **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_outlook(dataset: Dataset) -> MakeOutlook:
    """Outlook of an indicator whose paths fall by one point a year, spread by ±2 points."""

    def make(
        code: str = "multidim_poverty_rate",
        *,
        units: Mapping[str, float] | None = None,
        strength: str = "medium",
        basis: Basis = Basis.SERIES,
    ) -> Outlook:
        panel = dataset.panel(code)
        projection = straight_paths(panel, units or {}, strength, basis)
        family = panel.indicator.family
        bases = {u: base for u in panel.units if (base := dataset.base(u, family))}
        assessments = tuple(
            assess(
                panel,
                projection,
                target,
                unit,
                is_own=is_own,
                base=bases[unit][:2] if unit in bases else None,
            )
            for unit in panel.units
            for target, is_own in dataset.targets_of(unit, family)
            if target.indicator == code
        )
        return Outlook(panel, projection, assessments, bases)

    return make


def straight_paths(
    panel: Panel, starts: Mapping[str, float], strength: str, basis: Basis
) -> Projection:
    """Paths from given values of 2024: the mean falls by one point a year."""
    spread = np.linspace(-2, 2, DRAWS)
    steps = -1.0 * np.arange(1, len(YEARS) + 1)
    draws = [np.clip(start + steps[:, None] + spread[None, :], 0, 100) for start in starts.values()]
    return Projection(
        indicator=panel.indicator.code,
        method="straight",
        standard="multidim_ND07_2021",
        as_of=panel.as_of,
        units=tuple(starts),
        years=YEARS,
        draws=np.array(draws) if draws else np.empty((0, len(YEARS), DRAWS)),
        origins=dict.fromkeys(starts, 2024),
        weights={},
        evidence={
            unit: Evidence(basis, strength, 4, 4, 3)
            if unit in starts
            else Evidence(Basis.NONE, "none", 0, 0, 0, ("projection.evidence.no_figure",))
            for unit in panel.units
        },
        seed=2030,
    )
