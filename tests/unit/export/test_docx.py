import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from nbformat import NotebookNode, v4
from pypdf import PdfReader

from analysis.export import BriefingDOCXExporter, NotebookNotReadyError

MakeNotebook = Callable[..., NotebookNode]
TWENTIETH_OF_A_POINT = 635
"""What Word rounds lengths to, in its units."""
OFFICE = shutil.which("soffice")


def export(notebook: NotebookNode) -> bytes:
    content, resources = BriefingDOCXExporter().from_notebook_node(
        notebook, {"metadata": {"name": "out"}}
    )
    assert resources["output_extension"] == ".docx"
    assert isinstance(content, bytes)
    return content


def read(notebook: NotebookNode) -> Document:
    return docx.Document(io.BytesIO(export(notebook)))


def paragraphs(document: Document, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def everything(document: Document) -> str:
    return " ".join(text.text or "" for text in document.element.iter(qn("w:t")))


def test_headings_lists_and_captions_have_the_styles_of_word(make_notebook: MakeNotebook) -> None:
    document = read(make_notebook())
    assert paragraphs(document, "Heading 1") == ["Tiến độ đến năm 2030"]
    assert paragraphs(document, "Heading 2") == ["Dự báo"]
    assert paragraphs(document, "Caption") == ["Tỷ lệ hộ nghèo, 2022–2030", "Số liệu"]
    assert paragraphs(document, "List Bullet") == ["Nghị định 07/2021/NĐ-CP", "Không so sánh."]
    assert "Tỷ lệ hộ nghèo là 38,04%: ◐ Gần đạt, cần tăng tốc." in paragraphs(document, "Normal")
    assert "secret_code" not in everything(document)


def test_tables_have_a_head_that_repeats_and_words_for_who_cannot_see(
    make_notebook: MakeNotebook,
) -> None:
    cards, figures = read(make_notebook()).tables
    assert [cell.text for cell in cards.rows[0].cells] == ["Tỷ lệ", "Hộ"]
    assert cards.rows[1].cells[0].text == "38,04%\nnăm 2023\n◐ Gần đạt, cần tăng tốc"
    assert len(figures.rows) == 41
    for table in (cards, figures):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert sum(cell.width for cell in figures.rows[0].cells) == pytest.approx(
        Mm(165), abs=TWENTIETH_OF_A_POINT
    )


def test_a_drawing_is_a_picture_with_its_alt_text(make_notebook: MakeNotebook) -> None:
    (shape,) = read(make_notebook()).inline_shapes
    assert shape._inline.docPr.get("descr") == "Tỷ lệ giảm dần."
    assert shape.width == Mm(165)


def test_the_page_is_that_of_the_decree_and_numbered_from_the_second(
    make_notebook: MakeNotebook,
) -> None:
    section = read(make_notebook(demo=True)).sections[0]
    size = (section.page_width, section.page_height)
    assert size == pytest.approx((Mm(210), Mm(297)), abs=TWENTIETH_OF_A_POINT)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    decree = (Mm(20), Mm(20), Mm(30), Mm(15))
    assert margins == pytest.approx(decree, abs=TWENTIETH_OF_A_POINT)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    for header in (section.header, section.first_page_header):
        assert header.paragraphs[-1].text == "DỰ THẢO · SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU THẬT"
    assert section.footer.paragraphs[0].text == "Số liệu đến ngày 31/12/2023"


@pytest.mark.parametrize(("language", "code"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_language_and_properties_are_those_of_the_document(
    make_notebook: MakeNotebook, language: str, code: str
) -> None:
    document = read(make_notebook(language=language))
    (stated,) = document.styles.element.iter(qn("w:lang"))
    assert stated.get(qn("w:val")) == code
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Tiến độ đến năm 2030", code)
    assert properties.author == "Sở Nông nghiệp và Môi trường"
    assert properties.comments == ""


def test_the_same_report_is_the_same_file(
    make_notebook: MakeNotebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export(make_notebook()) == export(make_notebook())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    archive = zipfile.ZipFile(io.BytesIO(export(make_notebook())))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"1970-01-02T00:00:00Z" in archive.read("docProps/core.xml")


def test_markdown_and_words_of_other_packages_are_written(make_notebook: MakeNotebook) -> None:
    output = v4.new_output("display_data", data={"text/html": "<b>x</b>", "text/plain": "a\n  b"})
    written = "# Đề\n\nLời *dẫn* [trang](https://e.org)\n\n1. một\n2. hai\n\n```\nx = 1\n```"
    cells = [v4.new_markdown_cell(written), v4.new_code_cell("x", execution_count=1)]
    cells[1].outputs = [output]
    document = read(make_notebook(*cells))
    assert paragraphs(document, "Heading 1") == ["Đề"]
    assert paragraphs(document, "Normal") == ["Lời dẫn trang"]
    assert paragraphs(document, "List") == ["1. một", "2. hai"]
    assert paragraphs(document, "Verbatim") == ["x = 1", "a", "  b"]
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links == ["https://e.org"]


def test_a_foreign_notebook_is_titled_by_its_name(make_notebook: MakeNotebook) -> None:
    document = read(make_notebook(v4.new_markdown_cell("Lời")))
    assert paragraphs(document, "Heading 1") == ["out"]


def test_a_notebook_not_run_is_refused(make_notebook: MakeNotebook) -> None:
    with pytest.raises(NotebookNotReadyError):
        export(make_notebook(v4.new_code_cell("x")))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_file_and_shows_all_of_it(
    make_notebook: MakeNotebook, tmp_path: Path
) -> None:
    (tmp_path / "out.docx").write_bytes(export(make_notebook(demo=True)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "pdf", "out.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "out.pdf").pages]
    assert len(pages) > 1
    assert " ".join(pages).count("38,04") == 42
    assert all("SỐ LIỆU MINH HỌA" in page for page in pages)
    assert pages[1].splitlines()[0].strip() == "2"
