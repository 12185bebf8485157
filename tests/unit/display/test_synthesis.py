"""The formal report in sentences: every number computed, every gap said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import display as show
from analysis.assessment import Status
from analysis.data import Dataset, Explanation, ExplanationKind
from analysis.display import Outlook, Report
from analysis.display.explanations import is_draft, unexplained

from .conftest import MakeOutlook, MakeReport

YEAR = 2024


@pytest.fixture
def outlook(make_outlook: MakeOutlook) -> Outlook:
    return make_outlook(units={"45": 11.64})


def test_head_names_the_body_of_the_day_and_leaves_the_rest_blank(make_report: MakeReport) -> None:
    head = show.official_head(make_report("45"))

    assert "Sở Nông nghiệp và Môi trường" in head.text
    assert "cần xác minh" in head.text
    assert "Số: ……/BC-……" in head.text
    assert "năm 2024 trên địa bàn tỉnh Quảng Trị" in head.text
    assert head.data["form"]["layout"] == "administrative"


def test_results_say_level_fall_and_verdict(make_report: MakeReport, outlook: Outlook) -> None:
    text = show.results_section(make_report("45"), outlook).text

    assert "là 11,64% (ước thực hiện), giảm 1,52 điểm % so với năm 2023" in text
    assert "(từ 23.967 hộ còn 21.321 hộ, tương ứng 2.646 hộ)" in text
    assert "Bình quân 2022–2024 giảm 1,42 điểm %/năm" in text
    assert "kết quả: đạt chỉ tiêu." in text
    assert "cần giảm" not in text


def test_areas_are_compared_where_known_and_named_where_not(
    make_report: MakeReport, outlook: Outlook
) -> None:
    text = show.areas_section(make_report("45"), outlook).text

    assert "3 trong 10 địa bàn có số liệu năm 2023" in text
    assert "thấp nhất ở Vĩnh Linh (4,40%), cao nhất ở Đakrông (49,14%)" in text
    assert "Gio Linh" in text


def test_outlook_gives_the_mean_and_the_interval_of_the_paths(
    make_report: MakeReport, outlook: Outlook
) -> None:
    text = show.forecast_section(make_report("45"), outlook).text

    assert "vào khoảng 5,6% (khoảng dự báo 80%: 4,0–7,2%)" in text
    assert "Từ năm 2027 áp dụng chuẩn nghèo mới (Nghị định 351/2025/NĐ-CP)" in text


def test_tasks_give_the_owner_of_today_and_the_one_before(
    make_report: MakeReport, outlook: Outlook
) -> None:
    text = show.tasks_section(make_report("45"), outlook).text

    assert "giảm 0,79" in text
    assert "Sở NN&MT" in text
    assert "Trước ngày 01/03/2025, các chỉ tiêu này do Sở Lao động - Thương binh" in text
    assert "1.447 hộ" in text


def test_report_of_another_day_names_the_body_of_that_day(
    dataset: Dataset, outlook: Outlook
) -> None:
    earlier = replace(dataset, as_of=dataset.as_of.replace(month=1))
    text = show.official_head(Report(earlier, "45")).text

    assert "Sở Lao động - Thương binh và Xã hội" in text
    assert "cần xác minh" not in text


def test_closing_words_end_as_the_decree_asks(make_report: MakeReport) -> None:
    assert "./.\n" in show.official_end(make_report("45")).text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_section_speaks_both_languages(
    make_report: MakeReport, outlook: Outlook, language: str
) -> None:
    report = make_report("45", language)
    sections = [
        show.summary_section(report, outlook),
        show.shortcomings_section(report, outlook),
        show.official_end(report),
        show.appendix(report, 1, "figures"),
    ]

    assert all(section.text and "{" not in section.text for section in sections)


def behind(outlook: Outlook, unit: str) -> Outlook:
    """The same outlook with a verdict that the unit has to explain."""
    assessments = (
        replace(a, status=Status.SLOW, last_year=YEAR) if a.unit == unit else a
        for a in outlook.assessments
    )
    return replace(outlook, assessments=tuple(assessments))


def explained(dataset: Dataset, kind: ExplanationKind = ExplanationKind.REASON) -> Dataset:
    words = Explanation(
        "45", YEAR, "multidim_poverty_rate", kind, "Mưa lũ <b>.", "", "BC 12", dataset.as_of
    )
    return replace(dataset, explained=(words,))


def test_a_page_that_falls_behind_asks_for_reasons_and_stays_a_draft(
    dataset: Dataset, outlook: Outlook
) -> None:
    report, late = Report(dataset, "45", is_draft=False), behind(outlook, "45")

    assert not is_draft(report, outlook)
    assert is_draft(report, late)
    box = show.explanations(report, late)
    assert "Đề nghị tỉnh Quảng Trị giải trình" in box.text
    assert 'class="note warn"' in box.html


def test_a_reviewed_reason_lifts_the_mark_and_a_proposal_does_not(
    dataset: Dataset, outlook: Outlook
) -> None:
    late = behind(outlook, "45")
    with_reason = Report(explained(dataset), "45", is_draft=False)
    with_proposal = Report(explained(dataset, ExplanationKind.PROPOSAL), "45", is_draft=False)

    assert unexplained(with_reason, late) == []
    assert not is_draft(with_reason, late)
    assert is_draft(with_proposal, late)
    assert "Mưa lũ <b>. (BC 12)" in show.shortcomings_section(with_reason, late).text
    assert "&lt;b&gt;" in show.explanations(with_reason, late).html
    assert "Mưa lũ" in show.proposals_section(with_proposal, late).text


def test_nothing_has_to_be_explained_where_nothing_is_behind(
    make_report: MakeReport, outlook: Outlook
) -> None:
    assert show.explanations(make_report("45"), outlook) is None
