"""Shares of a need always add up to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import AllocationRule, AllocationUnit, allocate

points = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)


@st.composite
def units(draw):
    count = draw(st.integers(1, 12))
    return [
        AllocationUnit(
            unit=f"U{i}",
            base=draw(st.integers(1, 60_000)),
            headroom_points=draw(points),
            capacity_points_a_year=draw(points),
        )
        for i in range(count)
    ]


needs = st.floats(0, 20)
rules = st.sampled_from(AllocationRule)


@given(need=needs, units=units(), rule=rules)
def test_counts_and_shortfall_add_up_to_the_need(need, units, rule):
    shared = allocate(need, units, rule)

    counts = [share.count_a_year for share in shared.shares]
    assert sum(counts) + shared.shortfall_a_year == shared.need_a_year
    assert min(counts) >= 0
    assert shared.shortfall_a_year >= 0
    assert shared.need_a_year == round(need * sum(unit.base for unit in units) / 100)


@given(need=needs, units=units(), rule=rules)
def test_points_give_the_need_of_the_whole(need, units, rule):
    shared = allocate(need, units, rule)

    done = sum(
        share.points_a_year * unit.base for share, unit in zip(shared.shares, units, strict=True)
    )
    whole = need * sum(unit.base for unit in units)
    if shared.shortfall_a_year == 0:
        assert done == pytest.approx(whole, abs=100.0)
    assert done <= whole * (1 + 1e-9) + 1e-9


@given(need=needs, units=units())
def test_nobody_is_asked_beyond_its_capacity(need, units):
    shared = allocate(need, units, AllocationRule.CAPACITY_LIMITED)

    for share, unit in zip(shared.shares, units, strict=True):
        assert share.points_a_year <= unit.capacity_points_a_year * (1 + 1e-9) + 1e-9


@given(need=needs, units=units())
def test_capacity_is_used_up_before_anything_is_short(need, units):
    shared = allocate(need, units, AllocationRule.CAPACITY_LIMITED)

    if shared.shortfall_a_year > 1:
        assert [share.points_a_year for share in shared.shares] == pytest.approx(
            [unit.capacity_points_a_year for unit in units]
        )


@given(need=needs, units=units(), rule=rules)
def test_count_is_within_one_of_its_points(need, units, rule):
    shared = allocate(need, units, rule)

    for share, unit in zip(shared.shares, units, strict=True):
        assert abs(share.count_a_year - share.points_a_year * unit.base / 100) <= 1 + 1e-6
