"""Who owes what on which day, as the tables say."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from analysis.data import TargetKind, load_dataset
from analysis.data.administration import Administration

LAST_DAY, FIRST_DAY = dt.date(2025, 2, 28), dt.date(2025, 3, 1)


@pytest.fixture(scope="module")
def administration() -> Administration:
    return load_dataset().administration


@pytest.mark.parametrize(
    ("duty", "before", "since", "is_certain"),
    [
        ("poverty_reduction", "Sở LĐTBXH", "Sở NN&MT", True),
        ("vocational_training", "Sở LĐTBXH", "Sở GD&ĐT", True),
        ("trained_labour", "Sở LĐTBXH", "Sở Nội vụ", False),
        ("planning_channel", "Sở KH&ĐT", "Sở Tài chính", False),
    ],
)
def test_owner_changes_with_the_reorganisation(
    administration: Administration, duty: str, before: str, since: str, is_certain: bool
) -> None:
    old, new = (administration.owner(duty, day) for day in (LAST_DAY, FIRST_DAY))

    assert old is not None
    assert new is not None
    assert (old.short_name("vi"), new.short_name("vi")) == (before, since)
    assert new.is_certain is is_certain


def test_every_duty_has_one_owner_on_every_day(administration: Administration) -> None:
    for duty in administration.duties:
        owners = administration.owners_of(duty)
        assert owners[0].valid_from is None
        assert owners[-1].valid_to is None
        for earlier, later in pairwise(owners):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + dt.timedelta(days=1)


def test_every_target_of_the_province_has_a_duty() -> None:
    targets = load_dataset().register.targets

    assert [t.code for t in targets if t.binding and t.duty is None] == []
    assert {t.kind for t in targets if t.duty} >= {TargetKind.PACE, TargetKind.LEVEL}


def test_issuer_and_recipients_follow_the_day(administration: Administration) -> None:
    old, new = (administration.issuer("synthesis", day) for day in (LAST_DAY, FIRST_DAY))
    names = [r.name("vi") for r in administration.recipients_of("synthesis", FIRST_DAY)]

    assert old is not None
    assert new is not None
    assert (old.is_certain, new.is_certain) == (True, False)
    assert names[-1].startswith("Lưu:")
    assert "Sở Tài chính (để tổng hợp)" in names
    assert not [name for name in names if "Kế hoạch và Đầu tư" in name]


def test_no_owner_is_written_down_twice(administration: Administration) -> None:
    """A duty that is an item of the plan has the item's owners; the others have a table."""
    told = {owner.duty for owner in load_dataset().register.administration.owners}
    plan = load_dataset().register.plan
    for duty in administration.duties.values():
        if duty.item is not None:
            now = administration.owner(duty.code, FIRST_DAY)
            leads = [o.office for o in plan.owners_of(duty.item, FIRST_DAY) if o.role == "lead"]
            assert now is not None
            assert now.name_vi == plan.offices[leads[0]].name_vi
    assert told == set(administration.duties)
