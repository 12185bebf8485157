"""Edges of sharing a need; the usual cases are in the spec tests."""

import pytest

from analysis.assessment import AllocationRule, AllocationUnit, Share, allocate
from analysis.assessment.allocation import largest_remainders

UNITS = (AllocationUnit("A", 1000, 30, 4.0), AllocationUnit("B", 3000, 6, 0.8))


@pytest.mark.parametrize("rule", AllocationRule)
def test_need_already_met_asks_nothing(rule):
    shared = allocate(-0.3, UNITS, rule)

    assert (shared.need_a_year, shared.shortfall_a_year) == (0, 0)
    assert shared.shares == (Share("A", 0.0, 0), Share("B", 0.0, 0))


def test_nothing_left_to_fall_is_a_shortfall():
    units = (AllocationUnit("A", 1000, 0, 0.0), AllocationUnit("B", 3000, 0, 0.0))

    shared = allocate(1.0, units, AllocationRule.PROPORTIONAL)

    assert (shared.shortfall_a_year, [share.count_a_year for share in shared.shares]) == (
        40,
        [0, 0],
    )


def test_capacity_of_one_is_made_up_by_others_in_turn():
    """C stops at 0.5 and B then at 1.0; A takes the rest: (30 - 5 - 10) / 10 = 1.5 points."""
    units = [AllocationUnit(u, 1000, 50, most) for u, most in (("A", 9), ("B", 1.0), ("C", 0.5))]

    shared = allocate(1.0, units, AllocationRule.CAPACITY_LIMITED)

    assert [share.points_a_year for share in shared.shares] == pytest.approx([1.5, 1.0, 0.5])


def test_unit_without_households_changes_nothing():
    empty = AllocationUnit("C", 0, 10, 5.0)

    shared = allocate(1.0, [*UNITS, empty], AllocationRule.CAPACITY_LIMITED)

    assert [share.count_a_year for share in shared.shares] == [16, 24, 0]


@pytest.mark.parametrize("units", [(), (AllocationUnit("A", 0, 30, 4.0),)])
def test_nobody_to_share_with(units):
    with pytest.raises(ValueError, match="households or labour force"):
        allocate(1.0, units, AllocationRule.EQUAL_PACE)


def test_largest_remainders():
    assert largest_remainders([0.5, 0.3, 0.2], 1) == [1, 0, 0]
    assert largest_remainders([2.0, 3.0], 5) == [2, 3]
