"""Cells of a received file, read in a process of its own: ``python -m analysis.intake.reading``.

A file from outside may be broken on purpose, so this process is small, is given little memory and
time, and only ever prints values: formulas are not calculated, macros not run, links not followed.
One JSON line a row goes to standard output; the last one says that the file is whole, or why not.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MOST_FILE_BYTES = 30_000_000
MOST_UNPACKED_BYTES = 250_000_000
LARGE_PART_BYTES, MOST_UNPACKED_TIMES = 10_000_000, 200
"""A large part that was packed to less than this share holds nothing but repetition."""

MOST_MEMORY_BYTES = 300_000_000
MOST_PROCESSOR_SECONDS = 5
MOST_AREA = 4_000_000
"""Cells of the rectangles that hold the values, empty ones among them."""

MOST_CELLS = 2_000_000
MOST_CHARACTERS = 60_000_000
MOST_COLUMNS = 1_000
"""Cells of one row: no form is as wide, and each of them might be a heading."""

MOST_SHEETS = 50
LONGEST_TEXT = 500
"""Characters of a cell that are kept: what is longer is no heading, name or number."""

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"Rar!", b"7z", b"\x1f\x8b", b"<")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = {"vbaProject.bin": "macro", "externalLinks/": "external_links"}
_READ_PARTS = re.compile(
    r"xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml|content\.xml"
)
_CHUNK_BYTES = 1 << 20
_BATCH_ROWS, _WIDE_ROW = 500, 100
_UNSEEN = dict.fromkeys([0, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks without a width or that turn the direction of reading: no name or number has them."""


class RefusedError(Exception):
    """The file is refused; the argument is the rule that says why."""


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    """Yield sheets and rows of a file: ``{"sheet": name}``, then ``{"rows": [[n, cells], ...]}``.

    Raises
    ------
    RefusedError
        If the file cannot be read.
    """
    size = path.stat().st_size
    if not size:
        raise RefusedError("file_empty")
    if size > MOST_FILE_BYTES:
        raise RefusedError("file_large")
    data = path.read_bytes()
    if data.startswith((_ZIP, _OLE)):
        yield from _read_workbook(data)
    elif data.lstrip().startswith(_OTHER_KINDS):
        raise RefusedError("file_kind")
    else:
        yield from _read_text(data)


def _read_workbook(data: bytes) -> Iterator[dict[str, Any]]:
    if data.startswith(_ZIP):
        yield from _notices(data)
    elif _ENCRYPTED in data:
        raise RefusedError("file_password")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise RefusedError("file_password") from error
    names = workbook.sheet_names
    if len(names) > MOST_SHEETS:
        raise RefusedError("file_large")
    area = 0
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        area += sheet.total_height * sheet.total_width
        if area > MOST_AREA:
            raise RefusedError("file_large")
        yield {"sheet": name}
        yield from _rows(sheet.iter_rows())


def _rows(rows: Iterable[list[Any]]) -> Iterator[dict[str, Any]]:
    """Rows with a value in them and their numbers, many at a time."""
    batch: list[tuple[int, list[Any]]] = []
    for number, row in enumerate(rows, 1):
        cells = [v if type(v) is int or type(v) is float else _plain(v) for v in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            batch.append((number, cells))
        if len(batch) == _BATCH_ROWS or len(cells) > _WIDE_ROW:
            yield {"rows": batch}
            batch = []
    if batch:
        yield {"rows": batch}


def _plain(value: Any) -> str | int | float | None:
    """Value as JSON has it; a day or a truth value is a text, hence never a figure."""
    if not isinstance(value, str):
        return str(value)
    if len(value) > LONGEST_TEXT or not value.isascii():
        value = value[:LONGEST_TEXT].translate(_UNSEEN)
    return value or None


def _notices(data: bytes) -> Iterator[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES or any(
            entry.file_size > max(LARGE_PART_BYTES, MOST_UNPACKED_TIMES * entry.compress_size)
            for entry in entries
        ):
            raise RefusedError("file_bomb")
        names = "\n".join(entry.filename for entry in entries)
        if "EncryptedPackage" in names or any(entry.flag_bits & 1 for entry in entries):
            raise RefusedError("file_password")
        if "manifest:encryption-data" in _manifest(archive):
            raise RefusedError("file_password")
        for entry in entries:
            if _READ_PARTS.fullmatch(entry.filename):
                _check_xml(archive, entry)
    for part, notice in _PARTS.items():
        if part in names:
            yield {"notice": notice}


def _check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse what is no well-formed XML, lest half of it be read; no spreadsheet has a DOCTYPE."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("file_broken")


def _manifest(archive: zipfile.ZipFile) -> str:
    if "META-INF/manifest.xml" not in archive.namelist():
        return ""
    with archive.open("META-INF/manifest.xml") as stream:
        return stream.read(1_000_000).decode("utf-8", "replace")


def _read_text(data: bytes) -> Iterator[dict[str, Any]]:
    text = _decode(data)
    if "\x00" in text or (text.count("\ufffd") > len(text) / 20):
        raise RefusedError("file_kind")
    head = text[:20_000]
    delimiter = max(";\t,", key=head.count)
    yield {"sheet": "CSV"}
    csv.field_size_limit(1_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield from _rows([cell.strip() for cell in row] for row in rows)


def _decode(data: bytes) -> str:
    """Text by its mark of order, else UTF-8, else letter by letter (for TCVN3 and VNI fonts)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def printed(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Lines as JSON, up to as much as a form may hold.

    Raises
    ------
    RefusedError
        If there is more.
    """
    cells = characters = 0
    for line in lines:
        widths = [len(row) for _, row in line.get("rows", ())]
        cells += sum(widths)
        if cells > MOST_CELLS or max(widths, default=0) > MOST_COLUMNS:
            raise RefusedError("file_large")
        text = json.dumps(line, ensure_ascii=False)
        characters += len(text)
        if characters > MOST_CHARACTERS:
            raise RefusedError("file_large")
        yield text


def limit_itself() -> None:
    """Let the system hold this process to its memory and time; elsewhere its parent watches."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    seconds = MOST_PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str) -> None:
    """Print the file as JSON lines, the last of which says that it is whole or why not."""
    end: dict[str, Any] = {"end": True}
    try:
        for text in printed(read_file(Path(path))):
            sys.stdout.write(text + "\n")
    except RefusedError as error:
        end = {"refused": str(error)}
    except MemoryError:
        end = {"refused": "file_memory"}
    except (
        *(CalamineError, zipfile.BadZipFile, expat.ExpatError, zlib.error, csv.Error),
        *(OSError, ValueError, NotImplementedError),
    ):
        end = {"refused": "file_broken"}
    sys.stdout.write(json.dumps(end) + "\n")


if __name__ == "__main__":
    limit_itself()
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    main(sys.argv[1])
