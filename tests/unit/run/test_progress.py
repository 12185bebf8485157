import io
import json

import pytest

from analysis.run.events import (
    EditionPublished,
    Event,
    ReportBuilt,
    ReportFailed,
    ReportReused,
    RunStarted,
)
from analysis.run.progress import Bar, JsonLines, Lines, choose_progress

EVENTS: tuple[Event, ...] = (
    RunStarted(4, 3),
    ReportReused("a"),
    ReportBuilt("b", 1.25, 100, ("new",)),
    ReportBuilt("c", 3.0, 200, ("data.csv",)),
    ReportFailed("d", "Hết bộ nhớ", "/logs/d.log"),
    EditionPublished("/reports/e", "/reports/index.html", False, 2, 1, 1, 9.0),
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(make: type[Lines] | type[JsonLines], stream: io.StringIO) -> list[str]:
    notify = JsonLines(stream) if make is JsonLines else make(stream, "vi")  # type: ignore[call-arg]
    for event in EVENTS:
        notify(event)
    return stream.getvalue().splitlines()


def test_log_has_one_line_an_event_and_totals_with_the_slowest() -> None:
    assert written(Lines, io.StringIO()) == [
        "Kế hoạch: 4 báo cáo, cần lập 3.",
        "= a: dùng lại",
        "✓ b: 1,3 giây",
        "✓ c: 3,0 giây",
        "✗ d: Hết bộ nhớ (nhật ký: /logs/d.log)",
        "Lâu nhất: c 3,0 s, b 1,3 s",
        "Xong sau 9,0 giây: lập mới 2, dùng lại 1, lỗi 1.",
        "Trang mục lục: /reports/index.html",
        "Đợt báo cáo chưa đủ: /reports/e",
    ]


def test_json_has_every_field_of_every_event() -> None:
    events = [json.loads(line) for line in written(JsonLines, io.StringIO())]
    assert [event["event"] for event in events] == [
        "run_started",
        "report_reused",
        "report_built",
        "report_built",
        "report_failed",
        "edition_published",
    ]
    assert events[3]["reasons"] == ["data.csv"]
    assert events[-1]["complete"] is False


def test_terminal_shows_a_bar_and_only_what_the_bar_cannot_say() -> None:
    text = "\n".join(written(Bar, Terminal()))
    assert "3/3" in text
    assert "✗ d: Hết bộ nhớ" in text
    assert "= a" not in text


@pytest.mark.parametrize(
    ("stream", "as_json", "expected"),
    [(io.StringIO(), False, Lines), (Terminal(), False, Bar), (Terminal(), True, JsonLines)],
)
def test_way_of_showing_follows_the_stream(
    stream: io.StringIO, as_json: bool, expected: type
) -> None:
    assert type(choose_progress(stream, "vi", as_json=as_json)) is expected
