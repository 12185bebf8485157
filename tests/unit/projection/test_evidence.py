"""When a projection may speak."""

import pytest

from analysis.projection import METHODS
from analysis.projection.evidence import weigh
from analysis.projection.measurements import measure
from analysis.projection.model import Basis


def weighed(panel, unit, method="pooled_trend"):
    return weigh(panel, measure(panel), METHODS[method])[unit]


def years(first, *values):
    return dict(enumerate(values, start=first))


NEIGHBOURS = {"b": years(2020, 30, 28, 27, 25), "c": years(2020, 9, 8, 7, 6)}


@pytest.mark.parametrize(
    ("points", "strength"), [(1, "low"), (3, "low"), (4, "medium"), (6, "medium"), (7, "high")]
)
def test_strength_follows_the_points_in_the_current_standard(make_panel, points, strength):
    own = dict(zip(range(2017, 2024), [12, 11, 10, 9, 8, 7, 6], strict=True))
    last = dict(list(own.items())[-points:])
    evidence = weighed(make_panel({"a": last, **NEIGHBOURS}), "a")
    assert (evidence.basis, evidence.strength) == (Basis.SERIES, strength)
    assert evidence.points_in_current_standard == points
    assert evidence.differences == points - 1


def test_differences_never_span_a_break_of_standard(make_panel, make_figure):
    older = tuple(make_figure("a", year, 20.0, standard="old") for year in (2016, 2018, 2019))
    panel = make_panel({"a": years(2022, 40, 38), **NEIGHBOURS}, extra=older)
    evidence = weighed(panel, "a")
    assert evidence.points == 5
    assert evidence.differences == 3
    assert "projection.evidence.older_trend" in evidence.reasons


def test_a_unit_without_figures_is_estimated_only_from_a_total(make_panel):
    with_total = make_panel({"a": {}, **NEIGHBOURS, "T": years(2020, 20, 19)}, total="T")
    assert weighed(with_total, "a").basis is Basis.ESTIMATE
    assert weighed(with_total, "a", method="hierarchical_random_walk").basis is Basis.NONE
    without = weighed(make_panel({"a": {}, **NEIGHBOURS}), "a")
    assert without.basis is Basis.NONE
    assert "projection.evidence.no_total" in without.reasons


def test_a_panel_with_two_changes_carries_nothing(make_panel):
    panel = make_panel({"a": years(2022, 9, 8), "b": years(2022, 30, 29), "c": years(2022, 5)})
    for unit in ("a", "b", "c"):
        evidence = weighed(panel, unit)
        assert evidence.basis is Basis.NONE
        assert "projection.evidence.few_differences" in evidence.reasons


@pytest.mark.parametrize(("points", "basis"), [(2, Basis.NONE), (3, Basis.SERIES)])
def test_a_unit_alone_needs_three_points(make_panel, points, basis):
    panel = make_panel({"a": years(2020, *[10.0, 9.0, 8.0][:points])})
    assert weighed(panel, "a").basis is basis


def test_contradicted_and_forecast_figures_carry_no_evidence(make_panel, make_figure):
    from analysis.data.model import ObservationStatus, Vintage

    extra = (
        make_figure("a", 2022, 9, status=ObservationStatus.UNRELIABLE),
        make_figure("a", 2023, 8, vintage=Vintage.FORECAST),
    )
    assert weighed(make_panel({"a": {}, **NEIGHBOURS}, extra=extra), "a").points == 0


def test_every_reason_has_its_sentence_in_both_languages():
    from analysis.locale.catalog import message_keys
    from analysis.projection import evidence

    reasons = {
        value
        for value in vars(evidence).values()
        if isinstance(value, str) and value.startswith("projection.evidence.")
    }
    assert len(reasons) == 19
    for language in ("vi", "en"):
        assert reasons <= message_keys("projection", language)
