"""When a probability is given, and how it is printed."""

import pytest

from analysis.assessment import printed_probability_pct
from analysis.assessment.probability import target_probability
from analysis.projection.model import Basis


@pytest.fixture
def ask(make):
    def run(projection, *, kind="pace", goal=1.0, start=(2021, 15.9, "new")):
        direction = -1 if kind == "pace" else 1
        figure = make.figure("A", start[0], start[1], standard=start[2]) if start else None
        return target_probability(
            projection, "A", make.target(kind), goal=goal, direction=direction, start=figure
        )

    return run


def test_estimates_are_flagged(ask, make):
    projection = make.projection([6.0, 8.0], basis=Basis.ESTIMATE)

    assert ask(projection) == (0.5, ("assessment.reason.probability_of_estimate",))


def test_sum_of_parts_speaks_as_a_series_does(ask, make):
    assert ask(make.projection([6.0, 8.0], basis=Basis.SUM)) == (0.5, ())


def test_level_needs_no_published_start(ask, make):
    assert ask(make.projection([84.0, 86.0]), kind="level", goal=85.0, start=None) == (0.5, ())


@pytest.mark.parametrize(
    ("options", "asked", "reasons"),
    [
        ({"basis": Basis.SCENARIO}, {}, ["scenario_is_no_forecast"]),
        ({"years": (2028, 2029)}, {}, ["beyond_horizon"]),
        ({}, {"start": None}, ["no_start_figure"]),
        ({}, {"start": (2030, 6.0, "new")}, ["no_start_figure"]),
        ({"standard": "newer"}, {}, ["projection_in_other_standard"]),
        (
            {"basis": Basis.SCENARIO, "years": (2028,)},
            {"start": None},
            ["scenario_is_no_forecast", "beyond_horizon", "no_start_figure"],
        ),
    ],
)
def test_refusals_are_said(ask, make, options, asked, reasons):
    probability, given = ask(make.projection([6.0], **options), **asked)

    assert probability is None
    assert list(given) == [f"assessment.reason.{reason}" for reason in reasons]


def test_thin_evidence_passes_on_its_reasons(ask, make):
    projection = make.projection([6.0], basis=Basis.NONE, reasons=("projection.evidence.alone",))

    assert ask(projection) == (
        None,
        ("assessment.reason.too_little_evidence", "projection.evidence.alone"),
    )


def test_unit_the_projection_does_not_know(make):
    answer = target_probability(
        make.projection([6.0]), "B", make.target(), goal=1.0, direction=-1, start=None
    )

    assert answer == (None, ("assessment.reason.too_little_evidence",))


def test_without_projection(ask):
    assert ask(None) == (None, ("assessment.reason.no_projection",))


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0.0, 5), (0.024, 5), (0.074, 5), (0.075, 10), (0.425, 45), (0.975, 95), (1.0, 95)],
)
def test_printed_probability(share, printed):
    assert printed_probability_pct(share) == printed
