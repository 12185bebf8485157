import datetime as dt

import pytest

from analysis.run.options import TODAY, request_of

NOTHING = dict.fromkeys(("units", "languages", "methods", "assignments"), ()) | dict.fromkeys(
    ("data_directory", "level", "period"), ""
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [(TODAY, dt.date.today().isoformat()), ("2024-12-01", "2024-12-01"), ("", "")],
)
def test_today_is_written_out_as_a_day(asked: str, meant: str) -> None:
    request = request_of(dataset="published", notebooks=("briefing",), as_of=asked, **NOTHING)

    assert request.as_of == meant
