import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode, v4
from pypdf import PageObject, PdfReader

from analysis.display.components import Column, data_table
from analysis.display.element import MIME_DATA
from analysis.export import BriefingPDFExporter, NotebookNotReadyError
from analysis.export.typesetting import printable

MakeNotebook = Callable[..., NotebookNode]
A4_POINTS = (595.3, 841.9)


def export(notebook: NotebookNode) -> bytes:
    pdf, resources = BriefingPDFExporter().from_notebook_node(
        notebook, {"metadata": {"name": "out"}}
    )
    assert resources["output_extension"] == ".pdf"
    return pdf


def read(notebook: NotebookNode) -> PdfReader:
    return PdfReader(io.BytesIO(export(notebook)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader: PdfReader) -> list[str]:
    """Kinds of the tags, depth first."""

    def walk(node: Any) -> list[str]:
        node = node.get_object()
        if isinstance(node, list):
            return [kind for child in node for kind in walk(child)]
        if not isinstance(node, dict):
            return []
        return [str(node.get("/S", ""))] + (walk(node["/K"]) if "/K" in node else [])

    return walk(reader.root_object["/StructTreeRoot"])


def fonts_of(page: PageObject) -> set[str]:
    return {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}


def test_a_file_is_tagged_archival_and_says_its_language(make_notebook: MakeNotebook) -> None:
    reader = read(make_notebook())
    assert reader.root_object["/Lang"] == "vi"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()
    packet = reader.root_object["/Metadata"].get_object().get_data().decode()
    for claim in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in packet
    tags = structure(reader)
    for tag in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/L", "/LI"):
        assert tag in tags, tag


def test_data_are_inside_to_the_letter_and_declared(make_notebook: MakeNotebook) -> None:
    text = 'a;"b"\\\n漢,\u200bĐ\r\n'
    cell = make_notebook().cells[0]
    file = {"name": "figures.csv", "text": text, "media_type": "text/csv", "description": "Số"}
    cell.outputs[0].data[MIME_DATA]["attachments"] = [file]
    reader = read(make_notebook(cell))
    assert {name: bytes(data[0]).decode() for name, data in reader.attachments.items()} == {
        "figures.csv": text
    }
    (attached,) = reader.root_object["/AF"]
    specification = attached.get_object()
    assert specification["/AFRelationship"] == "/Data"
    assert specification["/Desc"] == "Số"
    stream = specification["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/text/csv"
    assert stream["/Params"]["/ModDate"] == "D:20231231000000Z"


def test_a_file_says_what_it_is(make_notebook: MakeNotebook) -> None:
    facts = read(make_notebook()).metadata
    assert facts is not None
    assert facts.title == "Tiến độ đến năm 2030"
    assert facts.author == "Sở Nông nghiệp và Môi trường"
    assert facts.keywords == "Huyện Đakrông, Số liệu đến ngày 31/12/2023"
    assert facts.creation_date_raw == "D:20231231000000Z"


def test_headings_are_bookmarks(make_notebook: MakeNotebook) -> None:
    title, below = read(make_notebook()).outline
    assert title.title == "Tiến độ đến năm 2030"
    assert [entry.title for entry in below] == ["Dự báo"]


def test_all_words_are_in_embedded_bundled_fonts(make_notebook: MakeNotebook) -> None:
    reader = read(make_notebook())
    names = {name.partition("+")[2] for page in reader.pages for name in fonts_of(page)}
    assert {name.split("-")[0] for name in names} == {"Inter", "NotoSansSymbols2"}
    assert all("+" in name for page in reader.pages for name in fonts_of(page))


def test_pages_are_a4_and_carry_mark_number_and_date(make_notebook: MakeNotebook) -> None:
    pages = read(make_notebook()).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4_POINTS, abs=0.1)
        text = page.extract_text()
        assert "DỰ THẢO" in text
        assert f"Trang {number}/{len(pages)}" in text
        assert "Số liệu đến ngày 31/12/2023" in text
    assert "Huyện Đakrông · Tiến độ đến năm 2030" in pages[1].extract_text()


def test_a_long_table_repeats_its_head(make_notebook: MakeNotebook) -> None:
    pages = read(make_notebook()).pages
    with_rows = [text for page in pages if "Đakrông 38,04" in (text := page.extract_text())]
    assert len(with_rows) > 1
    assert all("Năm 2023 (%)" in text for text in with_rows)


def test_words_of_drawings_stay_words(make_notebook: MakeNotebook) -> None:
    assert "Chuẩn nghèo" in words(read(make_notebook()))


def test_code_stays_out(make_notebook: MakeNotebook) -> None:
    assert "secret_code" not in words(read(make_notebook()))


def test_a_file_is_small_quick_and_the_same_every_time(make_notebook: MakeNotebook) -> None:
    notebook = make_notebook()
    first = export(notebook)
    start = time.process_time()
    second = export(notebook)
    assert time.process_time() - start < 0.3
    assert first == second
    assert len(first) < 300_000


def test_no_path_of_this_machine_is_in_the_file(make_notebook: MakeNotebook) -> None:
    pdf = export(make_notebook())
    assert str(Path.cwd()).encode() not in pdf
    assert str(Path.home()).encode() + b"/" not in pdf


def test_one_letter_without_a_glyph_does_not_stop_a_report(make_notebook: MakeNotebook) -> None:
    assert printable("Đakrông\u200b 漢") == "Đakrông □"
    assert "□" in words(read(make_notebook(unit_name="漢")))


def test_every_vietnamese_letter_is_printable() -> None:
    marked = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    letters = marked + marked.upper() + "●◐▽▼▲■✓–"
    assert printable(letters) == letters


def test_what_a_report_states_is_text(make_notebook: MakeNotebook) -> None:
    title = '#eval("1+1") \\ $x$ ]'
    assert read(make_notebook(title=title)).metadata.title == title  # type: ignore[union-attr]


def test_made_up_figures_are_marked_across_every_page(make_notebook: MakeNotebook) -> None:
    for page in read(make_notebook(demo=True)).pages:
        assert page.extract_text().count("SỐ LIỆU MINH HỌA") == 2


def test_a_foreign_notebook_gets_a_title_and_its_words(make_notebook: MakeNotebook) -> None:
    output = v4.new_output("display_data", data={"text/html": "<b>x</b>", "text/plain": "bảng a"})
    cell = v4.new_code_cell("x", execution_count=1, outputs=[output])
    reader = read(make_notebook(v4.new_markdown_cell("Lời *dẫn*"), cell))
    assert reader.outline[0].title == "out"
    assert "Lời dẫn bảng a" in words(reader)


def test_a_fork_is_told_instead_of_waiting_for_ever(
    make_notebook: MakeNotebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(make_notebook())
    monkeypatch.setattr(os, "getpid", lambda: 0)
    with pytest.raises(RuntimeError, match="after it"):
        export(make_notebook())


def test_no_table_runs_off_the_page(make_notebook: MakeNotebook) -> None:
    columns = [Column("Huyện"), *(Column(str(year), "end") for year in range(2006, 2031))]
    table = data_table("Bảng", columns, [["x" * 200, *["12.345,67"] * 25]])
    output = v4.new_output("display_data", data=table._repr_mimebundle_())
    reader = read(make_notebook(v4.new_code_cell("x", execution_count=1, outputs=[output])))
    lefts: list[float] = []

    def visit(text: str, _: Any, matrix: list[float], *__: Any) -> None:
        if text.strip():
            lefts.append(matrix[4])

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert min(lefts) >= 0
    assert max(lefts) < A4_POINTS[0] - 18 / 25.4 * 72
    assert words(reader).count("12.345,67") == 25


def test_a_notebook_not_run_is_refused(make_notebook: MakeNotebook) -> None:
    with pytest.raises(NotebookNotReadyError):
        export(make_notebook(v4.new_code_cell("x")))
