"""What a person gets who exports with Jupyter's own commands."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_export_names, get_exporter
from nbformat import v4

from analysis.display.components import heading


def write_notebook(path: Path, *, executed: bool) -> None:
    output = v4.new_output("display_data", data=heading("Đakrông", 1)._repr_mimebundle_())
    cell = v4.new_code_cell("show()", outputs=[output], execution_count=1 if executed else None)
    nbformat.write(v4.new_notebook(cells=[cell]), path)


def nbconvert(folder: Path, form: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbconvert", "--to", form, "out.ipynb"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    ("form", "file_name", "begins"),
    [
        ("briefing_html", "out.html", b"<!DOCTYPE html>"),
        ("briefing_pdf", "out.pdf", b"%PDF-1.7"),
        ("briefing_docx", "out.docx", b"PK"),
    ],
)
def test_nbconvert_writes_the_briefing(
    tmp_path: Path, form: str, file_name: str, begins: bytes
) -> None:
    write_notebook(tmp_path / "out.ipynb", executed=True)
    done = nbconvert(tmp_path, form)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / file_name).read_bytes().startswith(begins)


def test_nbconvert_refuses_a_notebook_that_was_not_run(tmp_path: Path) -> None:
    write_notebook(tmp_path / "out.ipynb", executed=False)
    done = nbconvert(tmp_path, "briefing_pdf")
    assert done.returncode == 1
    assert "ô thứ 1 chưa được chạy" in done.stderr.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["out.ipynb"]


def test_jupyterlab_offers_every_form() -> None:
    names = ["briefing_html", "briefing_pdf", "briefing_docx"]
    assert set(names) <= set(get_export_names())
    labels = [get_exporter(name).export_from_notebook for name in names]
    assert labels == ["Briefing (HTML)", "Briefing (PDF)", "Briefing (Word)"]
