"""The province's need shared among its units, on a page."""

from __future__ import annotations

import re

import pytest

from analysis.assessment import AllocationRule, share_need
from analysis.display import allocation_table, outlooks


@pytest.fixture(scope="module")
def poverty(dataset):
    return outlooks(dataset, "poverty")


@pytest.fixture(scope="module")
def training(dataset):
    return outlooks(dataset, "trained_labour")


def cells(text, name):
    line = next(line for line in text.splitlines() if line.startswith(name))
    return re.split(r"\s{2,}", line)


def test_households_of_the_units_add_up_to_the_need_of_the_province(make_report, poverty) -> None:
    # (9 - 3 x 1.42) / 6 = 0.79 points of 183,170 households
    text = allocation_table(make_report("45"), poverty[0]).text
    rows = [re.split(r"\s{2,}", line) for line in text.splitlines()[2:13]]
    counts = [[int(re.match(r"[\d.]+", c)[0].replace(".", "")) for c in r[2:]] for r in rows]

    assert rows[-1] == ["Toàn tỉnh", "11,64%", *["1.447 (0,79)"] * 3]
    assert [sum(column) for column in zip(*counts[:-1], strict=True)] == [1447] * 3


def test_published_rates_and_estimates_are_told_apart(make_report, poverty) -> None:
    text = allocation_table(make_report("45"), poverty[0]).text

    assert cells(text, "Đakrông")[1] == "43,31%"
    assert re.fullmatch(r"≈ \d+,\d% \(\d+–\d+\)", cells(text, "Gio Linh")[1])
    assert "không phải số công bố" in text


def test_a_very_small_unit_has_its_count_and_no_rate(make_report, poverty) -> None:
    assert cells(allocation_table(make_report("45"), poverty[0]).text, "Cồn Cỏ")[1:] == [
        "–",
        "0",
        "0",
        "0",
    ]


def test_more_than_is_left_is_marked_and_never_asked_within_capacity(make_report, poverty) -> None:
    equal, proportional, capacity = cells(
        allocation_table(make_report("45"), poverty[0]).text, "Vĩnh Linh"
    )[2:]

    assert equal.endswith("*")
    assert not proportional.endswith("*")
    assert not capacity.endswith("*")


def test_nobody_is_asked_for_more_than_the_fastest_pace_seen(dataset, poverty) -> None:
    outlook = poverty[0]
    sharing = share_need(outlook.panel, outlook.projection, outlook.of("45"))
    limited = sharing.allocations[-1]

    assert limited.rule is AllocationRule.CAPACITY_LIMITED
    assert sharing.fastest.unit == "464"
    for share in limited.shares:
        rate = sharing.levels[share.unit].rate_pct
        most = (rate - sharing.fastest.after(rate, 6)) / 6
        assert share.points_a_year <= most + 1e-9


def test_without_rates_of_the_units_only_equal_shares_are_given(make_report, training) -> None:
    text = allocation_table(make_report("45", "en"), training[0]).text

    assert "persons a year" in text
    assert "Proportional" not in text
    assert cells(text, "Dakrong")[2].endswith("(1.76)")


def test_without_a_target_there_is_nothing_to_share(make_report, poverty) -> None:
    assert "không có mức cần thực hiện" in allocation_table(make_report("45"), poverty[2]).text
