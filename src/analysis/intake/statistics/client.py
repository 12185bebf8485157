"""PX-Web over HTTP: bounded in time and size, patient with a busy server, and remembered on disk.

The interface is version 1 of PX-Web: GET gives the variables of a table, POST of a selection its
figures. Answers are kept; while the server is out of reach the last one serves, with its age.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import (
    ConnectionError as NoConnection,
)
from requests.exceptions import (
    InvalidJSONError,
    ReadTimeout,
    RequestException,
    RetryError,
    Timeout,
)
from requests_cache import CachedSession
from urllib3 import HTTPResponse
from urllib3.util import Retry

BUSY = (429, 500, 502, 503, 504)
"""Answers after which it is worth asking again."""
OK, NOT_CACHED, NOT_FOUND = 200, 504, 404
CHUNK_BYTES = 65_536
KEPT_APART = {"content-encoding", "content-length", "transfer-encoding"}
"""Headers about the way of the bytes, which are unpacked by then."""


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds, bytes, tries, and hours for which an answer is fresh."""

    connect_seconds: float = 10
    read_seconds: float = 60
    total_seconds: float = 180
    tries: int = 4
    first_pause_seconds: float = 1
    longest_pause_seconds: int = 60
    most_bytes: int = 20_000_000
    fresh_hours: float = 24


@dataclass(frozen=True)
class Answer:
    """Bytes of an answer, where and when they came from, and whether the server failed now."""

    address: str
    data: bytes
    fetched_at: dt.datetime
    is_kept: bool = False
    is_stale: bool = False

    @property
    def sha256(self) -> str:
        """Checksum of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def age_days(self, now: dt.datetime) -> int:
        """Whole days since the answer came."""
        return max((now - self.fetched_at).days, 0)


class FetchError(Exception):
    """The server gave nothing usable; `reason` names the message that says why."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


class TooLargeError(RequestException):
    """The answer is larger than any table."""


class BoundedAdapter(HTTPAdapter):
    """Transport that reads an answer whole, within limits, and lets nothing but JSON pass."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        retry = Retry(
            total=limits.tries - 1,
            backoff_factor=limits.first_pause_seconds,
            backoff_max=limits.longest_pause_seconds,
            retry_after_max=limits.longest_pause_seconds,
            status_forcelist=BUSY,
            allowed_methods=("GET", "POST"),
        )
        super().__init__(max_retries=retry)

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        """Send a request; the answer is in memory when it is returned."""
        response = super().send(request, **{**options, "stream": True})
        try:
            body = self._read(response)
        finally:
            response.close()
        if response.status_code == OK:
            _check_json(body)
        headers = {n: v for n, v in response.headers.items() if n.lower() not in KEPT_APART}
        stream = io.BytesIO(body)
        raw = HTTPResponse(stream, headers, response.status_code, preload_content=False)
        return self.build_response(request, raw)

    def _read(self, response: Response) -> bytes:
        body = bytearray()
        end = time.monotonic() + self.limits.total_seconds
        for chunk in response.iter_content(CHUNK_BYTES):
            body += chunk
            if len(body) > self.limits.most_bytes:
                raise TooLargeError
            if time.monotonic() > end:
                raise ReadTimeout
        return bytes(body)


def _check_json(body: bytes) -> None:
    try:
        json.loads(body.rstrip(b"\0").decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidJSONError from error


class Client:
    """Asks for tables and remembers the answers in a file of its own.

    Parameters
    ----------
    cache : Path
        SQLite file of the answers.
    limits : Limits
        Bounds on time, size and tries.
    offline : bool
        Ask nobody; only what is remembered counts, however old.
    refresh : bool
        Ask the server even where a fresh answer is remembered.
    """

    def __init__(
        self,
        cache: Path,
        limits: Limits | None = None,
        *,
        offline: bool = False,
        refresh: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        self.options: dict[str, Any] = {"only_if_cached": offline, "refresh": refresh}
        cache.parent.mkdir(parents=True, exist_ok=True)
        self.session = CachedSession(
            cache,
            backend="sqlite",
            expire_after=dt.timedelta(hours=self.limits.fresh_hours),
            allowable_methods=("GET", "POST"),
            stale_if_error=True,
        )
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, BoundedAdapter(self.limits))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()  # type: ignore[no-untyped-call]

    def variables(self, address: str) -> Answer:
        """What a table can be asked for."""
        return self._ask("GET", address)

    def figures(self, address: str, query: dict[str, Any]) -> Answer:
        """Figures of a selection."""
        return self._ask("POST", address, json=query)

    def _ask(self, method: str, address: str, **content: Any) -> Answer:
        timeout = (self.limits.connect_seconds, self.limits.read_seconds)
        url = quoted(address)
        try:
            response = self.session.request(method, url, timeout=timeout, **content, **self.options)
        except RequestException as error:
            raise FetchError(*_reason(error)) from error
        if response.status_code == NOT_CACHED and self.options["only_if_cached"]:
            raise FetchError("offline")
        if response.status_code != OK:
            is_absent = response.status_code == NOT_FOUND
            raise FetchError("absent" if is_absent else "status", status=response.status_code)
        kept = bool(getattr(response, "from_cache", False))
        return Answer(
            address=address,
            data=response.content,
            fetched_at=_utc(response.created_at if kept else None),
            is_kept=kept,
            is_stale=kept and bool(response.is_expired),
        )


def _utc(moment: dt.datetime | None) -> dt.datetime:
    if moment is None:
        return dt.datetime.now(dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _reason(error: RequestException) -> tuple[str]:
    reasons = (
        (TooLargeError, "too_large"),
        (InvalidJSONError, "no_json"),
        (RetryError, "busy"),
        (Timeout, "slow"),
        (NoConnection, "no_connection"),
    )
    return (next((reason for kind, reason in reasons if isinstance(error, kind)), "broken"),)


def quoted(address: str) -> str:
    """Address with its Vietnamese letters and blanks encoded; what is encoded already stays."""
    parts = urlsplit(address)
    return parts._replace(path=quote(parts.path, safe="/%~")).geturl()


def page_of(address: str) -> str:
    """Page of a table for people, from which its figures can be saved by hand."""
    return quoted(address).replace("/api/v1/", "/").rstrip("/") + "/"
