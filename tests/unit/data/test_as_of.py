import datetime as dt

import pytest

from analysis.data import Observation, ObservationStatus, Vintage, load_dataset
from analysis.data.as_of import best_vintages, day_of_knowledge
from analysis.errors import ParameterError

FIRST, NEWEST, TODAY = dt.date(2013, 6, 30), dt.date(2025, 8, 22), dt.date(2026, 11, 24)


def ask(value: str | dt.date | None) -> dt.date:
    return day_of_knowledge(value, first=FIRST, newest=NEWEST, today=TODAY)


def figure(value: float, vintage: Vintage, known_on: str, year: int = 2023) -> Observation:
    return Observation(
        indicator="poor_household_rate",
        unit="464",
        year=year,
        standard="multidim_ND07_2021",
        vintage=vintage,
        known_on=dt.date.fromisoformat(known_on),
        value=value,
        status=ObservationStatus.NORMAL,
        confidence="high",
        source_title="made here",
        source_reference="made here",
    )


@pytest.mark.parametrize("nothing", [None, ""])
def test_default_day_is_the_newest_figure_and_not_today(nothing: str | None) -> None:
    assert ask(nothing) == NEWEST


@pytest.mark.parametrize("day", ["2024-04-01", dt.date(2024, 4, 1)])
def test_day_may_be_text_or_date(day: str | dt.date) -> None:
    assert ask(day) == dt.date(2024, 4, 1)


def test_today_itself_is_allowed() -> None:
    assert ask(TODAY) == TODAY


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-11-25", "25/11/2026 ở tương lai"),
        ("01/04/2024", "01/04/2024” không phải là ngày"),
        ("2024-02-30", "2024-02-30” không phải là ngày"),
        ("2013-06-29", "từ ngày 30/06/2013 trở đi"),
    ],
)
def test_unusable_day_is_refused_in_one_sentence(value: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words) as refused:
        ask(value)

    assert [problem.where for problem in refused.value.problems] == ["as_of"]


def test_data_set_refuses_a_day_in_the_future() -> None:
    with pytest.raises(ParameterError, match="tương lai"):
        load_dataset(as_of="2999-01-01")


def test_newest_knowledge_stands_for_a_year() -> None:
    early = figure(2.17, Vintage.PRELIMINARY, "2023-11-14")
    late = figure(1.91, Vintage.RECHECK, "2024-03-20")

    assert best_vintages([late, early]) == (late,)


def test_higher_vintage_stands_among_figures_of_one_day() -> None:
    decision = figure(1.99, Vintage.DECISION, "2024-03-20")
    recheck = figure(1.91, Vintage.RECHECK, "2024-03-20")

    assert best_vintages([recheck, decision]) == (recheck,)


def test_usable_figure_outranks_a_later_one_that_is_only_shown() -> None:
    decision = figure(1.99, Vintage.DECISION, "2023-12-18")
    doubtful = figure(9.99, Vintage.UNVERIFIED, "2024-03-20")

    assert best_vintages([decision, doubtful]) == (decision,)


def test_same_year_stands_once_in_each_standard() -> None:
    new = figure(15.19, Vintage.DECISION, "2016-06-30", year=2015)
    old = Observation(**{**vars(new), "standard": "income_QD09_2011", "value": 9.22})

    assert best_vintages([new, old]) == (old, new)


@pytest.mark.parametrize("name", ["published", "provinces"])
@pytest.mark.parametrize("as_of", ["2014-12-31", "2017-01-01", None])
def test_nothing_known_later_is_in_any_panel(name: str, as_of: str | None) -> None:
    dataset = load_dataset(name, as_of=as_of)
    families = ("poverty", "trained_labour")
    panels = [dataset.panel(i.code) for f in families for i in dataset.indicators_of(f)]

    assert sum(len(panel.observations) for panel in panels) > 0
    assert all(o.known_on <= dataset.as_of for panel in panels for o in panel.observations)


def test_provinces_at_the_end_of_2012_know_nothing_later() -> None:
    dataset = load_dataset("provinces", as_of="2012-12-31")
    years = {o.year for o in dataset.panel("gso_poverty_rate_income").observations}

    assert years == {2006, 2008, 2010}
    assert max(o.year for o in dataset.panel("gso_trained_employed_rate").observations) == 2011
    assert dataset.panel("gso_poverty_rate_income").weights["45"] == 333_900  # labour force of 2011
