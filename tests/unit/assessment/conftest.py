"""Panels, targets and projections small enough to compute by hand."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.data.model import (
    Indicator,
    Observation,
    ObservationStatus,
    Panel,
    Target,
    TargetKind,
    Vintage,
)
from analysis.projection.model import Basis, Evidence, Projection


def indicator(direction=-1, lower=0.0, upper=100.0):
    return Indicator(
        code="rate",
        family="poverty",
        unit_of_measure="percent",
        direction=direction,
        lower=lower,
        upper=upper,
        denominator="households",
        name_vi="Tỷ lệ",
        name_en="Rate",
        definition_vi="",
        definition_en="",
    )


def figure(unit, year, value, standard="new", status=ObservationStatus.NORMAL):
    return Observation(
        indicator="rate",
        unit=unit,
        year=year,
        standard=standard,
        vintage=Vintage.DECISION,
        known_on=dt.date(year + 1, 1, 5),
        value=value,
        status=status,
        confidence="high",
        source_title="",
        source_reference="",
    )


def panel(series, *, measured=None, total=None, extra=()):
    figures = [figure(u, year, value) for u, ys in series.items() for year, value in ys.items()]
    return Panel(
        indicator=measured or indicator(),
        as_of=dt.date(2026, 11, 24),
        units=tuple(series),
        total=total,
        observations=tuple(sorted([*figures, *extra], key=lambda o: (o.unit, o.year, o.standard))),
        weights=dict.fromkeys(series, 1.0),
    )


def target(kind="pace", lower=1.0, upper=1.5, *, base_year=2021, target_year=2030):
    return Target(
        code="target",
        indicator="rate",
        unit="A",
        kind=TargetKind(kind),
        lower=lower,
        upper=upper,
        base_year=base_year,
        target_year=target_year,
        document="",
        binding=True,
        note_vi="",
        note_en="",
    )


def projection(
    last_year_pct, *, basis=Basis.SERIES, years=(2029, 2030), standard="new", reasons=()
):
    """Paths of unit A that end at the given values; earlier years stand at 50 %."""
    last = np.asarray(last_year_pct, dtype=float)
    paths = np.vstack([*[np.full_like(last, 50.0)] * (len(years) - 1), last])
    units = () if basis is Basis.NONE else ("A",)
    return Projection(
        indicator="rate",
        method="by_hand",
        standard=standard,
        as_of=dt.date(2026, 11, 24),
        units=units,
        years=years,
        draws=paths[np.newaxis, ...],
        origins={"A": 2024},
        weights={"A": 1.0},
        evidence={"A": Evidence(basis, "low", 2, 2, 1, reasons)},
        seed=1,
    )


@pytest.fixture(scope="session")
def make():
    """Builders of hand-made values."""
    return SimpleNamespace(
        indicator=indicator, figure=figure, panel=panel, target=target, projection=projection
    )
