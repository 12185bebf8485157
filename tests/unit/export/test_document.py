import datetime as dt
from collections.abc import Callable

import pytest
from nbformat import NotebookNode, v4

from analysis.display.element import MIME_DATA
from analysis.export.document import Document

MakeNotebook = Callable[..., NotebookNode]


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_a_report_says_what_its_outputs_state(make_notebook: MakeNotebook) -> None:
    assert Document.from_notebook(make_notebook(), "out") == Document(
        title="Tiến độ đến năm 2030",
        language="vi",
        unit_name="Huyện Đakrông",
        as_of=dt.date(2023, 12, 31),
        is_draft=True,
        is_demo=False,
        author="Sở Nông nghiệp và Môi trường",
    )


def test_later_outputs_complete_earlier_ones() -> None:
    outputs = [
        v4.new_output("display_data", data={MIME_DATA: {"report": {"title": "a", "draft": True}}}),
        v4.new_output("display_data", data={MIME_DATA: {"report": {"title": "b"}}}),
        v4.new_output("display_data", data={MIME_DATA: {"numbers": {}}}),
    ]
    document = Document.from_notebook(
        v4.new_notebook(cells=[v4.new_code_cell(outputs=outputs)]), "out"
    )
    assert (document.title, document.is_draft) == ("b", True)


@pytest.mark.parametrize(
    ("cells", "title"),
    [([], "out"), ([v4.new_markdown_cell("text\n# My study #\n## Part")], "My study")],
)
def test_a_foreign_notebook_is_titled_by_itself(cells: list[NotebookNode], title: str) -> None:
    document = Document.from_notebook(v4.new_notebook(cells=cells), "out")
    assert document == Document(title=title, language="vi")
    assert document.marks == []
    assert document.data_date == ""


def test_marks_are_in_the_language_of_the_report(make_notebook: MakeNotebook) -> None:
    vietnamese = Document.from_notebook(make_notebook(demo=True), "out")
    english = Document.from_notebook(make_notebook(demo=True, language="en"), "out")
    assert vietnamese.marks == ["DỰ THẢO", "SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU THẬT"]
    assert english.marks == ["DRAFT", "DEMO FIGURES – NOT REAL DATA"]
    assert (vietnamese.data_date, english.data_date) == (
        "Số liệu đến ngày 31/12/2023",
        "Figures as of 31/12/2023",
    )


def test_the_files_moment_is_the_data_date_or_the_builds(
    make_notebook: MakeNotebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.from_notebook(make_notebook(), "out")
    assert document.dated == dt.datetime(2023, 12, 31, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert document.dated == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)


def test_only_an_undated_report_carries_the_moment_of_export() -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    assert before <= Document("t", "vi").dated <= dt.datetime.now(dt.UTC)
