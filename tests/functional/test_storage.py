"""Data and outputs at URLs: of a disk, and of a server that speaks S3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import ParameterError
from analysis.remote import RemoteFolder, pulled
from analysis.run.verification import find_damage

fsspec = pytest.importorskip("fsspec", reason="extra `storage` not installed")
pytest.importorskip("s3fs", reason="extra `storage` not installed")

WORKBOOK = Path(sys.executable).with_name("workbook")
PARAMETERS = """dataset: str = "published"
unit: str = "467"
as_of: str = ""
data_directory: str = ""
language: str = "vi"
"""
PAGE = """from analysis.data import load_dataset
load_dataset(dataset, as_of=as_of, directory=data_directory).figures("poor_households", unit)"""


@pytest.fixture(params=["file", "s3"])
def base(request: pytest.FixtureRequest, s3: dict[str, str], tmp_path: Path) -> str:
    """URL below which data lie and reports go."""
    if request.param == "file":
        url = (tmp_path / "store").as_uri()
    else:
        url = f"s3://bucket-{os.getpid()}"
        fsspec.filesystem("s3").makedirs(url, exist_ok=True)
    store, root = fsspec.core.url_to_fs(url)
    store.put(f"{DEFAULT_DIRECTORY}/", f"{root}/data/", recursive=True)
    return url


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """A notebook that reads a figure, so that the test takes its time for the stores."""
    parameters = nbformat.v4.new_code_cell(PARAMETERS)
    parameters.metadata.tags = ["parameters"]
    notebook = nbformat.v4.new_notebook(
        cells=[parameters, nbformat.v4.new_code_cell(PAGE)],
        metadata={"quang_tri_2030": {"scope": "unit"}},
    )
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "briefing.ipynb")
    return tmp_path / "notebooks"


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    grid = ["--notebooks", "briefing", "--units", "461,467"]
    command = [str(WORKBOOK), "run", *grid, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, timeout=600
    )


def test_data_and_reports_at_urls(
    base: str, s3: dict[str, str], notebooks: Path, tmp_path: Path
) -> None:
    places = ["--notebook-directory", str(notebooks)]
    places += ["--data", f"{base}/data", "--output", f"{base}/reports"]
    done = run(s3, *places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{base}/reports/index.html" in done.stdout
    store, root = fsspec.core.url_to_fs(f"{base}/reports")
    store.invalidate_cache()
    edition = store.cat_file(f"{root}/published/latest").decode().strip()
    assert not store.exists(f"{root}/.lock")

    copy = tmp_path / "seen"
    RemoteFolder(f"{base}/reports").pull(copy)
    assert find_damage(copy / "published" / edition) == {}
    assert len(list((copy / "published" / edition).glob("*.pdf"))) == 2

    elsewhere = {**s3, "XDG_CACHE_HOME": str(tmp_path / "other machine")}
    again = run(elsewhere, *places)
    assert "lập mới 0, dùng lại 2, lỗi 0" in again.stdout, again.stdout + again.stderr

    store.pipe_file(f"{root}/.lock", json.dumps({"owner": "x", "renewed": 4e9}).encode())
    locked = run(s3, *places)
    assert locked.returncode == 4
    assert len(locked.stderr.splitlines()) == 1

    verify = [str(WORKBOOK), "verify", f"{base}/reports/published/{edition}"]
    checked = subprocess.run(verify, capture_output=True, text=True, check=False, env=s3)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_address_without_a_store_is_one_sentence(s3: dict[str, str]) -> None:
    for place in ("s3://no-such-bucket/data", "nothing://x/data"):
        with pytest.raises(ParameterError, match=place):
            pulled(place)
