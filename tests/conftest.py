"""A headless browser spoken to over a pipe, and the published reports as a reader gets them."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from analysis.data.files import DEFAULT_DIRECTORY

WORKBOOK = Path(sys.executable).with_name("workbook")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for number, end in zip((3, 4), ends):
    os.dup2(end, number)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""Starts a program with the two ends of the pipes as its files 3 and 4, which Chromium expects."""


class Browser:
    """One page of a headless Chromium, driven by the commands of its DevTools protocol."""

    def __init__(self, profile: Path) -> None:
        to_read, self._to_write = os.pipe()
        self._to_listen, to_answer = os.pipe()
        start = [sys.executable, "-c", START, str(to_read), str(to_answer), str(CHROMIUM)]
        self._process = subprocess.Popen(
            [*start, *QUIET, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_read, to_answer),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_answer)
        self._number, self._rest, self._session = 0, b"", ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.call("Page.enable")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
        os.close(self._to_write)
        os.close(self._to_listen)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def open(self, address: str, *, width: int, dark: bool = False, policy: bool = False) -> None:
        """Open a page as a screen of that width shows it.

        With `policy` the page's own policy holds, which a test's tools would often break.
        """
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.setBypassCSP", enabled=not policy)
        self.call("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def picture(self) -> bytes:
        """The whole page from top to foot as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return base64.b64decode(shot["data"])

    def run(self, script: str) -> Any:
        """Value of an expression in the page."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        result = self.call("Runtime.evaluate", **asked)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._to_listen, 1 << 20)
            assert read, "the browser has gone"
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def copy_without_forms() -> Callable[[Path], Path]:
    """Copies the data directory, without forms that were received, into a folder."""

    def copy(folder: Path) -> Path:
        data = folder / "data"
        for name in ("explanations", "published", "reference"):
            shutil.copytree(DEFAULT_DIRECTORY / name, data / name)
        (data / "received").mkdir()
        shutil.copy(DEFAULT_DIRECTORY / "received" / "README.md", data / "received")
        shutil.copy(DEFAULT_DIRECTORY / "datapackage.json", data)
        return data

    return copy


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder of the published reports of every kind about a unit or the whole."""
    return _made(tmp_path_factory, worker_id, "published", NOTEBOOKS_OF_LEADERS)


@pytest.fixture(scope="session")
def analyst_reports(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder of the pages that an analyst works with."""
    return _made(tmp_path_factory, worker_id, "analyst", NOTEBOOKS_OF_ANALYSTS)


@pytest.fixture(scope="session")
def province_report(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder of the briefing of the province of before July 2025."""
    units = ("--level", "province", "--units", "45")
    return _made(tmp_path_factory, worker_id, "province", "briefing", *units)


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder of a briefing of the invented panel."""
    units = ("--dataset", "demo", "--units", "467")
    return _made(tmp_path_factory, worker_id, "demo", "briefing", *units)


NOTEBOOKS_OF_LEADERS = "briefing,synthesis,plan_tracker,submissions,data_quality,track_record"
NOTEBOOKS_OF_ANALYSTS = "poverty,trained_labour"


def _made(
    factory: pytest.TempPathFactory, worker: str, name: str, notebooks: str, *more: str
) -> Path:
    """Reports made by the command once, whichever process of the tests asks first.

    No program is in reach but those of the package's own environment: no browser and no LaTeX.
    """
    shared = factory.getbasetemp() if worker == "master" else factory.getbasetemp().parent
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not folder.exists():
            command = [str(WORKBOOK), "run", "--notebooks", notebooks, "--output", str(folder)]
            done = subprocess.run(
                [*command, *more],
                capture_output=True,
                text=True,
                check=False,
                timeout=600,
                env={**os.environ, "PATH": str(WORKBOOK.parent)},
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write the golden pages anew (make golden) instead of comparing with them",
    )
