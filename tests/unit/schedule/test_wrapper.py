"""The run that a scheduler starts: lock, log, exit code, and the notice of a failure."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from click.testing import CliRunner
from filelock import FileLock

from analysis.errors import ParameterError, UserError
from analysis.run import mail
from analysis.run.calendar_command import calendar
from analysis.run.mail import MailSettings, read_mail_settings
from analysis.schedule import wrapper
from analysis.schedule.wrapper import Unattended

TODAY = dt.date(2026, 11, 23)
PASSWORD = "a-long-word-of-its-own"  # noqa: S105
FAILED = '{"event": "report_failed", "slug": "briefing_467_dakrong_vi", "reason": "38,04%"}'


class Inbox:
    """What a mail server received."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def plain(inbox: Inbox) -> Iterator[MailSettings]:
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailSettings(f"127.0.0.1:{port}", "a@qt.example", ("b@qt.example",), encrypted=False)
    controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("openssl is needed to make a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    asked = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", "req", *asked, *files, *names], check=True, capture_output=True)
    return folder


@pytest.fixture
def encrypted(inbox: Inbox, certificate: Path) -> Iterator[MailSettings]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def known(_: Any, __: Any, ___: Any, ____: Any, who: Any) -> AuthResult:
        is_right = isinstance(who, LoginPassword) and who.password == PASSWORD.encode()
        return AuthResult(success=is_right)

    port = free_port()
    controller = Controller(
        inbox, hostname="localhost", port=port, tls_context=context, require_starttls=True,
        authenticator=known, auth_required=True, auth_exclude_mechanism=["LOGIN"],
    )  # fmt: skip
    controller.start()
    yield MailSettings(
        f"localhost:{port}", "a@qt.example", ("b@qt.example", "c@qt.example"), "a", "env:MAIL_WORD",
        authority=str(certificate / "cert.pem"),
    )  # fmt: skip
    controller.stop()


Start = Callable[..., Unattended]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    def make(code: str, **others: Any) -> Unattended:
        values = {"folder": tmp_path / "logs", "output": tmp_path / "reports", **others}
        return Unattended("year-end", (sys.executable, "-c", code), **values)

    return make


def test_run_that_succeeds_is_logged_and_not_told(
    start: Start, plain: MailSettings, inbox: Inbox
) -> None:
    run = start("print('một'); print('hai')", mail=plain)

    assert run.run(TODAY) == 0
    log = run.log.read_text(encoding="utf-8")
    assert [line.split(" ", 2)[2] for line in log.splitlines()[:2]] == ["một", "hai"]
    assert inbox.mails == []


def test_failure_is_told_in_one_sentence_without_figures(
    start: Start, plain: MailSettings, inbox: Inbox, tmp_path: Path
) -> None:
    pointer = tmp_path / "reports" / "published" / "latest"
    pointer.parent.mkdir(parents=True)
    pointer.write_text("2025-08-22_12345678\n")
    run = start(f"print({FAILED!r}); raise SystemExit(4)", mail=plain)

    assert run.run(TODAY) == 4
    (mail,) = inbox.mails
    text = mail.get_content()
    assert mail["Subject"] == "[Quảng Trị 2030] Lần chạy “year-end” không thành công"
    assert "Lý do: 1 báo cáo không lập được: briefing_467_dakrong_vi." in text
    assert "published/2025-08-22_12345678" in text
    assert str(run.log) in text
    assert "38,04" not in text
    assert "38,04" in run.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "exit_code", "sentence"),
    [
        ("raise SystemExit(2)", 2, "Tham số không dùng được"),
        ("raise SystemExit(3)", 3, "Số liệu vi phạm quy tắc"),
        ("raise SystemExit(4)", 4, "Thư mục báo cáo đang bận"),
        ("1/0", 1, "lỗi ngoài dự kiến"),
        ("import os; os.kill(os.getpid(), 15)", 143, "bị dừng theo yêu cầu"),
        ("import os; os.kill(os.getpid(), 9)", 137, "bị hệ thống dừng (tín hiệu 9)"),
    ],
)
def test_exit_code_is_passed_on_and_has_its_sentence(
    start: Start, plain: MailSettings, inbox: Inbox, code: str, exit_code: int, sentence: str
) -> None:
    assert start(code, mail=plain).run(TODAY) == exit_code
    assert sentence in inbox.mails[0].get_content()


def test_mail_goes_encrypted_with_a_password_that_is_only_named(
    start: Start, encrypted: MailSettings, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_WORD", PASSWORD)
    run = start("raise SystemExit(3)", mail=encrypted)

    assert run.run(TODAY) == 3
    assert [mail["To"] for mail in inbox.mails] == ["b@qt.example, c@qt.example"]
    assert PASSWORD not in run.log.read_text(encoding="utf-8")
    assert PASSWORD not in " ".join(encrypted.arguments())


def test_server_that_refuses_leaves_the_exit_code_and_a_line(
    start: Start, encrypted: MailSettings, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_WORD", "sai")
    monkeypatch.setattr(mail, "PATIENCE_SECONDS", 2)
    run = start("raise SystemExit(3)", mail=encrypted)

    assert run.run(TODAY) == 3
    assert inbox.mails == []
    assert "Không gửi được thư báo" in run.log.read_text(encoding="utf-8")


def test_second_run_at_a_time_does_not_start(
    start: Start, plain: MailSettings, inbox: Inbox
) -> None:
    run = start("print('never')", mail=plain)
    run.folder.mkdir()
    with FileLock(run.log.with_suffix(".lock")):
        assert run.run(TODAY) == 4

    assert "never" not in run.log.read_text(encoding="utf-8")
    assert "chưa kết thúc" in inbox.mails[0].get_content()


def test_run_of_an_event_runs_on_its_day_once(start: Start) -> None:
    run = start("print('ran')", days=(TODAY,))

    codes = [run.run(day) for day in (dt.date(2026, 11, 22), TODAY, dt.date(2026, 11, 24))]

    assert codes == [0, 0, 0]
    assert run.log.read_text(encoding="utf-8").count("ran") == 1


def test_log_is_turned_over(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapper, "LARGEST_LOG_BYTES", 2_000)
    run = start("for i in range(500): print(i, 'x' * 40)")

    run.run(TODAY)

    logs = sorted(run.folder.glob("year-end.log*"))
    assert len(logs) == 1 + wrapper.KEPT_LOGS
    assert all(log.stat().st_size <= 2_000 for log in logs)


def test_password_in_clear_is_refused() -> None:
    options = {
        f"mail_{name}": ""
        for name in ("server", "from", "to", "user", "password", "authority", "unencrypted")
    }
    given = {"mail_server": "x:y", "mail_from": "a", "mail_user": "a", "mail_password": "secret"}

    with pytest.raises(ParameterError) as refused:
        read_mail_settings({**options, **given})

    assert len(refused.value.problems) == 3
    assert "secret" not in str(refused.value)


def test_reminders_are_printed_and_mailed(plain: MailSettings, inbox: Inbox) -> None:
    runner = CliRunner()
    options = ["--remind", *plain.arguments()]

    told = runner.invoke(calendar, ["--date", "2026-11-20", *options])
    quiet = runner.invoke(calendar, ["--date", "2026-11-21", *options])

    (mail,) = inbox.mails
    assert "Báo cáo năm của các đơn vị" in mail.get_content()
    assert "còn 1 ngày làm việc" in mail.get_content()
    assert "Đã gửi thư nhắc đến b@qt.example." in told.output
    assert "không có việc cần nhắc" in quiet.output


def test_reminders_that_cannot_be_sent_are_an_error_of_one_sentence() -> None:
    nowhere = MailSettings(f"127.0.0.1:{free_port()}", "a@b", ("c@d",), encrypted=False)

    failed = CliRunner().invoke(
        calendar, ["--date", "2026-11-20", "--remind", *nowhere.arguments()]
    )

    assert isinstance(failed.exception, UserError)
    assert "Không gửi được thư nhắc" in str(failed.exception)
