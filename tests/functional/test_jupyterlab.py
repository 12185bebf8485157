"""The export menu of a running JupyterLab, and the files it hands out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat import v4

from analysis.display.components import Card, heading, key_figures
from analysis.markup import MIME_DATA

TOKEN = "for-this-test-alone"  # noqa: S105
FORMS = {
    "briefing_html": "Briefing (HTML)",
    "briefing_pdf": "Briefing (PDF)",
    "briefing_docx": "Briefing (Word)",
}
PATIENCE_SECONDS = 1800
JOB_PATIENCE_SECONDS = 600


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of notebooks with one executed report."""
    folder = tmp_path_factory.mktemp("notebooks")
    shown = heading("Huyện Đakrông", 1) + key_figures([Card("Tỷ lệ hộ nghèo", "38,04%")])
    data = shown._repr_mimebundle_()
    report = {"title": "Huyện Đakrông", "language": "vi", "as_of": "2023-12-31", "draft": True}
    data[MIME_DATA] = {"report": report}
    output = v4.new_output("display_data", data=data)
    cell = v4.new_code_cell("secret_code()", outputs=[output], execution_count=1)
    nbformat.write(v4.new_notebook(cells=[cell]), folder / "report.ipynb")
    parameters = v4.new_code_cell('unit: str = "467"\nlanguage: str = "vi"\n')
    parameters.metadata.tags = ["parameters"]
    page = v4.new_code_cell("from analysis.display import heading\nheading(unit, 1)")
    job = v4.new_notebook(cells=[parameters, page])
    job.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(job, folder / "job.ipynb")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(folder: Path, home: Path) -> Iterator[str]:
    """Address of a JupyterLab server that listens on this machine alone."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    settings = [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    places = {"HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    process = subprocess.Popen(
        [*command, *settings],
        cwd=folder,
        env={**os.environ, **places},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield _address(home / "runtime", process)
    process.terminate()
    process.wait(timeout=30)


def _address(runtime: Path, process: subprocess.Popen[bytes]) -> str:
    """Address that the server writes down once it listens."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                address = str(json.loads(path.read_text(encoding="utf-8"))["url"])
                with urlopen(f"{address}api") as answer:  # noqa: S310
                    answer.read()
            except (ValueError, URLError):
                continue
            return address
        time.sleep(0.1)
    pytest.fail("the server did not start")


def get(server: str, path: str) -> bytes:
    with urlopen(f"{server}{path}?token={TOKEN}") as answer:  # noqa: S310
        return bytes(answer.read())


def test_the_menu_offers_every_form_under_its_name(server: str) -> None:
    offered = json.loads(get(server, "api/nbconvert"))
    for form in FORMS:
        assert offered[form]["output_mimetype"] == get_exporter(form).output_mimetype


@pytest.mark.parametrize("form", FORMS)
def test_the_server_hands_out_the_bytes_of_the_batch(server: str, folder: Path, form: str) -> None:
    batch, _ = get_exporter(form)().from_filename(str(folder / "report.ipynb"))
    wanted = batch.encode() if isinstance(batch, str) else batch
    assert get(server, f"nbconvert/{form}/report.ipynb") == wanted
    assert b"secret_code" not in wanted


def ask(server: str, path: str, content: dict[str, Any] | None = None) -> Any:
    """Ask the scheduler of the server, or hand it something."""
    request = Request(  # noqa: S310
        f"{server}scheduler/{path}",
        data=json.dumps(content).encode() if content else None,
        headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
    )
    with urlopen(request) as answer:  # noqa: S310
        return json.loads(answer.read())


def job(**parameters: str) -> dict[str, Any]:
    return {
        "name": "page",
        "input_uri": "job.ipynb",
        "runtime_environment_name": "workbook",
        "output_formats": ["html", "pdf"],
        "parameters": parameters,
    }


def test_a_notebook_job_is_built_by_the_engine_with_its_parameters(server: str, home: Path) -> None:
    (environment,) = ask(server, "runtime_environments")
    number = ask(server, "jobs", job(unit="464"))["job_id"]
    end = time.monotonic() + JOB_PATIENCE_SECONDS
    while (told := ask(server, f"jobs/{number}"))["status"] not in ("COMPLETED", "FAILED"):
        assert time.monotonic() < end, told
        time.sleep(0.5)

    assert {each["name"] for each in environment["output_formats"]} >= {"html", "pdf", "docx"}
    assert told["status"] == "COMPLETED", told
    (page,), (pdf,) = (list(home.rglob(f"{number}/job*.{form}")) for form in ("html", "pdf"))
    assert ">464</h1>" in page.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [({"unt": "464"}, "Gần nhất: unit"), ({"unit": "999"}, "999"), ({"language": "fr"}, "“fr”")],
)
def test_a_job_with_a_wrong_parameter_is_refused_when_it_is_asked_for(
    server: str, parameters: dict[str, str], sentence: str
) -> None:
    with pytest.raises(HTTPError) as refused:
        ask(server, "jobs", job(**parameters))

    assert sentence in json.loads(refused.value.read())["message"]


def test_the_menu_that_a_person_opens_has_the_names(server: str, browser: Any) -> None:
    browser.open(f"{server}lab/tree/report.ipynb?token={TOKEN}", width=1280)
    end = time.monotonic() + PATIENCE_SECONDS
    names: list[str] = []
    while not names and time.monotonic() < end:  # the page is drawn anew while it starts
        press(browser, "document.querySelector('.lm-MenuBar-item')")
        press(browser, EXPORT)
        names = browser.run(f"{LABELS}.map(each => each.textContent)")
    assert set(FORMS.values()) <= set(names)
    assert not any(name.startswith("Briefing_") for name in names)


EXPORT = (
    "[...document.querySelectorAll('.lm-Menu-itemLabel')]"
    ".find(each => each.textContent === 'Save and Export Notebook As')"
)
LABELS = (
    "[...document.querySelectorAll("
    "'[data-command=\"notebook:export-to-format\"] .lm-Menu-itemLabel')]"
)
MOMENT_SECONDS = 0.7


def press(browser: Any, element: str) -> None:
    """Press the mouse on an element if it is there, and leave the page a moment."""
    box = browser.run(f"{element}?.getBoundingClientRect().toJSON()")
    if box:
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        browser.call("Input.dispatchMouseEvent", type="mouseMoved", **at)
        for kind in ("mousePressed", "mouseReleased"):
            browser.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)
    time.sleep(MOMENT_SECONDS)
