"""A page is the same bytes on a machine that has no fonts of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from matplotlib import font_manager
if sys.argv[1] == "bare":
    font_manager.fontManager.ttflist = []
    font_manager.fontManager.afmlist = []
    font_manager.findSystemFonts = lambda *_, **__: []
import nbformat
from analysis.data import load_dataset
from analysis.display import Report, fan_chart, outlooks
from analysis.export import BriefingHTMLExporter, BriefingPDFExporter
dataset = load_dataset()
chart = fan_chart(Report(dataset, "45"), outlooks(dataset, "poverty")[0])
output = nbformat.v4.new_output("display_data", chart._repr_mimebundle_())
cell = nbformat.v4.new_code_cell("1", outputs=[output], execution_count=1, id="one")
notebook = nbformat.v4.new_notebook(cells=[cell])
for exporter in (BriefingHTMLExporter, BriefingPDFExporter):
    content, _ = exporter().from_notebook_node(notebook)
    content = content.encode() if isinstance(content, str) else content
    sys.stdout.buffer.write(content)
"""


def page(machine: str, folder: Path) -> bytes:
    folder.mkdir()
    (folder / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    bare = {"HOME": str(folder), "MPLCONFIGDIR": str(folder), "PATH": ""}
    bare |= {"FONTCONFIG_FILE": str(folder / "fonts.conf")} if machine == "bare" else {}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, machine], capture_output=True, check=True, env=bare
    )
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="an empty environment starts no Python there")
def test_system_fonts_change_no_byte(tmp_path: Path) -> None:
    with_fonts, without = (page(name, tmp_path / name) for name in ("common", "bare"))
    assert b"%PDF" in without
    assert without == with_fonts
