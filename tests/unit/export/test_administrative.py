"""The form of Decree 30/2020/NĐ-CP, appendix I, in PDF, Word and HTML."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from nbformat import NotebookNode
from pypdf import PageObject, PdfReader

from analysis.display import official_parts
from analysis.display.components import heading, paragraph
from analysis.display.element import MIME_DATA
from analysis.export import BriefingDOCXExporter, BriefingHTMLExporter, BriefingPDFExporter
from analysis.export.exporter import BriefingExporter

from .conftest import REPORT, code_cell

POINTS_A_MM = 72 / 25.4
MARGINS_MM = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
BODY_POINTS = (13, 14)


@pytest.fixture
def notebook(make_notebook: Callable[..., NotebookNode]) -> NotebookNode:
    """Formal report of two pages and more, with every part of the form."""
    head = official_parts.head(
        superior="UBND tỉnh Quảng Trị",
        body="Sở Nông nghiệp và Môi trường",
        remark="(cần xác minh)",
        nation="Cộng hòa xã hội chủ nghĩa Việt Nam",
        motto="Độc lập - Tự do - Hạnh phúc",
        number="Số: ……/BC-……",
        date="Quảng Trị, ngày …… tháng …… năm ……",
    )
    parts = [
        head,
        official_parts.title("Báo cáo", "Kết quả giảm nghèo năm 2024"),
        heading("I. Tóm tắt"),
        *[paragraph("Tỷ lệ hộ nghèo của tỉnh giảm so với năm trước. " * 9)] * 9,
        official_parts.end("Hết./.", "Nơi nhận:", ["UBND tỉnh;", "Lưu: VT."], "(Chữ ký)"),
        official_parts.appendix("Phụ lục I", "Biểu số liệu", "(Kèm theo Báo cáo)", is_first=True),
    ]
    bundles = [part._repr_mimebundle_() for part in parts]
    bundles[0][MIME_DATA] = {"report": {**REPORT, "layout": "administrative"}}
    return make_notebook(*map(code_cell, bundles))


def export(exporter: type[BriefingExporter], notebook: NotebookNode) -> str | bytes:
    return exporter().from_notebook_node(notebook, {"metadata": {"name": "out"}})[0]


@pytest.fixture
def pdf(notebook: NotebookNode) -> PdfReader:
    content = export(BriefingPDFExporter, notebook)
    assert isinstance(content, bytes)
    return PdfReader(io.BytesIO(content))


@pytest.fixture
def word(notebook: NotebookNode) -> Document:
    content = export(BriefingDOCXExporter, notebook)
    assert isinstance(content, bytes)
    return docx.Document(io.BytesIO(content))


Piece = tuple[str, float, float, float]
"""Text, distance from the left and from the top in millimetres, and size in points."""


def pieces(page: PageObject) -> list[Piece]:
    found: list[Piece] = []

    def note(text: str, matrix: list[float], place: list[float], _: object, size: float) -> None:
        if text.strip():
            x, y = place[4] * matrix[0] + matrix[4], place[5] * matrix[3] + matrix[5]
            top = float(page.mediabox.height) - y
            found.append((text.strip(), x / POINTS_A_MM, top / POINTS_A_MM, size))

    page.extract_text(visitor_text=note)
    return found


def test_pdf_is_set_in_a_face_of_the_widths_of_times(pdf: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts <= {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"} | {
        "Tinos",
        "NotoSansSymbols2-Regular",
    }
    assert any(font.startswith("Tinos") for font in fonts)


def test_pdf_numbers_its_pages_on_top_from_the_second(pdf: PdfReader) -> None:
    first, second = (page.extract_text().split() for page in pdf.pages[:2])

    assert "1" not in first
    (number,) = [piece for piece in pieces(pdf.pages[1]) if piece[0] == "2"]
    _, left, top, _ = number
    assert top < MARGINS_MM["top"][1]
    assert left == pytest.approx(30 + 165 / 2, abs=6)
    assert "2" in second


def test_pdf_keeps_to_the_margins(pdf: PdfReader) -> None:
    found = [piece for page in pdf.pages for piece in pieces(page) if piece[0] != "DỰ THẢO"]

    assert len(found) > len(pdf.pages)
    assert 30 <= round(min(left for _, left, _, _ in found), 1) <= 35
    assert max(top for _, _, top, _ in found) <= 297 - MARGINS_MM["bottom"][0]


def test_every_draft_page_says_so_and_no_number_is_filled(pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in pdf.pages]

    assert all("DỰ THẢO" in text for text in texts)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts[0]
    assert "……/BC-……" in texts[0]
    assert "Phụ lục I" in texts[-1]


def test_word_file_follows_the_decree(word: Document) -> None:
    section, normal = word.sections[0], word.styles["Normal"]
    margins = {side: getattr(section, f"{side}_margin").mm for side in MARGINS_MM}

    for side, (low, high) in MARGINS_MM.items():
        assert low <= round(margins[side]) <= high, side
    assert normal.font.name == "Times New Roman"
    assert BODY_POINTS[0] <= normal.font.size.pt <= BODY_POINTS[1]
    assert normal.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert normal.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.1)
    assert section.different_first_page_header_footer
    assert "DỰ THẢO" in section.first_page_header.paragraphs[0].text


def test_word_file_has_the_parts_of_the_form(word: Document) -> None:
    head, end = word.tables
    issuer, nation = (cell.text for cell in head.rows[0].cells)

    assert issuer.strip().splitlines()[:2] == [
        "UBND TỈNH QUẢNG TRỊ",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    ]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in nation
    assert end.rows[0].cells[0].text.splitlines() == ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT."]
    titles = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert titles == ["Kết quả giảm nghèo năm 2024"]


def test_page_on_a_screen_brings_its_face_along(notebook: NotebookNode) -> None:
    page = export(BriefingHTMLExporter, notebook)
    assert isinstance(page, str)

    assert '<body class="administrative">' in page
    assert 'font-family: "Tinos"' in page
    assert page.count("<h1") == 1
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_an_unknown_layout_is_set_as_a_briefing(
    make_notebook: Callable[..., NotebookNode],
) -> None:
    page = export(BriefingHTMLExporter, make_notebook(layout="<script>"))
    assert isinstance(page, str)

    assert '<body class="briefing">' in page
