"""A form beside figures of the year before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.data.model import Observation, Vintage
from analysis.intake.history import usual_change
from analysis.intake.intake import Known, examine, read_known
from analysis.intake.submission import Asked

FORM = Path(__file__).parents[2] / "assets/forms/form.xlsx"
UNITS = ("19555-2025", "19564-2025", "19567-2025", "19588-2025", "19594-2025")
STANDARD = "multidim_ND07_2021"


@pytest.fixture(scope="module")
def known() -> Known:
    """Made-up figures of 2023 to 2025: rates that fall by one point a year."""
    known = read_known(DataDirectory(DEFAULT_DIRECTORY))
    like = next(o for o in known.observations if o.indicator == "poor_household_rate")

    def figure(indicator: str, unit: str, year: int, value: float) -> Observation:
        place = {"indicator": indicator, "unit": unit, "year": year, "standard": STANDARD}
        return replace(like, **place, value=value, vintage=Vintage.DECISION)  # type: ignore[arg-type]

    rates = [
        figure(
            "poor_household_rate", unit, year, 11.0 + 2025 - year + (30 if unit is UNITS[4] else 0)
        )
        for unit in UNITS
        for year in (2023, 2024, 2025)
    ]
    ends = [figure("poor_households", UNITS[1], 2025, 115)]
    return replace(known, observations=(*rates, *ends))


def test_unusual_changes_and_other_starts_are_asked_about(known: Known) -> None:
    remarks = examine(FORM, Asked(), known).remarks

    found = {(r.rule, r.place.address): r.text("vi") for r in remarks}
    assert "khác thường so với mức" in found["unusual_change", "K17"]
    assert "cuối năm trước đã có 115" in found["carried_over", "D12"]
    assert {cell for rule, cell in found if rule == "unusual_change"} == {"K11", "K17"}


def test_usual_change_is_robust() -> None:
    middle, spread = usual_change([-1.0, -1.2, -0.8, -1.1, -40.0])

    assert middle == -1.1
    assert spread == 0.25
