"""Notebooks that take a moment, so that a run can be disturbed while it works."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

PARAMETERS = """dataset: str = "published"
unit: str = "467"
as_of: str = ""
language: str = "vi"
pause: float = 0.0
"""

REPORT = """import time
from analysis.display.components import masthead
time.sleep(pause)
masthead(unit)"""


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    parameters = nbformat.v4.new_code_cell(PARAMETERS)
    parameters.metadata.tags = ["parameters"]
    notebook = nbformat.v4.new_notebook(
        cells=[parameters, nbformat.v4.new_code_cell(REPORT)],
        metadata={"quang_tri_2030": {"scope": "unit"}},
    )
    nbformat.write(notebook, folder / "briefing.ipynb")
    return folder
