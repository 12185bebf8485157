"""A received file as sheets of values, whatever the file does: read by a watched child process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from analysis.intake.numerals import CellValue
from analysis.intake.reading import MOST_MEMORY_BYTES, MOST_PROCESSOR_SECONDS
from analysis.intake.remark import Remark, note, refused

MOST_SECONDS = 60.0
"""Wall clock: a busy machine gives a child its seconds of the processor later."""
_PAUSE_SECONDS = 0.01
_LONGEST_END = 200
_ENDED_BY = {-signal.SIGABRT: "file_memory"}
if sys.platform != "win32":
    _ENDED_BY |= {-signal.SIGXCPU: "file_slow", -signal.SIGKILL: "file_slow"}
"""Why the system ends a reader: an allocation beyond its memory, or its seconds used up."""

Row = tuple[CellValue, ...]


@dataclass(frozen=True)
class Sheet:
    """Rows of one sheet by their number, which starts at 1; empty rows are not among them."""

    name: str
    rows: dict[int, Row]


@dataclass(frozen=True)
class Book:
    """What could be read of a file: no sheet at all where it was refused."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...]


def read_book(path: Path) -> Book:
    """Sheets of a file, or the reason why there are none; never an exception."""
    if not path.is_file():
        return Book((), (refused("file_missing"),))
    with tempfile.TemporaryFile() as output:
        reason = _run(path, output) or _refusal(output)
        output.seek(0)
        return Book((), (refused(reason),)) if reason else _book(output)


def _run(path: Path, output: IO[bytes]) -> str:
    """Run the reader; why it was stopped or broke down, or nothing."""
    command = [sys.executable, "-m", "analysis.intake.reading", str(path.resolve())]
    child = subprocess.Popen(  # noqa: S603 (a list of our own words and one path, no shell)
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL
    )
    try:
        reason = _watch(child)
    finally:
        child.kill()
        child.wait()
    ended = "" if child.returncode == 0 else _ENDED_BY.get(child.returncode, "file_broken")
    return reason or ended


def _refusal(output: IO[bytes]) -> str:
    """Why the reader refused the file: its last line, looked at before the rows are held."""
    size = output.seek(0, 2)
    output.seek(max(size - _LONGEST_END, 0))
    last = output.read().splitlines()[-1:]
    end = json.loads(last[0]) if last else {"refused": "file_broken"}
    return str(end.get("refused", ""))


def _watch(child: subprocess.Popen[bytes]) -> str:
    process = psutil.Process(child.pid)
    begun = process.create_time()
    while True:
        try:
            child.wait(_PAUSE_SECONDS)
        except subprocess.TimeoutExpired:
            reason = _excess(process, begun)
            if reason:
                return reason
        else:
            return ""


def _excess(process: psutil.Process, begun: float) -> str:
    """Which limit the child is beyond."""
    try:
        memory, used = process.memory_info().rss, process.cpu_times()
    except psutil.Error:
        return ""
    if memory > MOST_MEMORY_BYTES:
        return "file_memory"
    is_late = used.user + used.system > MOST_PROCESSOR_SECONDS or time.time() - begun > MOST_SECONDS
    return "file_slow" if is_late else ""


def _book(output: IO[bytes]) -> Book:
    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    seen: dict[CellValue, CellValue] = {}
    for text in output:
        line = json.loads(text)
        if "rows" in line:
            for number, cells in line["rows"]:
                sheets[-1].rows[number] = tuple([seen.setdefault(cell, cell) for cell in cells])
        elif "sheet" in line:
            sheets.append(Sheet(line["sheet"], {}))
        elif "notice" in line:
            remarks.append(note(line["notice"]))
    return Book(tuple(sheets), tuple(remarks))
