"""Edges of the other bodies' rules; their usual cases are in the spec tests."""

import pytest

from analysis.assessment import Status, assess, method_sensitivity
from analysis.assessment.readings import LevelPath, readings
from analysis.locale import LANGUAGES, message


@pytest.fixture
def read(make):
    def run(values, goal, direction=-1, first_year=2021):
        figures = tuple(make.figure("A", first_year + i, v) for i, v in enumerate(values))
        rows = readings(LevelPath(figures, goal, 2030, direction))
        return {row.method: row for row in rows}

    return run


def label(reading):
    return reading.label.rpartition(".")[2]


def test_level_already_reached(read):
    found = read([10.0, 5.0], goal=6.0)

    assert (label(found["eurostat"]), found["eurostat"].ratio) == ("achieved", None)
    assert label(found["sdsn"]) == "on_track"
    assert found["sdsn"].ratio == pytest.approx(5 / (4 / 9))
    assert all(reading.is_on_track for reading in found.values())


@pytest.mark.parametrize(("values", "goal"), [([0.0, 0.0], 0.0), ([5.0, 6.0], 5.0), ([5.0], 1.0)])
def test_no_way_to_measure(read, values, goal):
    assert read(values, goal) == {}


def test_start_beyond_the_goal_is_no_way_to_measure(read):
    assert read([86.0, 84.0], goal=85.0, direction=+1) == {}


def test_goal_of_zero_stands_for_a_thousandth(read):
    """(6/8) in a year against (0.001/8) in nine: ln(0.75) and ln(0.000125)/9 as growth rates."""
    found = read([8.0, 6.0], goal=0.0)

    assert found["eurostat"].ratio == pytest.approx(-0.25 / (0.000125 ** (1 / 9) - 1))
    assert label(found["eurostat"]) == "limited"


def test_rise_from_zero(read):
    found = read([0.0, 10.0, 20.0], goal=50.0, direction=+1)

    assert label(found["sdsn"]) == "on_track"
    assert found["sdsn"].ratio == pytest.approx(10 / (50 / 9))


def test_moderate_improvement(read):
    found = read([15.9, 15.2], goal=6.9)

    assert (label(found["sdsn"]), found["sdsn"].ratio) == ("moderate", pytest.approx(0.7))


def test_every_label_has_words(read):
    for values in ([15.9, 14.9], [15.9, 15.5], [15.9, 16.5], [15.9, 15.2], [15.9, 5.0]):
        for reading in read(values, goal=6.9).values():
            assert all(message(reading.label, language) for language in LANGUAGES)


def test_sensitivity_says_where_the_method_decides(make):
    panel = make.panel(
        {
            "A": {2021: 15.90, 2022: 14.93, 2023: 13.16, 2024: 11.64},
            "B": {2023: 7.71, 2024: 6.60},
            "C": {2024: 6.60},
        }
    )
    verdicts = [assess(panel, None, make.target(), u, is_own=False) for u in panel.units]

    rows = method_sensitivity(verdicts)

    assert [row.unit for row in rows] == ["A", "B", "C"]
    assert [row.status for row in rows] == [Status.MET, Status.MET, Status.NODATA]
    assert [row.depends_on_method for row in rows] == [False, True, None]
    assert [label(r) for r in rows[1].readings] == ["limited", "maintain", "on_track", "fair"]
