"""Why a part of an assessment is missing or limited, as message keys."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment.finding import Finding
from analysis.assessment.level import MINIMUM_TREND_FIGURES
from analysis.assessment.need import is_possible
from analysis.assessment.question import Question
from analysis.data.model import TargetKind

_KINDS_WITH_RULE = (TargetKind.PACE, TargetKind.LEVEL)


def refusals(question: Question) -> Iterator[str]:
    """Why no rule applies to the target."""
    kind = question.target.kind
    if kind not in _KINDS_WITH_RULE:
        yield f"assessment.reason.kind_{kind.value}"
    if kind in _KINDS_WITH_RULE and question.bounds[0] is None:
        yield "assessment.reason.no_bound"
    if kind in _KINDS_WITH_RULE and question.direction == 0:
        yield "assessment.reason.no_direction"


def limits(question: Question, finding: Finding) -> Iterator[str]:
    """Say what limits a verdict: its figures first, then its needs."""
    yield from _limits_of_figures(question)
    yield from _limits_of_needs(question, finding)


def _limits_of_figures(question: Question) -> Iterator[str]:
    start, count = question.start, len(question.segment.figures)
    if count < MINIMUM_TREND_FIGURES:
        yield f"assessment.reason.figures_{count}"
    if question.segment.is_after_break:
        yield "assessment.reason.standard_break"
    if question.is_outside_window:
        yield "assessment.reason.figures_before_base_year"
    elif start and start.year > question.target.base_year:
        yield "assessment.reason.starts_after_base_year"


def _limits_of_needs(question: Question, finding: Finding) -> Iterator[str]:
    if question.years_left == 0:
        yield "assessment.reason.window_ended"
    for name, points in zip(("least", "most"), finding.needed_points, strict=True):
        if points is not None and not is_possible(question, points):
            yield f"assessment.reason.{name}_bound_impossible"
    least = finding.needed_points[0]
    if least is not None and least <= 0:
        yield "assessment.reason.already_secured"
    if question.base is None:
        yield "assessment.reason.base_unknown"
