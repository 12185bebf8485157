"""The four figures a reader should take away from a page."""

from __future__ import annotations

from analysis.assessment import Assessment, printed_probability_pct, probability_words
from analysis.data import Target, TargetKind
from analysis.display import components
from analysis.display.components import Card
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.phrases import (
    need_count,
    range_words,
    short_name,
    trimmed,
)
from analysis.display.report import Report
from analysis.display.verdict_badge import verdict_badge
from analysis.locale.formats import MISSING


def key_figures(report: Report, outlook: Outlook) -> Element:
    """Level, pace, need and outlook of one indicator in four cards.

    Parameters
    ----------
    report : Report
        Page they are written for.
    outlook : Outlook
        The indicator that matters most on the page.

    Returns
    -------
    Element
        For a unit without figures, the whole's level and what the target means for the unit.
    """
    assessment = outlook.of(report.unit.code)
    whole = _cards_of_whole(report, outlook)
    if assessment is None:
        return components.key_figures(whole)
    if not report.dataset.shows_rates(report.unit.code):
        return components.key_figures([*whole, _verdict(report, outlook, assessment)])
    if assessment.last_value is None:
        need = _need(report, outlook, assessment)
        return components.key_figures([*whole, need, _verdict(report, outlook, assessment)])
    cards = [
        _level(report, outlook, assessment),
        _pace(report, outlook, assessment),
        _need(report, outlook, assessment),
        _probability(report, assessment),
    ]
    return components.key_figures(cards)


def _cards_of_whole(report: Report, outlook: Outlook) -> list[Card]:
    last, base = outlook.latest_of_total(), outlook.bases.get(report.unit.code)
    name = short_name(report, outlook.indicator)
    cards = []
    if last is not None:
        label = report.say(
            "card.level_of", indicator=name, unit=report.whole().lower(), year=last.year
        )
        vintage = report.say(f"vintage.{last.vintage.name.lower()}")
        cards.append(Card(label, report.format.percent(last.value), vintage))
    if base is not None:
        count = report.count(base.value, outlook.indicator.family)
        label = report.say(f"card.base.{outlook.indicator.family}", year=base.year)
        cards.append(Card(label, count, report.tell(base.note)))
    return cards or [Card(name, MISSING, report.say("card.nothing"))]


def _level(report: Report, outlook: Outlook, assessment: Assessment) -> Card:
    last = outlook.panel.latest(assessment.unit)
    name = short_name(report, outlook.indicator)
    return Card(
        report.say("card.level", indicator=name, year=assessment.last_year),
        report.format.percent(assessment.last_value),
        report.say(f"vintage.{last.vintage.name.lower()}") if last else "",
    )


def _pace(report: Report, outlook: Outlook, assessment: Assessment) -> Card:
    goal = report.say("card.goal", goal=_bounds(report, assessment.target))
    direction = outlook.indicator.direction
    badge = verdict_badge(assessment.status, report.language, direction=direction)
    if assessment.observed_pace is None or assessment.window is None:
        return Card(report.say("card.pace_unknown"), MISSING, goal, badge)
    change = assessment.observed_pace * direction
    period = "–".join(
        str(year) for year in dict.fromkeys((assessment.window[0] + 1, assessment.window[1]))
    )
    label = report.say("card.rise" if change > 0 else "card.fall", period=period)
    return Card(label, report.format.number(abs(change), 2), goal, badge)


def _verdict(report: Report, outlook: Outlook, assessment: Assessment) -> Card:
    """Say why there is no verdict: nothing is published, or the unit is too small for rates."""
    badge = verdict_badge(assessment.status, report.language, direction=outlook.indicator.direction)
    is_small = not report.dataset.shows_rates(report.unit.code)
    reason = report.tell(f"briefing.card.{'small' if is_small else 'no_figure'}")
    return Card(report.tell("briefing.card.verdict"), MISSING, reason, badge)


def _bounds(report: Report, target: Target) -> str:
    """Say what the target asks for, as short as a card needs."""
    if target.kind is TargetKind.LEVEL and target.lower is not None:
        return f"{trimmed(report, target.lower)}% ({target.target_year})"
    bounds = range_words(report, target)
    return report.tell("locale.unit.percentage_points_a_year", value=bounds)


def _need(report: Report, outlook: Outlook, assessment: Assessment) -> Card:
    target, need = assessment.target, assessment.need_lower
    label = report.say("card.need", year=target.target_year)
    if need is None:
        return Card(label, MISSING, _why_no_need(report, assessment))
    if not need.points_a_year:
        zero = report.count(0, outlook.indicator.family)
        return Card(label, zero, report.say("card.secured"))
    count = need_count(report, outlook, assessment, need)
    points = report.format.points_a_year(need.points_a_year)
    if target.kind is TargetKind.LEVEL:
        aim = f"{trimmed(report, need.bound)}%"
    else:
        aim = report.tell("locale.unit.percentage_points_a_year", value=trimmed(report, need.bound))
    detail = report.say("card.need_detail", points=points, aim=aim)
    return Card(label, count or points, detail)


def _why_no_need(report: Report, assessment: Assessment) -> str:
    impossible = any(r.endswith("least_bound_impossible") for r in assessment.reasons)
    return report.say("card.too_low" if impossible else "card.need_unknown")


def _probability(report: Report, assessment: Assessment) -> Card:
    label = report.say("card.probability", year=assessment.target.target_year)
    if assessment.probability is None:
        return Card(label, MISSING, report.say("card.no_probability"))
    words = probability_words(assessment.probability, report.language)
    percent = printed_probability_pct(assessment.probability)
    strength = report.tell(f"assessment.evidence.{assessment.evidence_strength}")
    detail = report.say("card.probability_detail", percent=percent, strength=strength)
    return Card(label, words[0].upper() + words[1:], detail)
