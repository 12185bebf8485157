"""A small count stays out of every file of a report, with what it could be worked out from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from nbformat import v4
from pypdf import PdfReader

from analysis.assessment import Status
from analysis.data import Dataset, load_dataset
from analysis.display import Report, outlooks, review_form
from analysis.display.attachments import figures_csv
from analysis.export import BriefingDOCXExporter, BriefingHTMLExporter, BriefingPDFExporter

SMALL = 3
POOR = "poor_households"


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Invented panel in which one district has three poor households in its last year."""
    full = load_dataset("demo")
    last = full.panel(POOR).latest("467")
    assert last is not None
    changed = {
        unit: tuple(
            replace(o, value=float(SMALL))
            if (o.indicator, o.unit, o.year) == (POOR, "467", last.year)
            else o
            for o in known
        )
        for unit, known in full._known.figures.items()
    }
    knowledge, dataset = replace(full._known), replace(full)
    vars(knowledge)["figures"] = changed
    vars(dataset)["_known"] = knowledge
    return dataset


@pytest.fixture(scope="module")
def hidden(dataset: Dataset) -> dict[str, float]:
    """Counts of the last year that may not be printed, by unit."""
    panel = dataset.panel(POOR)
    last = [figure for unit in panel.units if (figure := panel.latest(unit)) is not None]
    return {o.unit: o.value for o in last if dataset.is_withheld(o)}


@pytest.fixture(scope="module")
def files(dataset: Dataset) -> dict[str, list[str]]:
    """Words of the form in each kind of file."""
    bundle = review_form(Report(dataset, "45"))._repr_mimebundle_()
    output = v4.new_output("display_data", data=bundle)
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output], execution_count=1)])

    def export(exporter: Any) -> Any:
        return exporter().from_notebook_node(notebook, {"metadata": {"name": "out"}})[0]

    word = docx.Document(io.BytesIO(export(BriefingDOCXExporter)))
    pdf = PdfReader(io.BytesIO(export(BriefingPDFExporter)))
    return {
        "html": Words(str(export(BriefingHTMLExporter))).words,
        "pdf": " ".join(page.extract_text() for page in pdf.pages).split(),
        "docx": [cell.text for table in word.tables for row in table.rows for cell in row.cells],
    }


def test_another_count_goes_with_the_small_one(hidden: dict[str, float]) -> None:
    assert hidden["467"] == SMALL
    assert len(hidden) > 1
    assert sum(hidden.values()) >= 5


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_none_of_them_is_printed(
    dataset: Dataset, files: dict[str, list[str]], hidden: dict[str, float], form: str
) -> None:
    printed = [Report(dataset, "45").format.number(value) for value in hidden.values()]
    others = {words for words in printed if len(words) > 1}
    assert others
    assert not others & set(files[form])
    assert "không nêu" in " ".join(files[form])


def test_the_table_for_machines_lacks_them_too(dataset: Dataset, hidden: dict[str, float]) -> None:
    poverty: Any = SimpleNamespace(indicator=dataset.indicator("poor_household_rate"))
    rows = list(csv.DictReader(figures_csv(Report(dataset, "45"), [poverty]).splitlines()))
    year = max(row["year"] for row in rows if row["indicator"] == POOR)
    told = [row for row in rows if (row["indicator"], row["year"]) == (POOR, year)]
    assert {row["unit"] for row in told if not row["value"]} >= set(hidden)
    assert any(row["value"] for row in told)


def test_a_unit_too_small_for_rates_has_no_verdict_that_would_tell_them() -> None:
    for outlook in outlooks(load_dataset("demo"), "poverty")[:2]:
        small, large = outlook.of("471"), outlook.of("467")
        assert small is not None
        assert large is not None
        assert small.status is Status.NODATA
        assert small.observed_pace is None
        assert small.probability is None
        assert small.need_lower is None
        assert large.status is not Status.NODATA
