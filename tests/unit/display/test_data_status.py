"""The head of a page says how final its figures are, and that a page owed a reason is a draft."""

from __future__ import annotations

from dataclasses import replace

from analysis.assessment import Status
from analysis.display import masthead, provenance
from analysis.display.data_status import status_facts


def test_an_estimate_is_named_with_the_last_final_year(make_report, make_outlook) -> None:
    facts = dict(status_facts(make_report("45"), make_outlook()))

    assert facts == {"Giảm nghèo": "ước thực hiện, năm 2024 (chính thức đến năm 2023)"}


def test_each_family_has_its_own_words(make_report, make_outlook) -> None:
    outlooks = make_outlook(), make_outlook("trained_labour_rate_admin")
    of_district = dict(status_facts(make_report("464"), *outlooks))
    of_island = dict(status_facts(make_report("471"), *outlooks))

    assert of_district["Giảm nghèo"] == "rà soát lại, năm 2023"
    assert of_district["Lao động qua đào tạo"] == "chưa có số liệu công bố"
    assert set(of_island.values()) == {"không công bố tỷ lệ, quy mô rất nhỏ"}


def test_an_approved_page_stays_a_draft_until_the_unit_has_explained(
    make_report, make_outlook
) -> None:
    approved, outlook = make_report("45", is_draft=False), make_outlook()
    behind = [replace(a, status=Status.WORSE) if a.unit == "45" else a for a in outlook.assessments]
    late = replace(outlook, assessments=tuple(behind))

    for outlooks, is_draft in (((outlook,), False), ((late,), True)):
        assert ("DỰ THẢO" in masthead(approved, *outlooks).text) is is_draft
        stated = provenance(approved, *outlooks).data["report"]
        assert isinstance(stated, dict)
        assert stated["draft"] is is_draft
