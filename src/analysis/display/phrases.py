"""Turns of phrase that several parts of a page share: movements, targets, spans of years."""

from __future__ import annotations

import re

from analysis.assessment import Assessment, Need
from analysis.data import Indicator, Observation, Target, TargetKind, Vintage
from analysis.display.inline import Words, link
from analysis.display.outlook import Outlook
from analysis.display.report import Report

_ADDRESS = re.compile(r"https?://[^\s;)]+")
_NO_CHANGE_POINTS = 0.005
"""Half of the last printed decimal: a smaller change is written as none."""


def trimmed(report: Report, value: float) -> str:
    """Bound of a target as documents write it: 1, 1,5, 85."""
    return report.format.number(value, 0 if value == round(value) else 1)


def short_name(report: Report, indicator: Indicator) -> str:
    """Name of an indicator without what stands in brackets."""
    return indicator.name(report.language).partition(" (")[0]


def cited(figure: Observation) -> Words:
    """Title of a figure's source, linked where an address is known."""
    address = _ADDRESS.search(figure.source_reference)
    return link(figure.source_title, address.group()) if address else figure.source_title


def value_words(report: Report, figure: Observation) -> str:
    """Figure with how final it is, where it is not: ``43,31% (ước tính)``."""
    value = report.format.percent(figure.value)
    if figure.vintage > Vintage.PRELIMINARY:
        return value
    return f"{value} ({report.say(f'vintage.{figure.vintage.name.lower()}')})"


def moves(report: Report, change: float, words: str) -> str:
    """Direction of a change with its amount in words: ``giảm 1,52 điểm %``."""
    if abs(change) < _NO_CHANGE_POINTS:
        return report.say("moves.stays")
    return report.say("moves.rises" if change > 0 else "moves.falls", amount=words)


def pace_words(report: Report, outlook: Outlook, pace: float) -> str:
    """Mean yearly change; `pace` is positive in the good direction."""
    change = pace * outlook.indicator.direction
    return moves(report, change, report.format.points_a_year(abs(change)))


def window_words(report: Report, window: tuple[int, int]) -> str:
    """Years in which the changes of a window happened: the first figure is where they start."""
    first, last = window[0] + 1, window[1]
    return report.say("year", year=last) if first == last else f"{first}–{last}"


def goal_words(report: Report, outlook: Outlook, target: Target) -> str:
    """Say what a target asks for."""
    if target.lower is None:
        return target.document_name(report.language)
    if target.kind is TargetKind.LEVEL:
        value = f"{trimmed(report, target.lower)}%"
        return report.say("goal.level", value=value, year=target.target_year)
    way = "rises" if outlook.indicator.direction > 0 else "falls"
    span = range_words(report, target).removeprefix("≥ ")
    pace = report.tell("locale.unit.percentage_points_a_year", value=span)
    openness = "_open" if target.upper is None else ""
    return report.say(f"goal.pace.{way}{openness}", pace=pace)


def range_words(report: Report, target: Target) -> str:
    """Bounds of a corridor: ``1–1,5``, or ``≥ 3`` where the top is open."""
    bounds = [trimmed(report, b) for b in (target.lower, target.upper) if b is not None]
    return "–".join(bounds) if len(bounds) > 1 else f"≥ {bounds[0]}"


def need_count(
    report: Report, outlook: Outlook, assessment: Assessment, need: Need | None
) -> str | None:
    """Households or persons a year behind a need, where they are known and may be printed."""
    if need is None or need.count_a_year is None:
        return None
    if not report.dataset.shows_rates(assessment.unit):
        return None
    return report.count(need.count_a_year, outlook.indicator.family)


def yardstick_words(report: Report, assessment: Assessment) -> str:
    """Whose target a unit is held against, where it has none of its own."""
    if assessment.target.binding:
        return report.say("yardstick", unit=report.name_in_sentence(assessment.unit))
    return assessment.target.note(report.language)
