"""A real server on this machine that is busy, silent, cut off or hostile."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from analysis.data.files import DataDirectory
from analysis.errors import DataError
from analysis.intake.statistics.client import Client, Limits, page_of, quoted
from analysis.intake.statistics.fetch import answer_of_server
from analysis.intake.statistics.layout import read_layout

RECORDED = Path(__file__).parents[1] / "answers" / "V02.34.json"
QUICK = Limits(2, 0.5, 5, tries=2, first_pause_seconds=0, longest_pause_seconds=0, most_bytes=10**6)
Script = list[Callable[[BaseHTTPRequestHandler], None]]


def answer(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


VARIABLES = {
    "title": "Lực lượng lao động",
    "variables": [
        {"code": "dp", "text": "Địa phương", "values": ["0"], "valueTexts": ["CẢ NƯỚC"]},
        {"code": "nam", "text": "Năm", "values": ["0"], "valueTexts": ["2005"], "time": True},
    ],
}
ASKED = answer(200, json.dumps(VARIABLES).encode())
GIVEN = answer(200, RECORDED.read_bytes())
TAG = '"fixture-1"'


class Office:
    """A server on this machine that answers by a script, the last line for ever."""

    def __init__(self) -> None:
        self.script: Script = []
        self.requests: list[tuple[str, str, bytes]] = []
        self.statuses: list[int] = []
        self.closing = threading.Event()
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                office.requests.append((self.command, self.path, self.rfile.read(length)))
                step = office.script.pop(0) if len(office.script) > 1 else office.script[0]
                step(self)

            do_POST = do_GET  # noqa: N815

            def log_request(self, code: Any = 0, size: Any = 0) -> None:
                office.statuses.append(int(code))

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/pxweb/api/v1/vi/Dân số/Dân số/V02.34.px"

    def silence(self, handler: BaseHTTPRequestHandler) -> None:
        self.closing.wait()
        handler.close_connection = True

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.close()


@pytest.fixture
def ask(directory: DataDirectory, office: Office, tmp_path: Path) -> Callable[..., Any]:
    """Fetch the labour force from the server; each call is a process anew to the cache."""
    path = directory.root / "reference" / "statistics" / "labour_force.toml"
    lines = path.read_text("utf-8").splitlines()
    changed = [f'address = "{office.address}"' if x.startswith("address") else x for x in lines]
    path.write_text("\n".join(changed), "utf-8")
    layout = read_layout(directory, "labour_force")

    def fetch(limits: Limits = QUICK, **options: bool) -> Any:
        with Client(tmp_path / "cache" / "answers.sqlite", limits, **options) as client:
            return answer_of_server(layout, client)

    return fetch


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(DataError) as caught:
        call()
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_server_is_asked_for_everything_and_its_answer_kept(office: Office, ask: Any) -> None:
    office.script = [ASKED, GIVEN]
    first, second = ask(), ask()
    (get, path, _), (post, _, body) = office.requests

    assert first.data == second.data == RECORDED.read_bytes()
    assert (first.is_kept, second.is_kept, second.is_stale) == (False, True, False)
    assert (get, post, path) == ("GET", "POST", quoted(path))
    assert json.loads(body) == {
        "query": [
            {"code": "dp", "selection": {"filter": "all", "values": ["*"]}},
            {"code": "nam", "selection": {"filter": "all", "values": ["*"]}},
        ],
        "response": {"format": "json-stat"},
    }


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_is_asked_again(office: Office, ask: Any, status: int) -> None:
    office.script = [answer(status, b"", Retry_After="0"), ASKED, answer(status, b""), GIVEN]

    assert ask().data == RECORDED.read_bytes()
    assert len(office.requests) == 4


HTML = answer(200, b"<html><body>B\xe1\xba\xa3o tr\xc3\xac</body></html>", Content_Type="text/html")
TRUNCATED = answer(200, RECORDED.read_bytes()[:4000], Content_Length="9839")
CUT = answer(200, RECORDED.read_bytes()[:4000])
HUGE = answer(200, b'{"a":"' + b" " * 2_000_000 + b'"}')
FAILURES = {
    "overloaded": (answer(503, b"", Retry_After="999999"), "quá tải hoặc bảo trì"),
    "page": (HTML, "một trang không phải số liệu"),
    "truncated": (TRUNCATED, "bị ngắt giữa chừng"),
    "cut": (CUT, "một trang không phải số liệu"),
    "huge": (HUGE, "lớn hơn 1 MB"),
    "absent": (answer(404, b"{}"), "không mở bảng này"),
    "forbidden": (answer(403, b"{}"), "mã lỗi 403"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failure_is_one_sentence_and_the_kept_answer_serves(
    office: Office, ask: Any, name: str
) -> None:
    step, said = FAILURES[name]
    office.script = [step]
    sentence = refusal(ask)
    assert said in sentence
    assert page_of(office.address) in sentence
    assert "\n" not in sentence

    office.script = [ASKED, GIVEN, step]
    stale = QUICK.__class__(**{**vars(QUICK), "fresh_hours": 1e-9})
    ask(stale)
    kept = ask(stale)
    assert (kept.data, kept.is_kept, kept.is_stale) == (RECORDED.read_bytes(), True, True)
    assert kept.age_days(kept.fetched_at + dt.timedelta(days=5, hours=1)) == 5


def tagged(handler: BaseHTTPRequestHandler) -> None:
    """Answer with a tag; nothing but "unchanged" to whoever shows it."""
    if handler.headers.get("If-None-Match") == TAG:
        answer(304, b"", ETag=TAG)(handler)
    elif handler.command == "GET":
        answer(200, json.dumps(VARIABLES).encode(), ETag=TAG)(handler)
    else:
        answer(200, RECORDED.read_bytes(), ETag=TAG)(handler)


def test_unchanged_answer_is_not_sent_again(office: Office, ask: Any) -> None:
    office.script = [tagged]
    stale = QUICK.__class__(**{**vars(QUICK), "fresh_hours": 1e-9})
    first, second, third = ask(stale), ask(), ask()

    assert first.data == second.data == third.data == RECORDED.read_bytes()
    assert [(a.is_kept, a.is_stale) for a in (first, second, third)] == [
        (False, False),
        (True, False),
        (True, False),
    ]
    assert office.statuses == [200, 200, 304, 304]


def test_silent_server_is_not_waited_for(office: Office, ask: Any) -> None:
    office.script = [office.silence]

    assert "không" in refusal(ask)
    assert len(office.requests) == QUICK.tries


def test_without_a_network_only_what_is_kept_counts(office: Office, ask: Any) -> None:
    assert "yêu cầu không hỏi máy chủ" in refusal(lambda: ask(offline=True))
    assert office.requests == []

    office.script = [ASKED, GIVEN]
    ask(QUICK.__class__(**{**vars(QUICK), "fresh_hours": 1e-9}))
    assert ask(offline=True).is_kept
    assert len(office.requests) == 2
