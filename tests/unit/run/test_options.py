import datetime as dt

import pytest

from analysis.run.options import TODAY, request_of

NOTHING = dict.fromkeys(("units", "languages", "methods", "assignments"), ()) | dict.fromkeys(
    ("data_directory", "level", "period"), ""
)


def day_of(asked: str) -> str:
    return request_of(dataset="published", notebooks=("briefing",), as_of=asked, **NOTHING).as_of


def test_today_is_written_out_as_a_day() -> None:
    before, told, after = dt.date.today(), day_of(TODAY), dt.date.today()

    assert before <= dt.date.fromisoformat(told) <= after


@pytest.mark.parametrize("asked", ["2024-12-01", ""])
def test_other_days_stay_as_they_were_asked(asked: str) -> None:
    assert day_of(asked) == asked
