"""One sheet as departments lay it out, in every kind of file and of letters they send it in."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.intake.intake import Known, Outcome, examine, read_known
from analysis.intake.legacy import TABLES, from_tcvn3, from_vni
from analysis.intake.remark import Severity
from analysis.intake.submission import Asked

FORMS = Path(__file__).parents[2] / "assets/forms"
"""Made with LibreOffice from one sheet: merged and repeated headings, sums, notes, signatures."""

UNITS = ("19555-2025", "19564-2025", "19567-2025", "19588-2025", "19594-2025")
Rewrite = Callable[[str], str]


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known(DataDirectory(DEFAULT_DIRECTORY))


def check_sheet(outcome: Outcome) -> None:
    """The five communes of Đakrông, a block and a total, and nothing wrong with them."""
    said = [r.text("vi") for r in outcome.remarks if r.severity > Severity.NOTE]
    assert said == []
    frame = outcome.submission.tables[0].rows.frame
    assert outcome.submission.unit is not None
    assert (outcome.submission.unit.code, outcome.submission.year) == ("467", 2026)
    assert list(frame["role"]) == ["rural", *["unit"] * 5, "total"]
    assert tuple(frame.loc[frame["role"] == "unit", "subject"]) == UNITS
    assert list(frame["households"]) == [5234, 1234, 1000, 1000, 1000, 1000, 5234]
    assert list(frame["end_rate"].round(2)) == [9.55, 8.1, 10, 10, 10, 10, 9.55]


@pytest.mark.parametrize("name", ["form.xls", "form.ods", "form_tcvn3.xls", "form_vni.xls"])
def test_every_kind_of_file_reads_the_same(known: Known, name: str) -> None:
    check_sheet(examine(FORMS / name, Asked(), known))


def lines() -> list[list[str]]:
    """Cells of the sheet as texts."""
    book = load_workbook(FORMS / "form.xlsx")
    rows = book.worksheets[0].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def letters_of_tcvn3(text: str) -> str:
    """Text as a TCVN3 font stores it; capitals with a tone have the codes of small letters."""
    table = tomllib.loads(TABLES.read_text(encoding="utf-8"))["tcvn3"]
    codes = dict(zip(table["letters"], table["codes"], strict=True))
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


def letters_of_vni(text: str) -> str:
    """Text as a VNI font stores it."""
    table = tomllib.loads(TABLES.read_text(encoding="utf-8"))["vni"]
    codes = dict(zip(table["letters"], table["codes"], strict=True))
    codes |= {letter.upper(): code.upper() for letter, code in codes.items()}
    return "".join(codes.get(c, c) for c in text)


REWRITES: dict[str, tuple[Rewrite, str]] = {
    "composed": (lambda text: unicodedata.normalize("NFC", text), "utf-8"),
    "decomposed": (lambda text: unicodedata.normalize("NFD", text), "utf-8-sig"),
    "without diacritics": (lambda text: plain(text), "utf-8"),
    "utf-16": (str, "utf-16"),
    "tcvn3": (letters_of_tcvn3, "latin-1"),
    "vni": (letters_of_vni, "latin-1"),
}


def plain(text: str) -> str:
    """Text without diacritics, its punctuation kept."""
    apart = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@pytest.mark.parametrize(("rewrite", "encoding"), REWRITES.values(), ids=REWRITES)
def test_every_way_of_writing_reads_the_same(
    known: Known, tmp_path: Path, rewrite: Rewrite, encoding: str
) -> None:
    path = tmp_path / "form.csv"
    text = "\n".join(";".join(rewrite(cell) for cell in line) for line in lines())
    path.write_bytes(text.encode(encoding))

    check_sheet(examine(path, Asked(), known))


def changed(address: str, value: object, known: Known, folder: Path) -> Outcome:
    """The sheet with another value in one cell."""
    book = load_workbook(FORMS / "form.xlsx")
    book.worksheets[0][address] = value
    path = folder / "form.xlsx"
    book.save(path)
    return examine(path, Asked(), known)


@pytest.mark.parametrize(
    ("address", "value", "rule"),
    [
        ("D11", -110, "negative"),
        ("D11", "1.234,5", "not_whole"),
        ("D11", "khoảng 100", "not_a_number"),
        ("B11", "xã Mò Ó", "unit_former"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_once(
    known: Known, tmp_path: Path, address: str, value: object, rule: str
) -> None:
    outcome = changed(address, value, known, tmp_path)

    told = [r.rule for r in outcome.remarks if r.severity > Severity.NOTE]
    assert told == [rule]


@pytest.mark.parametrize("value", ["1.234", "1234", 1234, "1.234 hộ", "1234*", " 1234 "])
def test_numbers_are_read_as_people_type_them(known: Known, tmp_path: Path, value: object) -> None:
    check_sheet(changed("C11", value, known, tmp_path))


def test_words_of_the_legacy_letters_come_back() -> None:
    words = "Tổng số hộ dân cư, cận nghèo, Hướng Hóa, Đakrông, phường, quỹ, tuyển, giữa"

    assert from_tcvn3(letters_of_tcvn3(words)) == words
    assert from_vni(letters_of_vni(words)) == words
