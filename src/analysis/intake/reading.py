"""Cells of a received file, read in a process of its own: ``python -m analysis.intake.reading``.

A file from outside may be broken on purpose, so this process is small, is given little memory and
time by `analysis.intake.isolation`, and only ever prints values: formulas are not calculated,
macros not run, links not followed. One JSON line a row goes to standard output.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MOST_FILE_BYTES = 30_000_000
MOST_UNPACKED_BYTES = 250_000_000
MOST_CELLS = 4_000_000
MOST_SHEETS = 50
LONGEST_TEXT = 500
"""Characters of a cell that are kept: what is longer is no heading, name or number."""

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = {"vbaProject.bin": "macro", "externalLinks/": "external_links"}


class RefusedError(Exception):
    """The file is refused; the argument is the rule that says why."""


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    """Yield sheets and rows of a file: ``{"sheet": name}``, then ``{"row": n, "cells": [...]}``.

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
    elif data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"Rar!", b"7z", b"\x1f\x8b")):
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
    cells = 0
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise RefusedError("file_large")
        yield {"sheet": name}
        for number, row in enumerate(sheet.iter_rows(), 1):
            yield from _row(number, row)


def _row(number: int, row: list[Any]) -> Iterator[dict[str, Any]]:
    cells = [_plain(value) for value in row]
    while cells and cells[-1] is None:
        cells.pop()
    if cells:
        yield {"row": number, "cells": cells}


def _plain(value: Any) -> str | int | float | None:
    """Value as JSON has it; a day or a truth value is a text, hence never a figure."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, str):
        return value[:LONGEST_TEXT].replace("\x00", "") or None
    return value


def _notices(data: bytes) -> Iterator[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise RefusedError("file_bomb")
        names = "\n".join(entry.filename for entry in entries)
        if "EncryptedPackage" in names or any(entry.flag_bits & 1 for entry in entries):
            raise RefusedError("file_password")
        if "manifest:encryption-data" in _manifest(archive):
            raise RefusedError("file_password")
    for part, notice in _PARTS.items():
        if part in names:
            yield {"notice": notice}


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
    cells = 0
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        cells += len(row)
        if cells > MOST_CELLS:
            raise RefusedError("file_large")
        yield from _row(number, [cell.strip() for cell in row])


def _decode(data: bytes) -> str:
    """Text by its mark of order, else UTF-8, else letter by letter (for TCVN3 and VNI fonts)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def main(path: str) -> None:
    """Print the file as JSON lines, the last of which says that it is whole or why not."""
    end: dict[str, Any] = {"end": True}
    try:
        for line in read_file(Path(path)):
            sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    except RefusedError as error:
        end = {"refused": str(error)}
    except (CalamineError, zipfile.BadZipFile, csv.Error, OSError, ValueError, NotImplementedError):
        end = {"refused": "file_broken"}
    sys.stdout.write(json.dumps(end) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
