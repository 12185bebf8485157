"""Sends editions to a store on a disk and kills each push at another step; prints what it found.

A program of its own, with one thread, so that it can fork. Arguments: a folder, steps from one
kill to the next. A step is the opening, renaming or removing of a file, or a half of a copy.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path

from analysis.remote import PARTIAL
from analysis.run.destination import Destination
from analysis.run.manifest import CHECKSUMS, MANIFEST, checksums
from analysis.run.pointer import LATEST, read_pointer
from analysis.run.verification import is_intact

REPORTS = 3
LINES = 200
STEPS = ("open", "os.mkdir", "os.remove", "os.rename")


def write_edition(folder: Path, version: int) -> str:
    """An edition, the pointer and the index, as a run leaves them; the one before stays."""
    name, dataset = f"2025-01-31_{version:08}", folder / "published"
    pages = [f"r{number}.{ending}" for number in range(REPORTS) for ending in ("html", "pdf")]
    files = {page: f"{name} {page}\n".encode() * LINES for page in pages}
    files[MANIFEST] = json.dumps({"edition": name}).encode()
    (dataset / name).mkdir(parents=True)
    for file, content in files.items():
        (dataset / name / file).write_bytes(content)
    hashes = {file: sha256(content).hexdigest() for file, content in files.items()}
    (dataset / name / CHECKSUMS).write_bytes(checksums(hashes))
    (dataset / LATEST).write_text(f"{name}\n", encoding="utf-8")
    shutil.rmtree(dataset / f"2025-01-31_{version - 2:08}", ignore_errors=True)
    links = [path.relative_to(folder) for path in sorted(dataset.glob("*/*"))]
    page = "\n".join(f'<a href="{link.as_posix()}">' for link in links)
    (folder / "index.html").write_text(f"{page}</html>", encoding="utf-8")
    return name


def killed_at(step: int, folder: Path, work: Callable[[], None]) -> bool:
    """Do some work on files below a folder in a child; whether it was killed at that step."""
    child = os.fork()
    if child == 0:
        _kill_at(step, folder)
        work()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        sys.exit("a push failed by itself")
    return status != 0


def _kill_at(step: int, folder: Path) -> None:
    steps = count()

    def advance() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            advance()

    def copy_in_halves(source: str, target: str) -> None:
        content = Path(source).read_bytes()
        with Path(target).open("wb", buffering=0) as file:
            for part in (content[: len(content) // 2], content[len(content) // 2 :]):
                advance()
                file.write(part)

    sys.addaudithook(heard)
    shutil.copyfile = copy_in_halves  # type: ignore[assignment]


def content_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def is_whole_index(store: Path) -> bool:
    page = (store / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]*)"', page)
    return page.endswith("</html>") and all((store / link).is_file() for link in links)


def has_cut_file(sent: dict[str, bytes], wanted: dict[str, bytes]) -> bool:
    names = {name: name.removesuffix(PARTIAL) for name in sent}
    return any(
        0 < len(sent[name]) < len(wanted[whole]) for name, whole in names.items() if whole in wanted
    )


def main(base: Path, stride: int) -> None:
    folder, store = base / "copy", base / "store"
    place = Destination(folder, store.as_uri())
    last, is_killed = write_edition(folder, 0), True
    place.deliver()
    found: Counter[str] = Counter()
    while is_killed:
        found["pushes"] += 1
        new = write_edition(folder, found["pushes"])
        is_killed = killed_at(stride * found["pushes"], base, place.deliver)
        seen = str(read_pointer(store / "published", LATEST))
        found["killed"] += is_killed
        found["old edition"] += seen == last
        found["new edition"] += seen == new
        found["damaged"] += not is_intact(store / "published" / seen)
        found["broken index"] += not is_whole_index(store)
        wanted = content_of(folder)
        found["cut within a file"] += has_cut_file(content_of(store), wanted)
        place.deliver()
        found["completed"] += content_of(store) == wanted
        last = new
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
