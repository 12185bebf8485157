"""The page on the quality of the data, against what is known of the published figures."""

from __future__ import annotations

import pytest

from analysis import display as show
from analysis.data import Dataset, load_dataset
from analysis.data.coverage import contradictions, documents_wanted, poverty_coverage

SURVEY = "GSO income line 2011-2015 (CPI-updated)"
CURRENT = "multidim_ND07_2021"
EARLIER = "multidim_QD59_2015"


@pytest.mark.parametrize(
    ("unit", "year", "standard", "letters"),
    [
        ("467", 2022, CURRENT, "F"),
        ("467", 2023, CURRENT, "F"),
        ("467", 2015, EARLIER, "R"),
        ("467", 2020, EARLIER, "e"),
        ("464", 2022, CURRENT, "F"),
        ("464", 2023, CURRENT, "F*"),
        ("465", 2018, EARLIER, "R*"),
        ("468", 2019, EARLIER, "r"),
        ("45", 2022, CURRENT, "M"),
        ("45", 2024, CURRENT, "e"),
        ("469", 2015, "income_QD09_2011", "e*"),
        ("45-EM", 2022, CURRENT, "h"),
    ],
)
def test_letters_of_published_figures(
    dataset: Dataset, unit: str, year: int, standard: str, letters: str
) -> None:
    assert poverty_coverage(dataset)[unit, year, standard].letters == letters


def test_unit_without_figures_is_covered_nowhere_and_stands_in_every_table(
    dataset: Dataset,
) -> None:
    covered = poverty_coverage(dataset)
    text = show.coverage_section(show.Report(dataset, "45")).text
    rows = [line.split() for line in text.splitlines() if line.startswith("Gio Linh")]

    assert not {place for place in covered if place[0] in ("466", "471", "461")}
    assert len(rows) == len({standard for _, _, standard in covered})
    assert {cell for row in rows for cell in row[2:]} == {"–"}


def test_coverage_follows_the_day_of_knowledge() -> None:
    covered = poverty_coverage(load_dataset("published", as_of="2023-12-01"))

    assert covered["464", 2023, CURRENT].letters == "F"
    assert ("467", 2023, CURRENT) not in covered


def test_survey_rates_of_provinces_are_rates_alone() -> None:
    covered = poverty_coverage(load_dataset("provinces"))

    assert covered["45", 2016, SURVEY].letters == "r"


def test_contradictions_hold_both_figures_and_their_sources(dataset: Dataset) -> None:
    values = [sorted(figure.value for figure in figures) for figures in contradictions(dataset)]
    text = show.contradictions_section(show.Report(dataset, "45")).text

    assert [18.7, 31.17] in values
    assert [1.91, 1.99, 2.17] in values
    assert "18,70%†" in text
    assert "Luận văn ĐH Kinh tế Huế (Hướng Hóa)" in text


def test_breaks_name_years_of_each_standard_and_that_none_was_counted_twice(
    dataset: Dataset,
) -> None:
    text = show.breaks_section(show.Report(dataset, "45")).text
    line = next(line for line in text.splitlines() if "Đakrông" in line)

    assert "2015, 2019; " in line
    assert line.endswith(": 2022, 2023, 2024.")
    assert "Chưa tìm thấy năm nào" in text


def test_documents_most_lacked_come_first(dataset: Dataset) -> None:
    wanted = documents_wanted(dataset)
    lacking = [len(units) for units in wanted.values()]

    assert lacking == sorted(lacking, reverse=True)
    assert "467" not in wanted["poverty", "data.document.decision_14_annex"]
    assert "466" in wanted["poverty", "data.document.decision_14_annex"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_evidence_stands_for_every_unit(dataset: Dataset, language: str) -> None:
    report = show.Report(dataset, "45", language)
    text = show.evidence_table(report, show.outlooks(dataset, "poverty")[0]).text

    assert all(report.name(code) in text for code in (*dataset.reporting_units, "45"))
