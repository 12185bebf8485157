import csv
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.data import Dataset
from analysis.display import Outlook, Report
from analysis.display.attachments import COLUMNS, attachments, figures_csv

MakeReport = Callable[..., Report]
MakeOutlook = Callable[..., Outlook]


def rows(report: Report, outlook: Outlook) -> list[dict[str, str]]:
    return list(csv.DictReader(figures_csv(report, [outlook]).splitlines()))


def test_the_table_holds_rates_and_counts_of_the_unit_with_machine_decimals(
    make_report: MakeReport, make_outlook: MakeOutlook
) -> None:
    found = rows(make_report(), make_outlook())
    assert tuple(found[0]) == COLUMNS
    assert {row["unit"] for row in found} == {"467"}
    values = {(row["indicator"], row["year"], row["vintage"]): row["value"] for row in found}
    assert values["poor_household_rate", "2023", "decision"] == "38.04"
    assert values["poor_households", "2023", "decision"] == "4602.0"


def test_the_whole_carries_all_its_units(
    make_report: MakeReport, make_outlook: MakeOutlook
) -> None:
    assert {"45", "464", "467"} <= {row["unit"] for row in rows(make_report("45"), make_outlook())}


def test_a_small_unit_has_no_rates_and_a_small_count_is_withheld(
    dataset: Dataset, make_report: MakeReport, make_outlook: MakeOutlook
) -> None:
    few = {
        unit: tuple(replace(o, value=4.0) if "households" in o.indicator else o for o in known)
        for unit, known in dataset._known.figures.items()
    }
    changed, known = replace(dataset), replace(dataset._known)
    object.__setattr__(known, "figures", few)
    object.__setattr__(changed, "_known", known)
    found = rows(Report(changed, "467"), make_outlook())
    counts = [row for row in found if row["unit_of_measure"] == "households"]
    assert counts
    assert {(row["value"], row["status"]) for row in counts} == {("", "Q")}
    assert not any(
        row["unit_of_measure"] == "percent" for row in rows(make_report("471"), make_outlook())
    )


@pytest.mark.parametrize(("language", "word"), [("vi", "Số liệu"), ("en", "Figures")])
def test_files_are_described_in_the_readers_language(
    make_report: MakeReport, make_outlook: MakeOutlook, language: str, word: str
) -> None:
    report = make_report(language=language)
    figures, provenance = attachments(report, [make_outlook()], {"unit": "467"})
    assert figures["description"].startswith(word)
    written = json.loads(provenance["text"])
    assert written["unit"] == "467"
    assert written["inputs"]
