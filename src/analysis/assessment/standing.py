"""How an item of the plan stands: the verdicts on stocks, flows, milestones and duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.assessment.level import level_status, required_slope
from analysis.assessment.model import Status
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.data.plan import EventKind, Evidence, ItemKind, PlanItem


class Standing(StrEnum):
    """Words for items that no figure is judged by, beside the verdicts of `Status`."""

    OVERDUE = "overdue"
    UNDERWAY = "underway"
    WITHIN = "within"
    REPLACED = "replaced"
    TRACKED = "tracked"
    NO_FIGURES = "no_figures"


Verdict = Status | Standing

Series = Sequence[tuple[int, float]]
"""Years and values, in order."""


@dataclass(frozen=True)
class Milestone:
    """What is known of a piece of work: its year, the year it was moved to, and how far it is."""

    due_year: int
    revised_year: int | None = None
    is_started: bool = False
    is_done: bool = False
    is_replaced: bool = False


def stock_verdict(
    figures: Series,
    goal: float,
    target_year: int,
    settings: AssessmentSettings = DEFAULT_SETTINGS,
) -> Verdict:
    """Verdict on a count to be reached by a year, by the rule for levels.

    Parameters
    ----------
    figures : sequence of (int, float)
        Counts at the end of years, in order.
    goal : float
        Count asked for.
    target_year : int
        Year by which it is.

    Returns
    -------
    Status or Standing
        A single figure below the goal carries no pace and is not judged.
    """
    if not figures:
        return Standing.NO_FIGURES
    (first_year, first), (last_year, last) = figures[0], figures[-1]
    if last_year == first_year or first_year >= target_year:
        return Status.DONE if last >= goal else Status.NODATA
    required = required_slope(goal, first, years=target_year - first_year, direction=1)
    observed = (last - first) / (last_year - first_year)
    return level_status(observed, required=required, is_done=last >= goal, settings=settings)


def flow_verdict(
    figures: Series, goal: float, settings: AssessmentSettings = DEFAULT_SETTINGS
) -> Verdict:
    """Verdict on what is asked for each year: the last whole year counts, never a sum of years."""
    if not figures:
        return Standing.NO_FIGURES
    share = figures[-1][1] / goal
    rungs = (
        (Status.EXCEED, share > 1),
        (Status.MET, share == 1),
        (Status.NEAR, share >= settings.near_share),
    )
    return next((status for status, holds in rungs if holds), Status.SLOW)


def milestone_verdict(milestone: Milestone, day: dt.date) -> Verdict:
    """Verdict on a piece of work with a term: the first rung that holds.

    A term that was moved is a delay (``slow``) until the new term is over too.
    """
    due_year = milestone.revised_year or milestone.due_year
    rungs = (
        (Status.DONE, milestone.is_done),
        (Standing.REPLACED, milestone.is_replaced),
        (Standing.OVERDUE, day > dt.date(due_year, 12, 31)),
        (Status.SLOW, due_year > milestone.due_year),
        (Standing.UNDERWAY, milestone.is_started),
    )
    return next((verdict for verdict, holds in rungs if holds), Standing.WITHIN)


def milestone_of(item: PlanItem, evidence: Sequence[Evidence]) -> Milestone:
    """Milestone of an item as the evidence known on a day tells it."""
    events = {piece.event for piece in evidence}
    revised = [piece.due_year for piece in evidence if piece.event is EventKind.REVISED]
    return Milestone(
        due_year=item.last_year,
        revised_year=revised[-1] if revised else None,
        is_started=EventKind.START in events,
        is_done=EventKind.DONE in events,
        is_replaced=EventKind.REPLACED in events,
    )


def item_verdict(
    item: PlanItem,
    figures: Series,
    goal: float | None,
    evidence: Sequence[Evidence],
    day: dt.date,
) -> Verdict:
    """Verdict on an item that is no level and no pace (those have assessments of their own).

    Parameters
    ----------
    item : PlanItem
        Item of the plan.
    figures : sequence of (int, float)
        Usable figures of its indicator, in order of years.
    goal : float or None
        Count its target asks for, where it has one.
    evidence : sequence of Evidence
        What else was known on the day.
    day : date
        Day of the verdict.
    """
    if item.kind is ItemKind.MILESTONE:
        return milestone_verdict(milestone_of(item, evidence), day)
    if goal is not None and item.kind is ItemKind.STOCK:
        return stock_verdict(figures, goal, item.last_year)
    if goal is not None and item.kind is ItemKind.FLOW:
        return flow_verdict(figures, goal)
    is_told = any(piece.event is EventKind.FIGURE for piece in evidence)
    return Standing.TRACKED if figures or is_told else Standing.NO_FIGURES
