"""Names and notes come from files that others write: in every format they are text."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from nbformat import NotebookNode, v4
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from analysis.display import components as page
from analysis.display.element import MIME_DATA, Element
from analysis.export import BriefingDOCXExporter, BriefingHTMLExporter, BriefingPDFExporter
from analysis.markup import csv_text, plain

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "entity": "&lt;b&gt; &amp;amp; &#x3c;svg&#x3e;",
    "comment": "--> ]]> <!-- <![CDATA[ <w:r><w:t>x</w:t></w:r>",
    "typst": '#show: it => [] #eval("1+1") $x$ ]) ");#read("a") \\ @ref',
    "markdown": "# Đề **đậm** [[x]] [a](javascript:alert(1)) `m` |a|b|",
    "template": "{{ 7*7 }} {% for x in y %} ${x} %(x)s {0}",
    "formula": '=HYPERLINK("http://e.org","x")',
    "field": '{ INCLUDETEXT "c:\\\\x" } MERGEFIELD DDEAUTO',
}
UNPRINTABLE = "Đak\x00\x07\x1brông\u202egnôr\u2066\ufeff\x85\ud800"

each_word = pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)


def elements(words: str) -> Iterator[Element]:
    mark = page.badge("fair", "◐", words)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>'
    table = page.data_table(
        words, [page.Column(words), page.Column(words, "end", words)], [[words, mark]], [words]
    )
    yield page.masthead(words, words, [(words, words)])
    yield page.section(words, page.paragraph(words, page.strong(words), mark))
    yield page.paragraph(page.link(words, "https://e.org/?a=1&b=%22"))
    yield page.key_figures([page.Card(words, words, words, mark)])
    yield page.note(words, page.bullets([words, mark]))
    yield page.figure(svg, words, words, table, table_label=words)


def notebook(words: str) -> NotebookNode:
    bundles = [element._repr_mimebundle_() for element in elements(words)]
    stated = ("title", "unit_name", "author")
    bundles[0][MIME_DATA] = {"report": dict.fromkeys(stated, words) | {"language": "vi"}}
    outputs = [v4.new_output("display_data", data=bundle) for bundle in bundles]
    return v4.new_notebook(cells=[v4.new_code_cell("x", execution_count=1, outputs=outputs)])


def export(exporter: Any, words: str) -> Any:
    return exporter().from_notebook_node(notebook(words), {"metadata": {"name": "out"}})[0]


class Page(HTMLParser):
    """Names of tags and attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        self.addresses |= {str(value) for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        self.words += data


@each_word
def test_html_has_no_tag_and_no_attribute_of_them(words: str) -> None:
    hostile, harmless = (
        Page(export(BriefingHTMLExporter, words)),
        Page(export(BriefingHTMLExporter, "Đakrông")),
    )
    assert hostile.names == harmless.names
    assert hostile.addresses == harmless.addresses
    assert hostile.words.count(plain(words)) == harmless.words.count("Đakrông")


@each_word
def test_pdf_shows_them_and_does_nothing(words: str) -> None:
    reader = PdfReader(io.BytesIO(export(BriefingPDFExporter, words)))
    shown = "".join("".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "".join(words.split()) in shown
    kinds = {
        str(value)
        for number in range(1, len(reader.xref[0]) + 1)
        if isinstance(entry := reader.get_object(number), DictionaryObject)
        for value in (entry.get("/S"), entry.get("/Type"))
    }
    assert not kinds & {"/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/Rendition"}
    assert reader.metadata is not None
    assert reader.metadata.title == plain(words)


@each_word
def test_word_shows_them_and_has_no_field_but_the_page_number(words: str) -> None:
    content = export(BriefingDOCXExporter, words)
    document = docx.Document(io.BytesIO(content))
    told = "".join(text.text or "" for text in document.element.iter(qn("w:t")))
    assert told.count(plain(words)) >= 12
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    fields = [found for part in parts for found in re.findall("<w:instrText[^>]*>([^<]*)", part)]
    assert fields == [" PAGE "]
    assert not any(re.search("<w:(fldSimple|object|altChunk)", part) for part in parts)
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert links == {"https://e.org/?a=1&b=%22"}


@pytest.mark.parametrize(
    "exporter", [BriefingHTMLExporter, BriefingPDFExporter, BriefingDOCXExporter]
)
def test_what_cannot_be_printed_is_left_out_of_every_format(exporter: Any) -> None:
    content = export(exporter, UNPRINTABLE)
    if exporter is BriefingDOCXExporter:
        document = docx.Document(io.BytesIO(content))
        content = "".join(text.text or "" for text in document.element.iter(qn("w:t")))
    if exporter is BriefingPDFExporter:
        content = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert "Đak rông gnôr" in content
    assert not set(content) & (set(UNPRINTABLE) - set("Đakrông gnôr"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " =", "\r@", "＝"])
def test_a_cell_of_a_table_of_text_is_no_formula(sign: str) -> None:
    assert str(csv_text(f'{sign}HYPERLINK("x")')).startswith("'")


def test_numbers_and_names_in_a_table_of_text_stay_as_they_are() -> None:
    assert [csv_text(cell) for cell in (-1.5, 3, "Đakrông", "2022-2026")] == [
        -1.5,
        3,
        "Đakrông",
        "2022-2026",
    ]
