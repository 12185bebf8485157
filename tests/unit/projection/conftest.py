"""Panels written by hand."""

import datetime as dt

import pytest

from analysis.data.model import Indicator, Observation, ObservationStatus, Panel, Vintage

POVERTY = Indicator(
    code="poor_household_rate",
    family="poverty",
    unit_of_measure="percent",
    direction=-1,
    lower=0.0,
    upper=100.0,
    denominator="households",
    name_vi="Tỷ lệ hộ nghèo",
    name_en="Poor household rate",
    definition_vi="",
    definition_en="",
)


def figure(
    unit,
    year,
    value,
    standard="new",
    vintage=Vintage.RECHECK,
    status=ObservationStatus.NORMAL,
):
    return Observation(
        indicator=POVERTY.code,
        unit=unit,
        year=year,
        standard=standard,
        vintage=vintage,
        known_on=dt.date(year + 1, 1, 1),
        value=value,
        status=status,
        confidence="high",
        source_title="",
        source_reference="",
    )


def panel(series, *, total=None, weights=None, extra=()):
    figures = [figure(u, year, value) for u, ys in series.items() for year, value in ys.items()]
    units = tuple(unit for unit in series if unit != total)
    return Panel(
        indicator=POVERTY,
        as_of=dt.date(2026, 1, 1),
        units=units,
        total=total,
        observations=tuple(sorted([*figures, *extra], key=lambda o: (o.unit, o.year, o.standard))),
        weights=weights or dict.fromkeys(units, 1.0),
    )


@pytest.fixture(scope="session")
def make_figure():
    """One published figure, final and on the standard ``new`` unless said otherwise."""
    return figure


@pytest.fixture(scope="session")
def make_panel():
    """Panel of final figures ``{unit: {year: percent}}``; `extra` brings other figures."""
    return panel
