"""The intake under load: thousands of spoilt forms, and one form of 100,000 rows.

python benchmarks/intake.py --mutants 2000

Each mutant comes from a sound form and a seed, by the function that the tests try a few seeds of.
After each one the whole data directory is compared with what it was.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gates import word
from openpyxl import Workbook

from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.intake.intake import Known, examine, read_known
from analysis.intake.submission import Asked

ROWS = 100_000
MOST_SECONDS = 10.0
MOST_MEGABYTES = 300
TESTS = Path(__file__).parents[1] / "tests/faults/test_hostile_forms.py"
SPEC = importlib.util.spec_from_file_location("hostile_forms", TESTS)
assert SPEC is not None
assert SPEC.loader is not None
hostile = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hostile)


def attempt(form: bytes, seed: int, known: Known, directory: DataDirectory, folder: Path) -> str:
    """What became of one mutant; "broke" and "changed" must never come up."""
    path = folder / f"{seed}.xlsx"
    path.write_bytes(hostile.mutate(form, seed))
    before = hostile.snapshot(directory)
    try:
        severity = examine(path, Asked(), known).severity
    except Exception:  # noqa: BLE001 (what is looked for is any exception at all)
        print(f"seed {seed}", traceback.format_exc(), file=sys.stderr)
        return "broke"
    finally:
        path.unlink()
    if hostile.snapshot(directory) != before:
        return "changed"
    return "sound" if severity is None else severity.name.lower()


def fuzz(count: int, workers: int, folder: Path) -> Counter[str]:
    """Outcomes of so many mutants on a copy of the data."""
    directory = DataDirectory(folder / "data")
    shutil.copytree(DEFAULT_DIRECTORY, directory.root)
    known, form = read_known(directory), hostile.sound_form(folder / "form.xlsx")
    with ThreadPoolExecutor(workers) as pool:
        found = [pool.submit(attempt, form, s, known, directory, folder) for s in range(count)]
        return Counter(future.result() for future in found)


def lines(known: Known) -> Iterator[list[object]]:
    """A form of many rows: the communes of one district, again and again."""
    for line in hostile.TITLE.splitlines():
        yield [line]
    yield hostile.HEADER.strip().split(";")
    territory = known.context.territory
    names = [u.full_name_vi for u in territory.parts(territory.units["467"], dt.date(2026, 12, 31))]
    for number in range(ROWS):
        yield [number + 1, names[number % len(names)], 1000, 110, 20, 4, 6, 100]


def write_large(known: Known, path: Path) -> None:
    """The large form as a workbook or as CSV, by the name of the file."""
    if path.suffix == ".csv":
        text = "\n".join(";".join(map(str, line)) for line in lines(known))
        path.write_text(text, encoding="utf-8")
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hộ nghèo")
    for line in lines(known):
        sheet.append(line)
    book.save(path)


def call(path: Path) -> tuple[float, str]:
    """Seconds of the processor that the command takes on a form, and what it says.

    The command is a process of its own and the reader a child of it: both count.
    """
    program = f"from analysis.cli import main; main(['intake', {str(path)!r}])"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, found.stdout


def measure(known: Known, path: Path) -> bool:
    """Time and memory of the whole command on the large form, beside those on a small one."""
    write_large(known, path)
    small = path.with_name("small.xlsx")
    hostile.sound_form(small)
    least, _ = call(small)
    used, said = call(path)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    is_good = f"{ROWS} dòng" in said and used <= MOST_SECONDS and largest <= MOST_MEGABYTES
    print(
        f"{path.suffix}: {ROWS:,} rows, {used:.1f} s of the processor, of which a small form takes "
        f"{least:.1f} s, at most {largest:.0f} MB {word(is_good)}"
    )
    return is_good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = read_known(DataDirectory(DEFAULT_DIRECTORY))
        good = [measure(known, folder / f"large{kind}") for kind in (".csv", ".xlsx")]
        found = fuzz(asked.mutants, asked.workers, folder) if asked.mutants else Counter[str]()
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"largest process so far: {readers.ru_maxrss / 1024:.0f} MB")
    good.append(not found["broke"] and not found["changed"])
    print(f"{found.total():,} mutants: {dict(found.most_common())} {word(good[-1])}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
