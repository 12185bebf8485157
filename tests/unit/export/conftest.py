from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode, v4

from analysis.display import components as page
from analysis.display.element import MIME_DATA, Element

REPORT = {
    "title": "Tiến độ đến năm 2030",
    "unit_name": "Huyện Đakrông",
    "language": "vi",
    "as_of": "2023-12-31",
    "draft": True,
    "author": "Sở Nông nghiệp và Môi trường",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><text x="9" y="20" '
    'style="font: 9px \'Inter\'">Chuẩn nghèo</text><text x="9" y="40" style="font: 600 9px '
    "'Inter', 'Noto Sans Symbols2'\">◐ Gần đạt</text></svg>"
)


def elements() -> list[Element]:
    """One of each part of a page, in Vietnamese."""
    near = page.badge("fair", "◐", "Gần đạt, cần tăng tốc")
    columns = [page.Column("Huyện"), page.Column("Năm 2023", "end", "%"), page.Column("Đánh giá")]
    return [
        page.masthead("Tiến độ đến năm 2030", "Huyện Đakrông", [("Số liệu đến", "31/12/2023")]),
        page.paragraph("Tỷ lệ hộ nghèo là ", page.strong("38,04%"), ": ", near, "."),
        page.key_figures([page.Card("Tỷ lệ", "38,04%", "năm 2023", near), page.Card("Hộ", "410")]),
        page.section(
            "Dự báo",
            page.figure(SVG, "Tỷ lệ giảm dần.", "Tỷ lệ hộ nghèo, 2022–2030"),
            page.data_table("Số liệu", columns, [["Đakrông", "38,04", near]] * 40, ["Nguồn: Sở."]),
        ),
        page.note("Đổi chuẩn", page.bullets(["Nghị định 07/2021/NĐ-CP", "Không so sánh."]), "warn"),
    ]


def code_cell(data: dict[str, Any], source: str = "secret_code()") -> NotebookNode:
    output = v4.new_output("display_data", data=data)
    return v4.new_code_cell(source, execution_count=1, outputs=[output])


@pytest.fixture
def make_notebook() -> Callable[..., NotebookNode]:
    """Executed notebook of a report, with any of its statements changed or other cells."""

    def make(*cells: NotebookNode, **report: object) -> NotebookNode:
        bundles = [element._repr_mimebundle_() for element in elements()]
        bundles[0][MIME_DATA] = {"report": {**REPORT, **report}}
        shown = [code_cell(bundle) for bundle in bundles]
        notebook = v4.new_notebook(cells=list(cells) if cells else shown)
        nbformat.validate(notebook)
        return notebook

    return make
