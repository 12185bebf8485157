"""The register of the plan: complete, owned at any time, honest about what is not known."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from analysis.data import load_dataset
from analysis.data.calendar import offices_in_charge, who_owes, who_receives
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.plan import ItemKind, Plan

THEN, NOW = dt.date(2024, 11, 25), dt.date(2026, 11, 25)
FORMS = {"trained_labour", "poverty_review", "facilities", "tasks"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_dataset().register.plan


def test_every_item_of_the_plan_is_there_in_order(plan: Plan) -> None:
    numbers = [str(n) for n in range(1, 43)]
    numbers[12:12] = ["12b", "12c"]

    assert [item.code for item in plan.items] == numbers


def test_a_target_is_a_number_or_a_wording_and_never_both(plan: Plan) -> None:
    assert [i.code for i in plan.items if bool(i.targets) == bool(i.target_vi)] == []
    assert [i.code for i in plan.items if bool(i.target_vi) != bool(i.target_en)] == []


@pytest.mark.parametrize("day", [dt.date(2023, 10, 1), THEN, dt.date(2025, 3, 1), NOW])
def test_every_item_has_a_lead_at_any_time(plan: Plan, day: dt.date) -> None:
    leads = {
        i.code: [o for o in plan.owners_of(i.code, day) if o.role == "lead"] for i in plan.items
    }

    assert [code for code, owners in leads.items() if not owners] == []


def test_owners_changed_when_the_department_ended(plan: Plan) -> None:
    event = plan.event("poverty_preliminary")

    assert who_owes(plan, event, THEN) == ("p_btxh",)
    assert who_owes(plan, event, NOW) == ("snnmt",)
    assert who_receives(plan, plan.event("units_report"), NOW) == ("vp_cac_so",)
    assert set(offices_in_charge(plan, THEN)) & set(offices_in_charge(plan, NOW)) == set()
    assert "all_now" not in offices_in_charge(plan, NOW)


def test_kinds_follow_the_targets(plan: Plan) -> None:
    targets = {t.code: t for t in load_dataset().register.targets}

    for item in plan.items:
        assert {targets[code].kind.value for code in item.targets} <= {item.kind.value}
    assert {i.code for i in plan.items if i.kind is ItemKind.MILESTONE} == {"5", "6", "18"}


def test_items_without_figures_name_the_form_that_would_supply_them(plan: Plan) -> None:
    known = {e.item for e in plan.evidence}
    silent = [i for i in plan.items if not i.indicators and i.code not in known]

    assert [i.code for i in silent if not i.form and i.section.value != "reporting"] == []
    assert {i.form for i in plan.items} <= FORMS | {"", "receipts"}


def test_sensitive_items_carry_no_figure_of_a_place_or_a_few_people(plan: Plan) -> None:
    aggregate = {i.code: i for i in plan.items if i.is_aggregate_only}

    assert set(aggregate) == {"26", "27", "28"}
    assert {e.unit for e in plan.evidence if e.item in aggregate} <= {"45", "44-2025"}
    assert [i.code for i in aggregate.values() if i.indicators] == []


def test_facilities_add_up_to_the_target(plan: Plan) -> None:
    facilities = plan.facilities_on(NOW)
    target = next(t for t in load_dataset().register.targets if t.code == "facilities_2030")

    assert len(facilities) == target.lower == 6
    assert [f.ownership for f in facilities].count("public") == 2
    assert {f.code: f.state for f in plan.facilities_on(THEN)}["koica"] == "planned"
    assert {f.code: f.state for f in facilities}["koica"] == "building"


def test_evidence_is_not_known_before_its_day(plan: Plan) -> None:
    before = plan.evidence_of("18", dt.date(2025, 10, 28))
    after = plan.evidence_of("18", dt.date(2025, 10, 29))

    assert {e.due_year for e in before} == {None}
    assert after[-1].due_year == 2027
    assert all(e.happened_on is None or e.happened_on <= e.known_on for e in plan.evidence)


def test_forms_of_the_repository_are_among_those_named() -> None:
    folder = DEFAULT_DIRECTORY / "reference" / "forms"
    codes = {
        tomllib.loads(p.read_text(encoding="utf-8")).get("code") for p in folder.glob("*.toml")
    }

    assert {"trained_labour", "poverty_review"} <= codes


DUTIES = {
    "1": "trained_labour",
    "3": "poverty_reduction",
    "4": "ethnic_minority_poverty",
    "5": "vocational_training",
    "13": "employment",
    "15": "social_assistance",
    "26": "child_protection",
    "27": "drug_rehabilitation",
    "28": "trafficking_victims",
    "29": "people_with_merit",
    "31": "inspection",
}


@pytest.mark.parametrize(("item", "duty"), DUTIES.items())
def test_owners_agree_with_those_of_the_duties(plan: Plan, item: str, duty: str) -> None:
    administration = load_dataset().register.administration
    owner = administration.owner(duty, NOW)

    names = [plan.offices[o.office].short_vi for o in plan.owners_of(item, NOW)]
    assert owner is not None
    assert owner.short_vi in names
