"""A scheduled run whose work is killed: nothing partial is published, and somebody is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiosmtpd.controller import Controller

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")
PATIENCE_SECONDS = 120


class Inbox:
    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def server(inbox: Inbox) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"127.0.0.1:{port}"
    controller.stop()


def words(server: str, notebooks: Path, folder: Path, pause: float) -> list[str]:
    command = [str(Path(sys.executable).with_name("workbook")), "run-scheduled", "--name", "night"]
    mail = ["--mail-server", server, "--mail-from", "a@qt.example", "--mail-to", "b@qt.example"]
    options = ["--notebooks", "briefing", "--units", "467", "-p", f"pause={pause}"]
    places = ["--notebook-directory", str(notebooks), "--output", str(folder / "reports")]
    return [*command, *mail, "--mail-unencrypted", "--", *options, *places]


def child_of(run: subprocess.Popen[bytes]) -> psutil.Process:
    """The run below the wrapper, once it works on a report."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for child in psutil.Process(run.pid).children():
            if len(child.children(recursive=True)) > 1:
                return child
        time.sleep(0.1)
    pytest.fail("the run did not start")


def test_killed_work_publishes_nothing_and_is_told(
    server: str, inbox: Inbox, notebooks: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    first = subprocess.run(words(server, notebooks, tmp_path, 0), check=False)
    assert first.returncode == 0
    edition = (reports / "published" / "latest").read_text()

    with subprocess.Popen(words(server, notebooks, tmp_path, 600)) as second:
        child_of(second).send_signal(signal.SIGKILL)
        assert second.wait(timeout=PATIENCE_SECONDS) == 128 + signal.SIGKILL

    editions = [path.name for path in (reports / "published").glob("*_*")]
    log = (reports / "logs" / "night.log").read_text(encoding="utf-8")
    (mail,) = inbox.mails
    assert (reports / "published" / "latest").read_text() == edition
    assert editions == [edition.strip()]
    assert "mã 137" in log
    assert "Đã gửi thư báo" in log
    assert "b@qt.example" in mail
