"""The verdict on one target of one unit."""

from __future__ import annotations

from dataclasses import replace

from analysis.assessment.finding import Finding, find
from analysis.assessment.model import Assessment, Need, Reading, Status
from analysis.assessment.need import is_possible, need_of
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.probability import target_probability
from analysis.assessment.question import Base, Question, question_of
from analysis.assessment.readings import LevelPath, readings
from analysis.assessment.reasons import limits, refusals
from analysis.assessment.segment import yearly_changes
from analysis.data.model import Panel, Target
from analysis.projection.model import Projection


def assess(
    panel: Panel,
    projection: Projection | None,
    target: Target,
    unit: str,
    *,
    is_own: bool,
    base: Base | None = None,
    settings: AssessmentSettings = DEFAULT_SETTINGS,
) -> Assessment:
    """Judge one target of one unit by published figures; a projection only adds a probability.

    Parameters
    ----------
    panel : Panel
        Figures of the target's indicator, as known on a date.
    projection : Projection or None
        Joint paths of the same indicator.
    target : Target
        What is asked for.
    unit : str
        Code of the unit.
    is_own : bool
        Whether the target was set for this unit, or is the province's shown as a yardstick.
    base : (float, int), optional
        Households or labour force of the unit, and their year.
    settings : AssessmentSettings
        Thresholds.

    Returns
    -------
    Assessment
        Always one; where a part cannot be said it is ``None`` and `reasons` say why.
    """
    question = question_of(panel, target, unit, base, settings)
    unjudged = _without_rule(question, is_own)
    finding = find(question)
    if finding is None:
        return unjudged
    least, most = _needs(question, finding)
    probability, doubts = _probability(question, finding, projection)
    return replace(
        unjudged,
        status=finding.status,
        window=_window(question),
        start_value=question.start.value if question.start else None,
        changes=yearly_changes(question.segment.figures, question.direction),
        observed_pace=finding.observed_pace,
        required_pace=finding.required_pace,
        years_left=question.years_left,
        need_lower=least,
        need_upper=most,
        implied_target_level=finding.goal_level,
        probability=probability,
        evidence_strength=_evidence_strength(projection, unit),
        method=finding.method,
        readings=_readings(question, finding),
        reasons=tuple(dict.fromkeys((*limits(question, finding), *doubts))),
    )


def _without_rule(question: Question, is_own: bool) -> Assessment:
    """What is known before any rule is applied, and why none could be."""
    last = question.last
    return Assessment(
        unit=question.unit,
        indicator=question.indicator.code,
        target=question.target,
        status=Status.NODATA,
        is_own_target=is_own,
        standard=last.standard if last else None,
        last_value=last.value if last else None,
        last_year=last.year if last else None,
        reasons=tuple(refusals(question)),
    )


def _window(question: Question) -> tuple[int, int] | None:
    """First and last year of the figures that the change is taken from."""
    start, last = question.start, question.last
    return (start.year, last.year) if start and last and question.years_done else None


def _needs(question: Question, finding: Finding) -> tuple[Need | None, Need | None]:
    pairs = zip(question.bounds, finding.needed_points, strict=True)
    least, most = (need_of(question, bound, points) for bound, points in pairs)
    return least, most


def _probability(
    question: Question, finding: Finding, projection: Projection | None
) -> tuple[float | None, tuple[str, ...]]:
    points = finding.needed_points[0]
    if points is not None and not is_possible(question, points):
        return None, ()
    return target_probability(
        projection,
        question.unit,
        question.target,
        goal=finding.goal,
        direction=question.direction,
        start=question.start,
    )


def _evidence_strength(projection: Projection | None, unit: str) -> str:
    evidence = projection.evidence.get(unit) if projection else None
    return evidence.strength if evidence else "none"


def _readings(question: Question, finding: Finding) -> tuple[Reading, ...]:
    if finding.goal_level is None:
        return ()
    target_year = question.target.target_year
    return readings(
        LevelPath(question.segment.figures, finding.goal_level, target_year, question.direction)
    )
