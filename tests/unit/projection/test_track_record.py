"""What would have been said, against what happened."""

import dataclasses
import datetime as dt

import pytest

from analysis.projection.track_record import Said, TrackRecord, replay

DAY = dt.date(2020, 1, 1)


def said(method, value, low, high, probability=0.5, reached=True, unit="a", mean=10.0):
    return Said(
        method,
        DAY,
        unit,
        2019,
        2020,
        value,
        mean,
        low,
        high,
        low - 5,
        high + 5,
        probability,
        reached,
    )


def test_scores_worked_by_hand():
    record = TrackRecord(
        (
            said("m", 10, 8, 12, probability=0.9),
            said("m", 20, 8, 12, probability=0.6, reached=False, unit="b"),
            said("naive", 10, 6, 14),
            said("naive", 20, 6, 22, unit="b"),
        )
    )
    ours, naive = record.summaries()
    assert ours.figures == 2
    assert ours.coverage_80 == 0.5
    assert ours.coverage_95 == 0.5
    assert ours.mean_error == 5.0
    assert ours.brier == pytest.approx((0.1**2 + 0.6**2) / 2)
    assert ours.score_ratio == pytest.approx((4 + (4 + 10 * 8)) / (8 + 16))
    assert naive.score_ratio == 1.0


def test_without_the_yardstick_there_is_no_ratio():
    assert TrackRecord((said("m", 10, 8, 12),)).summaries()[0].score_ratio is None


@pytest.fixture
def series():
    return {
        unit: {year: start - 0.5 * (year - 2012) for year in range(2012, 2021)}
        for unit, start in (("a", 20.0), ("b", 30.0), ("c", 12.0))
    }


def known(make_panel, series, last):
    kept = {u: {y: v for y, v in ys.items() if y <= last} for u, ys in series.items()}
    return dataclasses.replace(make_panel(kept), as_of=dt.date(last + 1, 6, 1))


def test_a_replay_compares_later_figures_only(make_panel, series):
    panels = [known(make_panel, series, last) for last in (2016, 2018)]
    record = replay(panels, make_panel(series), methods=("pooled_trend", "naive"), draws=500)
    assert {(s.as_of.year, s.year) for s in record.said} == {
        *((2017, year) for year in range(2017, 2021)),
        *((2019, year) for year in (2019, 2020)),
    }
    assert len(record.of("naive", as_of=panels[0].as_of, year=2020)) == 3
    ours, naive = record.summaries()
    assert ours.mean_error < naive.mean_error
    assert ours.score_ratio < 1


def test_what_is_said_does_not_change_with_what_came_later(make_panel, series):
    panels = [known(make_panel, series, 2016)]
    other = {unit: {**values, 2019: 50.0, 2020: 60.0} for unit, values in series.items()}
    first = replay(panels, make_panel(series), methods=("pooled_trend",), draws=200)
    second = replay(panels, make_panel(other), methods=("pooled_trend",), draws=200)
    assert [s.mean for s in first.said] == [s.mean for s in second.said]
    assert [s.value for s in first.said] != [s.value for s in second.said]


def test_another_standard_is_never_compared(make_panel, make_figure, series):
    panels = [known(make_panel, series, 2018)]
    later = tuple(make_figure("a", year, 25.0, standard="newer") for year in (2019, 2020))
    kept = {u: {y: v for y, v in ys.items() if y <= 2018} for u, ys in series.items()}
    record = replay(panels, make_panel(kept, extra=later), methods=("pooled_trend",), draws=200)
    assert record.said == ()
    assert record.summaries() == ()
