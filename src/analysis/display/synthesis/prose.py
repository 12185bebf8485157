"""Sentences on one target: where it stands, how it moved, what it still takes, how likely it is."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import (
    Assessment,
    Need,
    evidence_words,
    printed_probability_pct,
    probability_words,
    status_word,
)
from analysis.data import Observation
from analysis.display.outlook import Outlook
from analysis.display.phrases import (
    goal_words,
    moves,
    pace_words,
    value_words,
    window_words,
)
from analysis.display.report import Report
from analysis.locale.formats import MISSING


def sentences(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Level, movement and verdict of one target as running text; its need stands with its owner."""
    return " ".join(_sentences(report, outlook, assessment))


def _sentences(report: Report, outlook: Outlook, assessment: Assessment) -> Iterator[str]:
    last = outlook.panel.latest(assessment.unit)
    if last is None or last.standard != assessment.standard:
        name, unit = in_sentence(report, outlook), report.name_in_sentence(assessment.unit)
        goal = goal_words(report, outlook, assessment.target)
        yield report.tell("synthesis.prose.nothing", indicator=name, unit=unit, goal=goal)
        return
    yield _level(report, outlook, last)
    yield _verdict(report, outlook, assessment)


def in_sentence(report: Report, outlook: Outlook) -> str:
    """Name of an indicator as it stands within a sentence."""
    return lowered(outlook.indicator.name(report.language))


def lowered(words: str) -> str:
    """Words with a small first letter."""
    return words[:1].lower() + words[1:]


def capitalised(words: str) -> str:
    """Words with a capital first letter, as a sentence begins."""
    return words[:1].upper() + words[1:]


def verdict_words(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Verdict as it stands within a sentence."""
    direction = outlook.indicator.direction
    return lowered(status_word(assessment.status, report.language, direction=direction))


def _level(report: Report, outlook: Outlook, last: Observation) -> str:
    same = [o for o in outlook.panel.usable(last.unit) if o.standard == last.standard]
    words = report.tell(
        "synthesis.prose.level",
        year=last.year,
        indicator=in_sentence(report, outlook),
        unit=report.name_in_sentence(last.unit),
        value=value_words(report, last),
    )
    if len(same) < 2:
        return f"{words}."
    before = same[-2]
    change = last.value - before.value
    moved = moves(report, change, report.format.points(abs(change)))
    counted = _counted(report, outlook, before, last)
    return words + report.tell("synthesis.prose.change", moved=moved, year=before.year) + counted


def _counted(report: Report, outlook: Outlook, before: Observation, last: Observation) -> str:
    code = outlook.indicator.count_code
    figures = report.dataset.panel(code).usable(last.unit) if code else ()
    by_moment = {(o.year, o.standard): o for o in figures}
    ends = [by_moment.get((o.year, o.standard)) for o in (before, last)]
    if ends[0] is None or ends[1] is None:
        return "."
    family = outlook.indicator.family
    fell = report.count(abs(ends[1].value - ends[0].value), family)
    return report.tell(
        "synthesis.prose.counted",
        before=report.count(ends[0].value, family),
        last=report.count(ends[1].value, family),
        count=fell,
    )


def _verdict(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    goal = goal_words(report, outlook, assessment.target)
    if assessment.observed_pace is None or assessment.window is None:
        return report.tell("synthesis.prose.unjudged", goal=goal)
    first, last = assessment.window
    if last - first == 1:
        verdict = verdict_words(report, outlook, assessment)
        return report.tell("synthesis.prose.verdict_of_year", year=last, goal=goal, verdict=verdict)
    return report.tell(
        "synthesis.prose.verdict",
        period=window_words(report, assessment.window),
        pace=pace_words(report, outlook, assessment.observed_pace),
        goal=goal,
        verdict=verdict_words(report, outlook, assessment),
    )


def way_words(report: Report, outlook: Outlook, need: Need) -> str:
    """Change a year that is needed, as a thing: ``a fall of 0.79 pp a year``."""
    way = "rises" if outlook.indicator.direction > 0 else "falls"
    amount = report.format.points_a_year(need.points_a_year)
    return report.tell(f"synthesis.way.{way}", amount=amount)


def chance_words(report: Report, assessment: Assessment) -> str:
    """How likely the target is on the trend so far, in words, and how far that can be relied on."""
    if assessment.probability is None:
        return report.tell("synthesis.prose.no_chance")
    words = probability_words(assessment.probability, report.language)
    return report.tell(
        "synthesis.prose.chance",
        words=words,
        percent=printed_probability_pct(assessment.probability),
        period=window_words(report, assessment.window) if assessment.window else MISSING,
        evidence=evidence_words(assessment.evidence_strength, report.language),
    )
