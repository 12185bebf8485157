"""What the calendar prints around a day."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from analysis.data import load_dataset
from analysis.data.receipts import Receipt
from analysis.errors import ParameterError
from analysis.run.calendar_command import calendar, calendar_lines


def receipt(**changes: object) -> Receipt:
    values: dict[str, object] = {
        "unit": "467",
        "form": "trained_labour",
        "year": 2026,
        "received_on": dt.date(2026, 11, 25),
        "recorded_on": dt.date(2026, 11, 25),
        "recorded_by": "made here",
        "record": "R0001",
        "is_accepted": True,
        "vintage": "reported",
        "decision_number": "",
        "problems": 0,
        "file_name": "made_here.xlsx",
        "sha256": "",
    }
    return Receipt(**{**values, **changes})  # type: ignore[arg-type]


def text(day: dt.date, *receipts: Receipt) -> str:
    return "\n".join(calendar_lines(load_dataset().register.plan, receipts, day))


def test_days_count_without_the_holiday() -> None:
    lines = text(dt.date(2026, 11, 20))

    assert "25/11/2026  [NHẮC VIỆC: còn 1 ngày làm việc]  Báo cáo năm của các đơn vị" in lines
    assert "Ngày làm việc cuối: 23/11/2026" in lines
    assert "15/11/2026  [đã qua]" in lines
    assert "Sổ tiếp nhận chưa ghi biểu nào." in lines


def test_form_of_the_day_itself_is_late_and_the_day_before_is_not() -> None:
    day = dt.date(2026, 11, 26)

    assert "MUỘN, hạn 25/11/2026" in text(day, receipt())
    assert "MUỘN" not in text(day, receipt(received_on=dt.date(2026, 11, 24)))
    assert "chờ sửa" in text(day, receipt(is_accepted=False))


def test_what_came_later_or_was_withdrawn_is_not_in_the_log() -> None:
    day = dt.date(2026, 11, 26)
    gone = receipt(withdrawn_on=day)

    assert "Sổ tiếp nhận chưa ghi biểu nào." in text(dt.date(2026, 11, 24), receipt())
    assert "Sổ tiếp nhận chưa ghi biểu nào." in text(day, gone)


def test_command_prints_a_day_and_refuses_what_is_none() -> None:
    runner = CliRunner()

    printed = runner.invoke(calendar, ["--date", "2025-01-05"])
    refused = runner.invoke(calendar, ["--date", "5/1/2025"])

    assert "Lịch báo cáo, tại ngày 05/01/2025" in printed.output
    assert "Quyết định của UBND tỉnh" in printed.output
    assert isinstance(refused.exception, ParameterError)


@pytest.mark.parametrize(
    ("day", "owner"), [("2024-11-20", "Phòng BTXH-TE"), ("2026-11-20", "Sở NN&MT")]
)
def test_who_owes_changes_with_time(day: str, owner: str) -> None:
    line = next(
        line
        for line in text(dt.date.fromisoformat(day)).splitlines()
        if "Kết quả rà soát sơ bộ" in line
    )

    assert owner in line
