"""A kill at any moment leaves the last edition whole, and the next run goes on from there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 50
PROGRAM = Path(__file__).with_name("publish_and_kill.py")


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_kills_at_random_moments_never_damage_an_edition(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, PROGRAM, tmp_path, str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["killed"] == KILLS
    assert found["damaged"] == found["damaged after"] == 0
    assert found["no index"] == found["left over"] == 0
    assert found["resumed"] == found["tries"]
    assert found["old edition"] > 0
    assert found["old edition"] + found["new edition"] == found["tries"]
