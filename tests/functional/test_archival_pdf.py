"""What PDF/A-3a and PDF/UA-1 ask of the real reports, as far as a reader of PDF can check it.

No validator is among the packages a test may install; each check names the clause it stands for
(ISO 19005-3 for the archive, ISO 14289-1 for screen readers).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

LARGEST_BYTES = 300_000
LARGEST_PAGE_BYTES = 400_000
REPORTS = [
    "briefing_467_*",
    "briefing_471_*",
    "synthesis_45_*",
    "plan_tracker_*",
    "submissions_*",
    "data_quality_*",
    "track_record_*",
]
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ImportData", "/ResetForm"}
ARTIFACT_FREE = {"/Figure", "/Formula"}


@pytest.fixture(scope="module", params=REPORTS)
def pdf(request: pytest.FixtureRequest, reports: Path) -> Path:
    (path,) = reports.rglob(f"{request.param}.pdf")
    return path


@pytest.fixture(scope="module")
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


def objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of a file, once."""
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if found is not None:
            yield found


def elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every structure element, in reading order."""

    def walk(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object()
        for child in node if isinstance(node, list) else [node]:
            found = child.get_object()
            if isinstance(found, DictionaryObject):
                if "/S" in found:
                    yield found
                if "/K" in found:
                    yield from walk(found["/K"])

    return walk(reader.root_object["/StructTreeRoot"])


def test_nothing_is_locked_or_runs(reader: PdfReader, pdf: Path) -> None:
    """ISO 19005-3, 6.1.3 (no encryption), 6.5.1 (no actions that do something), 6.8 (no forms)."""
    assert not reader.is_encrypted
    assert b"/Encrypt" not in pdf.read_bytes()
    assert "/AcroForm" not in reader.root_object
    assert "/OpenAction" not in reader.root_object
    assert "/JavaScript" not in reader.root_object.get("/Names", {})
    found = {o.get("/S") for o in objects(reader) if isinstance(o, DictionaryObject)}
    assert not found & FORBIDDEN_ACTIONS
    filters = {str(o.get("/Filter")) for o in objects(reader) if isinstance(o, StreamObject)}
    assert not any("LZW" in name or "Crypt" in name for name in filters)


def test_every_font_is_embedded_and_maps_to_letters(reader: PdfReader) -> None:
    """ISO 19005-3, 6.2.11.4 (embedded) and 6.2.11.7 (mapped to Unicode)."""
    fonts = [o for o in objects(reader) if isinstance(o, dict) and o.get("/Type") == "/Font"]
    composite = [font for font in fonts if font["/Subtype"] == "/Type0"]
    descriptors = [f["/FontDescriptor"].get_object() for f in fonts if "/FontDescriptor" in f]
    assert composite
    assert all("/ToUnicode" in font for font in composite)
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in descriptors)


def test_every_tag_has_what_a_screen_reader_needs(reader: PdfReader) -> None:
    """ISO 14289-1, 7.1 (language, title), 7.3 (alternatives), 7.4 (headings), 7.5 (tables)."""
    tags = list(elements(reader))
    figures = [tag for tag in tags if tag["/S"] in ARTIFACT_FREE]
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    levels = [int(tag["/S"][2:]) for tag in tags if str(tag["/S"])[:2] == "/H" and tag["/S"][2:]]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert {"/Table", "/TR", "/TH", "/TD"} <= {tag["/S"] for tag in tags}
    heads = [tag for tag in tags if tag["/S"] == "/TH"]
    assert all("/A" in head for head in heads)
    assert reader.root_object["/Lang"] == "vi"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title


def test_every_page_keeps_the_order_of_its_tags(reader: PdfReader) -> None:
    """ISO 14289-1, 7.1: content is tagged or an artefact, and tabbing follows the structure."""
    for page in reader.pages:
        assert "/StructParents" in page
        assert page.get("/Tabs", "/S") == "/S"
        content = page.get_contents()
        assert content is not None
        assert b"BDC" in content.get_data()


def test_a_report_carries_its_figures_and_its_provenance(reader: PdfReader) -> None:
    """ISO 19005-3, 6.8: attached files state what they are to the document."""
    figures = list(csv.DictReader(io.StringIO(reader.attachments["figures.csv"][0].decode())))
    provenance = json.loads(reader.attachments["provenance.json"][0])
    assert provenance["inputs"]
    assert all(json.loads(question) for question in provenance["inputs"])
    assert all(bytes.fromhex(answer) for answer in provenance["inputs"].values())
    assert {row["unit"] for row in figures} >= {provenance["unit"]} - {"471"}
    related = [each.get_object()["/AFRelationship"] for each in reader.root_object["/AF"]]
    assert set(related) <= {"/Data", "/Source", "/Supplement"}


def test_it_can_be_found_in_by_its_bookmarks(reader: PdfReader) -> None:
    assert reader.outline


def test_files_are_small(pdf: Path) -> None:
    assert pdf.stat().st_size < LARGEST_BYTES
    assert pdf.with_suffix(".html").stat().st_size < LARGEST_PAGE_BYTES
