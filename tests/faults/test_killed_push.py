"""Killed at any step of sending, a push leaves the last edition whole, and the next one ends it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fsspec", reason="extra `storage` not installed")
STRIDE = 3
LEAST_KILLS = 25
PROGRAM = Path(__file__).with_name("push_and_kill.py")


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_kills_while_sending_never_damage_what_readers_find(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, PROGRAM, tmp_path, str(STRIDE)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["killed"] >= LEAST_KILLS
    assert found["damaged"] == found["broken index"] == 0
    assert found["old edition"] > 0
    assert found["new edition"] > 0
    assert found["old edition"] + found["new edition"] == found["pushes"]
    assert found["cut within a file"] > 0
    assert found["completed"] == found["pushes"]
