"""Pages of one of very many units: lists that end, and a ladder of those most alike."""

from types import SimpleNamespace

import pytest

from analysis.data import load_dataset
from analysis.display.report import MOST_LISTED, MOST_NAMES, Report
from analysis.display.rungs import compared


def test_a_very_long_list_names_the_first_and_counts_the_others():
    report = Report(load_dataset(), "45")
    codes = (list(report.dataset.units) * MOST_LISTED)[: MOST_LISTED + 1]
    names = report.names(codes)
    assert names.endswith(f" và {MOST_LISTED + 1 - MOST_NAMES} đơn vị khác")
    assert names.startswith(report.name(codes[0]))
    assert report.name(codes[MOST_NAMES - 1]) in names
    assert "đơn vị khác" not in report.names(codes[:MOST_LISTED])


@pytest.fixture
def outlook():
    """Forty units at 1 to 40 %, and the whole."""
    units = tuple(f"u{rate:02}" for rate in range(1, 41))
    rates = {unit: float(unit[1:]) for unit in units}
    assessments = [SimpleNamespace(unit=u, last_value=v) for u, v in {**rates, "T": 20.0}.items()]
    panel = SimpleNamespace(units=(*units, "T"), total="T")
    return SimpleNamespace(panel=panel, assessments=assessments)


def page_of(unit, around):
    dataset = SimpleNamespace(around=around)
    return SimpleNamespace(is_total=unit == "T", unit=SimpleNamespace(code=unit), dataset=dataset)


def test_of_many_units_in_no_area_the_ladder_has_the_nearest(outlook):
    shown = compared(page_of("u30", lambda unit: ()), outlook)
    # thirteen beside its own and the whole: six on either side, and of two as near the first
    assert shown == (*(f"u{rate}" for rate in range(23, 37)), "T")


def test_units_of_the_same_area_go_before_those_alike(outlook):
    area = {"u01": ("d",), "u02": ("d",), "u40": ("d",)}
    shown = compared(page_of("u01", lambda unit: area.get(unit, ())), outlook)
    assert shown == ("u01", "u02", "u40", "T")


def test_the_page_of_the_whole_has_them_all(outlook):
    assert len(compared(page_of("T", lambda unit: ()), outlook)) == 41
