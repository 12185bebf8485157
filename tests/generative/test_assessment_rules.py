"""Properties of the verdicts that must hold for any figures."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import (
    AssessmentSettings,
    Status,
    assess,
    printed_probability_pct,
    probability_words,
    rank_units,
)
from analysis.assessment.level import level_status
from analysis.assessment.pace import corridor_status, needed_pace
from analysis.data.model import (
    Indicator,
    Observation,
    ObservationStatus,
    Panel,
    Target,
    TargetKind,
    Vintage,
)

rates = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
hundredths = st.integers(-500, 500)
SETTINGS = AssessmentSettings()


def figure(unit, year, value, standard="new"):
    return Observation(
        indicator="rate",
        unit=unit,
        year=year,
        standard=standard,
        vintage=Vintage.DECISION,
        known_on=dt.date(year + 1, 1, 5),
        value=value,
        status=ObservationStatus.NORMAL,
        confidence="high",
        source_title="",
        source_reference="",
    )


def panel_of(figures, units=("A",), total=None):
    indicator = Indicator("rate", "poverty", "percent", -1, 0, 100, "", "", "", "", "")
    ordered = tuple(sorted(figures, key=lambda o: (o.unit, o.year, o.standard)))
    return Panel(indicator, dt.date(2031, 1, 1), units, total, ordered, {})


def target_of(kind, lower, upper=None):
    return Target("t", "rate", "A", TargetKind(kind), lower, upper, 2021, 2030, "", True, "", "")


def judged(figures, kind="pace", lower=1.0, upper=1.5):
    return assess(panel_of(figures), None, target_of(kind, lower, upper), "A", is_own=True)


histories = st.dictionaries(st.integers(2021, 2029), rates, min_size=1, max_size=9)


@given(
    pace=hundredths,
    lower=st.integers(1, 400),
    width=st.none() | st.integers(0, 200),
    headroom=st.integers(0, 6000),
    years=st.integers(0, 9),
)
def test_corridor_ladder_is_total_and_exclusive(pace, lower, width, headroom, years):
    """Whole hundredths, so that every edge is met exactly and the regions need no tolerance."""
    upper = None if width is None else lower + width
    above = upper is not None and pace > upper
    inside = pace >= lower and not above
    low = headroom <= 100 or headroom < lower * years
    regions = {
        Status.WORSE: pace < -10,
        Status.EXCEED: above,
        Status.MET: inside,
        Status.FLOOR: -10 <= pace < lower and low,
        Status.NEAR: -10 <= pace < lower and not low and 10 * pace >= 6 * lower,
        Status.SLOW: -10 <= pace < lower and not low and 10 * pace < 6 * lower,
    }

    status = corridor_status(
        pace / 100,
        lower=lower / 100,
        upper=None if upper is None else upper / 100,
        headroom=headroom / 100,
        years_left=years,
    )

    assert [name for name, holds in regions.items() if holds] == [status]


@given(observed=hundredths, required=st.integers(1, 500))
def test_level_ladder_is_total_and_exclusive(observed, required):
    regions = {
        Status.WORSE: observed < 0,
        Status.SLOW: observed >= 0 and 100 * observed < 60 * required,
        Status.NEAR: 60 * required <= 100 * observed < 95 * required,
        Status.MET: observed >= 0 and 100 * observed >= 95 * required,
    }

    status = level_status(observed / 100, required=required / 100, is_done=False)

    assert [name for name, holds in regions.items() if holds] == [status]


@given(
    bound=hundredths, pace=hundredths, years_done=st.integers(0, 20), years_left=st.integers(1, 20)
)
def test_need_closes_the_mean(bound, pace, years_done, years_left):
    need = needed_pace(bound / 100, pace=pace / 100, years_done=years_done, years_left=years_left)

    whole = (pace / 100 * years_done + need * years_left) / (years_done + years_left)
    assert whole == pytest.approx(bound / 100, abs=1e-8)


@given(history=histories, lower=st.integers(1, 400).map(lambda points: points / 100))
def test_who_does_what_is_needed_meets_the_corridor(history, lower):
    figures = [figure("A", year, value) for year, value in history.items()]
    need = judged(figures, lower=lower, upper=None).need_lower
    if need is None or need.points_a_year == 0:
        return
    last = max(history)
    end = history[last] - need.points_a_year * (2030 - last)

    done = judged([*figures, figure("A", 2030, end)], lower=lower, upper=None)

    assert done.observed_pace == pytest.approx(lower, abs=1e-7)
    assert done.status is Status.MET


@given(history=histories, goal=rates)
def test_who_does_what_is_needed_reaches_the_level(history, goal):
    figures = [figure("A", year, value) for year, value in history.items()]
    need = judged(figures, "level", None, goal).need_lower
    last = max(history)
    end = round(history[last] - need.points_a_year * (2030 - last), 6)

    assert judged([*figures, figure("A", 2030, end)], "level", None, goal).status is Status.DONE


@given(history=histories, older=st.dictionaries(st.integers(2005, 2020), rates, max_size=6))
def test_figures_of_an_older_standard_enter_no_number(history, older):
    new = [figure("A", year, value) for year, value in history.items()]
    old = [figure("A", year, value, standard="old") for year, value in older.items()]

    alone, beside = judged(new), judged([*new, *old])

    for part in ("window", "changes", "observed_pace", "need_lower", "need_upper", "readings"):
        assert getattr(beside, part) == getattr(alone, part)


@given(share=st.floats(0, 1), other=st.floats(0, 1))
def test_printed_probabilities_are_coarse_cautious_and_in_order(share, other):
    low, high = sorted((share, other))

    printed = printed_probability_pct(low)

    assert printed % 5 == 0
    assert 5 <= printed <= printed_probability_pct(high) <= 95
    assert abs(printed - 100 * low) <= 5


@given(share=st.floats(0, 1), other=st.floats(0, 1))
def test_same_printed_number_has_the_same_words(share, other):
    if printed_probability_pct(share) == printed_probability_pct(other):
        assert probability_words(share, "vi") == probability_words(other, "vi")


@given(values=st.lists(rates, min_size=1, max_size=8), order=st.randoms())
def test_ranks_bracket_the_exact_order_whatever_the_order_of_units(values, order):
    figures = [figure(f"U{i}", 2023, value) for i, value in enumerate(values)]
    units = [observation.unit for observation in figures]
    shuffled = order.sample(units, len(units))

    ranking = rank_units(panel_of(figures, tuple(units)))

    assert rank_units(panel_of(figures, tuple(shuffled))).ranked == ranking.ranked
    for place, row in enumerate(ranking.ranked, start=1):
        assert row.best_rank <= place <= row.worst_rank
