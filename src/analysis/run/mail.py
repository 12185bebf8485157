"""Mail by SMTP: short notices, never figures; the password is named by reference only."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any, TypeVar

import click

from analysis.errors import ParameterError, Problem
from analysis.locale import message
from analysis.run.schema import SECRET_REFERENCE
from analysis.run.secrets import read_secret

LANGUAGE = "vi"
PATIENCE_SECONDS = 30
SUBMISSION_PORT = 587
ERRORS = (OSError, smtplib.SMTPException, ValueError)
"""What keeps a mail from being sent; a password with letters that SMTP lacks is a `ValueError`."""

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class MailSettings:
    """Where mail goes and through which server.

    Parameters
    ----------
    server : str
        Host, with ``:port`` where it is not 587.
    sender : str
        Address it comes from.
    recipients : tuple of str
        Addresses it goes to.
    user : str
        Name at the server; empty where it asks for none.
    password : str
        ``env:NAME``: the environment variable that holds the password.
    encrypted : bool
        Whether the connection must be encrypted (STARTTLS) before anything is said.
    authority : str
        File of certificates to trust in place of the system's own.
    """

    server: str
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: str = ""
    encrypted: bool = True
    authority: str = ""

    @property
    def host(self) -> str:
        """Name of the server."""
        return self.server.rpartition(":")[0] or self.server

    @property
    def port(self) -> int:
        """Port of the server."""
        return int(self.server.rpartition(":")[2]) if ":" in self.server else SUBMISSION_PORT

    def arguments(self) -> tuple[str, ...]:
        """Options of a command that give these settings again."""
        named = {
            "server": self.server,
            "from": self.sender,
            "to": ",".join(self.recipients),
            "user": self.user,
            "password": self.password,
            "authority": self.authority,
        }
        given = [word for n, value in named.items() if value for word in (f"--mail-{n}", value)]
        return tuple(given if self.encrypted else [*given, "--mail-unencrypted"])


def send_mail(settings: MailSettings, subject: str, text: str) -> None:
    """Send one message to all recipients.

    Raises
    ------
    OSError, smtplib.SMTPException
        If the server cannot be reached or refuses.
    """
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, settings.sender, settings.recipients
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid()
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    with smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE_SECONDS) as server:
        if settings.encrypted:
            trusted = ssl.create_default_context(cafile=settings.authority or None)
            server.starttls(context=trusted)
        if settings.user:
            server.login(settings.user, read_secret(settings.password))
        server.send_message(mail)


def mail_options(command: Command) -> Command:
    """Give a command the options that `read_mail_settings` reads."""
    names = ("server", "from", "to", "user", "password", "authority")
    for name in reversed(names):
        help_text = message(f"schedule.mail.{name}", LANGUAGE)
        command = click.option(f"--mail-{name}", default="", help=help_text)(command)
    help_text = message("schedule.mail.unencrypted", LANGUAGE)
    return click.option("--mail-unencrypted", is_flag=True, help=help_text)(command)


def read_mail_settings(options: dict[str, Any]) -> MailSettings | None:
    """Take the mail options out of a command's options; ``None`` where no server is named.

    Raises
    ------
    ParameterError
        With everything that is wrong or missing.
    """
    given = {n: options.pop(n) for n in [name for name in options if name.startswith("mail_")]}
    if not any(given.values()):
        return None
    settings = MailSettings(
        server=given["mail_server"],
        sender=given["mail_from"],
        recipients=tuple(a.strip() for a in given["mail_to"].split(",") if a.strip()),
        user=given["mail_user"],
        password=given["mail_password"],
        encrypted=not given["mail_unencrypted"],
        authority=given["mail_authority"],
    )
    if problems := list(_problems(settings)):
        raise ParameterError([Problem(message(key, LANGUAGE), name) for name, key in problems])
    return settings


def _problems(settings: MailSettings) -> list[tuple[str, str]]:
    port = settings.server.rpartition(":")[2]
    addresses = (settings.sender, *settings.recipients)
    checks = {
        ("--mail-server", "schedule.mail.error.server"): (
            bool(settings.server) and (":" not in settings.server or port.isdigit())
        ),
        ("--mail-from, --mail-to", "schedule.mail.error.address"): (
            bool(settings.recipients) and all("@" in address for address in addresses)
        ),
        ("--mail-password", "run.parameter_secret"): (
            not settings.password or SECRET_REFERENCE.fullmatch(settings.password) is not None
        ),
        ("--mail-user", "schedule.mail.error.user"): bool(settings.user) == bool(settings.password),
    }
    return [named for named, is_right in checks.items() if not is_right]
