"""Files made to break the intake: read rightly or refused, and the register stays as it was."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from analysis.data.files import DataDirectory
from analysis.intake.intake import Known, Outcome, examine, read_known
from analysis.intake.isolation import read_book
from analysis.intake.preparation import prepare
from analysis.intake.remark import Severity
from analysis.intake.submission import Asked
from analysis.intake.template import write_template

MUTANTS = 4
"""Mutated files of one run; benchmarks/intake.py tries thousands."""

Make = Callable[[bytes], bytes]
Attempt = Callable[[bytes], Outcome]


def sound_form(path: Path) -> bytes:
    """A form of made-up figures with nothing wrong in it."""
    write_template(prepare("", "poverty_review", "467", 2026, ""), path)
    book = load_workbook(path)
    for sheet in book.worksheets[:2]:
        for row in range(10, 15):
            for column, value in {3: 1000, 4: 110, 5: 50, 6: 20, 7: 4, 8: 6, 11: 40}.items():
                sheet.cell(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sound_form(tmp_path_factory.mktemp("form") / "form.xlsx")


@pytest.fixture(scope="module")
def directory(
    tmp_path_factory: pytest.TempPathFactory, copy_without_forms: Callable[[Path], Path]
) -> DataDirectory:
    return DataDirectory(copy_without_forms(tmp_path_factory.mktemp("register")))


@pytest.fixture(scope="module")
def known(directory: DataDirectory) -> Known:
    return read_known(directory)


@pytest.fixture
def attempt(directory: DataDirectory, known: Known, tmp_path: Path) -> Attempt:
    """Examine a file, and see that the register stays as it was."""

    def attempt(data: bytes) -> Outcome:
        path = tmp_path / "form.xlsx"
        path.write_bytes(data)
        before = snapshot(directory)
        outcome = examine(path, Asked(), known)
        assert snapshot(directory) == before
        assert all(len(remark.text("vi")) < 400 for remark in outcome.remarks)
        return outcome

    return attempt


def snapshot(directory: DataDirectory) -> dict[str, bytes]:
    files = directory.root.rglob("*")
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def edited(change: Callable[[Workbook], object]) -> Make:
    def make(form: bytes) -> bytes:
        book = load_workbook(io.BytesIO(form))
        change(book)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make


def cell(address: str, value: object) -> Make:
    def change(book: Workbook) -> None:
        book["Hộ nghèo"][address] = value

    return edited(change)


def repacked(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> Make:
    def make(form: bytes) -> bytes:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(form)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name)))
            for name, data in (extra or {}).items():
                new.writestr(name, data)
        return stream.getvalue()

    return make


def same(_: str, data: bytes) -> bytes:
    return data


def in_sheet(old: bytes, new: bytes) -> Make:
    return repacked(lambda n, d: d.replace(old, new, 1) if n.endswith("sheet1.xml") else d)


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda _: content.encode(encoding, "replace")


def swap_columns(book: Workbook) -> None:
    sheet = book["Hộ nghèo"]
    for row in range(10, 15):
        sheet.cell(row, 3).value, sheet.cell(row, 4).value = 110, 1000


def merge_everything(book: Workbook) -> None:
    sheet = book["Hộ nghèo"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.merge_cells("A1:M20")


def many_sheets(book: Workbook) -> None:
    for number in range(60):
        book.create_sheet(f"S{number}")


def far_cell(book: Workbook) -> None:
    book["Hộ nghèo"].cell(1_048_576, 16_384, 1)


def wrong_sheet(book: Workbook) -> None:
    for sheet in book.worksheets[:2]:
        book.remove(sheet)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(9)
)
HEADER = "TT;Đơn vị;Tổng số hộ;Đầu năm;Thoát;Tái nghèo;Phát sinh;Cuối năm\n"
ROW = "1;Hướng Hiệp;1.000;110;20;4;6;100\n"
TITLE = "Hộ nghèo\nNăm báo cáo: 2026\nĐơn vị báo cáo: 467\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REFUSED: dict[str, Make] = {
    "empty": lambda _: b"",
    "one byte": lambda _: b"P",
    "truncated half": lambda form: form[: len(form) // 2],
    "truncated end": lambda form: form[:-30],
    "head missing": lambda form: form[64:],
    "zip of nothing": lambda _: b"PK\x05\x06" + bytes(18),
    "zip signature alone": lambda _: b"PK\x03\x04",
    "zip bomb": repacked(same, {"xl/bomb.xml": bytes(12_000_000)}),
    "sheet bomb": in_sheet(b"<sheetData>", b"<sheetData>" + b"<row/>" * 2_000_000),
    "entity bomb": repacked(
        lambda n, d: ENTITIES + b"]><x>&j;</x>" if n.endswith("sheet1.xml") else d
    ),
    "broken xml": in_sheet(b"</row>", b"</roww>"),
    "workbook part gone": repacked(lambda n, d: b"" if n == "xl/workbook.xml" else d),
    "encrypted container": lambda _: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
    "old workbook of noise": lambda _: OLE + random.Random(1).randbytes(5000),
    "pdf": lambda _: b"%PDF-1.7\n",
    "picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "noise": lambda _: random.Random(2).randbytes(20_000),
    "zeros": lambda _: bytes(10_000),
    "too large": lambda _: b"a;b\n" * 8_000_000,
    "sixty sheets": edited(many_sheets),
    "last cell of the sheet": edited(far_cell),
    "wrong sheets": edited(wrong_sheet),
    "merged everything": edited(merge_everything),
    "text date": cell("C10", "12/03/2026"),
    "negative count": cell("C10", -1),
    "huge count": cell("C10", 1e300),
    "not a number": in_sheet(b"<v>1000</v>", b"<v>NaN</v>"),
    "infinite": in_sheet(b"<v>1000</v>", b"<v>INF</v>"),
    "truth value": cell("C10", True),
    "half a household": cell("C10", 0.5),
    "ambiguous thousands": cell("C10", "1,234"),
    "formula as text": cell("B10", "'=cmd|' /C calc'!A0"),
    "very long name": cell("B10", "x" * 30_000),
    "other year": cell("C4", 2031),
    "unknown unit": cell("C3", "999 – Huyện Không Có"),
    "unknown standard": cell("C5", "Chuẩn nghèo năm 3000"),
    "no heading": cell("B7", "…"),
    "heading twice": cell("M7", "Tổng số hộ dân cư"),
    "csv of quotes": text('"' * 5001),
    "csv of one line": text("a;" * 1_000_000),
    "csv with nulls": text(TITLE + HEADER + "\x00" * 50),
    "csv unknown unit": text(TITLE + HEADER + ROW.replace("Hướng Hiệp", "Hư??ng Hi?p")),
    "far cell of many columns": in_sheet(
        b"</sheetData>",
        b'<row r="1048000"><c r="ZZ1048000"><v>1</v></c></row></sheetData>',
    ),
    "html called xlsx": text("<html><table><tr><td>1</td></tr></table></html>"),
}
WRONG: dict[str, Make] = {
    "swapped columns": edited(swap_columns),
    "unit twice": cell("B11", "Xã Hướng Hiệp"),
}
READ: dict[str, Make] = {
    "as it is": lambda form: form,
    "macro": repacked(same, {"xl/vbaProject.bin": b"Sub Auto_Open()"}),
    "external link": repacked(same, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "formula injection in the notes": cell("M10", '=HYPERLINK("http://x.invalid";"x")'),
    "command in the notes": cell("M10", "=cmd|' /C calc'!A0"),
    "circular formula": cell("J10", "=J10+1"),
    "unknown style": in_sheet(b' s="1"', b' s="1"'),
    "a million empty rows": in_sheet(b"</sheetData>", b'<row r="1048576"/></sheetData>'),
    "rows without a cell": in_sheet(
        b"</sheetData>",
        b"".join(b'<row r="%d"/>' % n for n in range(40, 300_040)) + b"</sheetData>",
    ),
    "name with marks that turn the text": cell("B10", "Hướng\u202e Hiệp"),
    "trailing notes": cell("B30", "Ghi chú: số liệu sơ bộ"),
    "utf-8": text(TITLE + HEADER + ROW),
    "utf-8 with mark": text(TITLE + HEADER + ROW, "utf-8-sig"),
    "utf-16": text(TITLE + HEADER + ROW, "utf-16"),
    "commas": text((TITLE + HEADER + ROW).replace(";", ",").replace("1.000", "1000")),
    "repeated heading": text(TITLE + HEADER + ROW + HEADER + ROW.replace("Hướng Hiệp", "Ba Lòng")),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_is_refused(attempt: Attempt, form: bytes, make: Make) -> None:
    assert attempt(make(form)).severity is Severity.REFUSED


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_is_found_wrong(attempt: Attempt, form: bytes, make: Make) -> None:
    assert attempt(make(form)).severity is Severity.WRONG


@pytest.mark.parametrize("make", READ.values(), ids=READ)
def test_is_read_rightly(attempt: Attempt, form: bytes, make: Make) -> None:
    outcome = attempt(make(form))
    table = outcome.submission.tables[0]

    assert outcome.severity in (None, Severity.NOTE), [r.text("vi") for r in outcome.remarks]
    assert table.rows.frame["households"].iloc[0] == 1000
    assert table.rows.frame["end"].iloc[0] == 100


def mutate(form: bytes, seed: int) -> bytes:
    """Change, cut or repeat a few bytes of the file, or of one part inside it."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return _spoilt(form, chance)
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    chosen = chance.choice(names)
    return repacked(lambda name, data: _spoilt(data, chance) if name == chosen else data)(form)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(spoilt))
        piece = spoilt[start : start + chance.randint(1, 40)]
        spoilt[start : start + chance.randint(0, 40)] = chance.choice(
            [b"", bytes(piece * 3), chance.randbytes(len(piece)), b"<", b"&#0;", b"-9e999", b"\xff"]
        )
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(MUTANTS))
def test_mutated_form_never_breaks_the_reader(attempt: Attempt, form: bytes, seed: int) -> None:
    attempt(mutate(form, seed))


def test_folder_is_no_file(tmp_path: Path) -> None:
    assert read_book(tmp_path).remarks[0].rule == "file_missing"
