"""When runs start, and which cron expressions mean the same everywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.data import load_dataset
from analysis.errors import ParameterError
from analysis.schedule.when import days_of_event, event_of, is_due, parse_cron

WRONG = (
    "bla",
    "0 6 * *",
    "0 6 * * * 7",
    "0 25 * * *",
    "*/5 6 * * *",
    "0 6,18 * * *",
    "0 6 1 * mon",
    "0 6 L * *",
    "0 6 * * 1#2",
)


@pytest.mark.parametrize("text", WRONG)
def test_what_schedulers_would_read_differently_is_refused(text: str) -> None:
    with pytest.raises(ParameterError):
        parse_cron(text)


def test_run_of_an_event_is_made_once_and_made_up_for() -> None:
    plan = load_dataset().register.plan
    days = days_of_event(event_of(plan, "units_report"), 0)
    due = dt.date(2026, 11, 23)

    assert due in days
    assert not is_due(days, dt.date(2026, 11, 22), None)
    assert is_due(days, due, dt.date(2025, 11, 24))
    assert is_due(days, dt.date(2026, 11, 26), None)
    assert not is_due(days, dt.date(2026, 11, 26), due)
    assert not is_due(days, dt.date(2026, 12, 10), None)


def test_event_that_the_calendar_lacks_is_named_with_those_it_has() -> None:
    with pytest.raises(ParameterError, match="units_report"):
        event_of(load_dataset().register.plan, "no_such")
