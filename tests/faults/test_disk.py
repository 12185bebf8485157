"""A real disk that is full or closed for writing, mounted for the test alone."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNSHARE = ["unshare", "--mount", "--map-root-user"]


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = [*UNSHARE, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a disk")


def run_on_disk(options: str, notebooks: Path, disk: Path) -> subprocess.CompletedProcess[str]:
    disk.mkdir()
    workbook = Path(sys.executable).with_name("workbook")
    command = [workbook, "run", "--notebooks", "briefing", "--units", "461,467"]
    places = ["--notebook-directory", notebooks, "--output", disk]
    script = f"mount -t tmpfs -o {options} tmpfs {disk} && exec "
    script += shlex.join(map(str, [*command, *places]))
    return subprocess.run(
        [*UNSHARE, "sh", "-c", script], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("size=60k", "Ổ đĩa đã đầy"),
        ("size=200k", "Ổ đĩa đã đầy"),
        ("ro", "Không có quyền ghi"),
    ],
    ids=["full at once", "full on the way", "closed for writing"],
)
def test_disk_that_takes_nothing_is_one_sentence(
    notebooks: Path, tmp_path: Path, options: str, words: str
) -> None:
    result = run_on_disk(options, notebooks, tmp_path / "disk")
    assert result.returncode == 4
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Đợt báo cáo" not in result.stdout
