"""Periods of reports, and days that later knowledge must not change."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data import Dataset, load_dataset
from analysis.data.asked import Trace
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.period import period_of
from analysis.errors import ParameterError


@pytest.mark.parametrize(
    ("code", "first", "last", "words"),
    [
        ("2024", "2024-01-01", "2024-12-31", "năm 2024"),
        ("2024-H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "quý IV năm 2024"),
        ("2024-M02", "2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
    ],
)
def test_period_has_days_and_words(code: str, first: str, last: str, words: str) -> None:
    period = period_of(code)

    assert period is not None
    assert [period.first.isoformat(), period.last.isoformat()] == [first, last]
    assert period.words("vi") == words


@pytest.mark.parametrize("code", ["24", "2024-H3", "2024-Q0", "2024-M13", "2024-H", "0000"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ParameterError, match="kỳ báo cáo"):
        period_of(code)


def test_figures_after_the_period_are_left_out() -> None:
    whole = load_dataset(as_of="2025-12-01")
    half = load_dataset(as_of="2025-12-01", period="2024-H1")

    assert {2023, 2024} <= {o.year for o in whole.panel("multidim_poverty_rate").of("45")}
    assert max(o.year for o in half.panel("multidim_poverty_rate").of("45")) == 2023
    assert (half.folder, half.last_day) == ("published-2024-H1", dt.date(2024, 6, 30))


def test_period_that_had_not_begun_is_refused() -> None:
    with pytest.raises(ParameterError, match="chưa bắt đầu"):
        load_dataset(as_of="2024-12-01", period="2025")


def test_what_becomes_known_later_leaves_the_fingerprint_of_a_day(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    days = ("2024-12-01", "2026-11-24")
    before = [digest_of(load_dataset(as_of=day, directory=data)) for day in days]
    evidence = data / "reference" / "plan_evidence.csv"
    with evidence.open(encoding="utf-8", newline="") as stream:
        row = list(csv.reader(stream))[-1]
    with evidence.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow([*row[:3], "2026-11-24", *row[4:]])

    after = [digest_of(load_dataset(as_of=day, directory=data)) for day in days]

    assert after[0] == before[0]
    assert after[1] != before[1]


def test_withdrawal_of_a_later_day_leaves_the_fingerprint_too() -> None:
    day = load_dataset(as_of="2024-12-01")
    figures = tuple(
        replace(o, withdrawn_on=dt.date(2025, 1, 5)) if o.unit == "45" else o
        for o in day.register.observations
    )

    later = replace(day, register=replace(day.register, observations=figures), trace=Trace())
    assert digest_of(later) == digest_of(replace(day, trace=Trace()))


def digest_of(dataset: Dataset) -> str:
    """Fingerprint of a page that asks for everything that is dated."""
    for family in dataset.description.families:
        for indicator in dataset.indicators_of(family):
            dataset.panel(indicator.code)
            dataset.figures(indicator.code, "45")
            dataset.best_known(indicator.code, "45")
    _ = dataset.plan, dataset.receipts, dataset.findings()
    return dataset.trace.digest()
