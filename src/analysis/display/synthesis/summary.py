"""I. Summary: how many targets stand how, and one line on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.assessment import Assessment, Status
from analysis.display.components import bullets, heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.inline import Inline, join
from analysis.display.outlook import Outlook
from analysis.display.phrases import (
    goal_words,
    need_count,
    short_name,
    value_words,
)
from analysis.display.report import Report
from analysis.display.synthesis.prose import verdict_words, way_words
from analysis.display.verdict_badge import verdict_badge
from analysis.display.verdicts import assessed

_GROUPS = {
    "good": (Status.EXCEED, Status.MET, Status.DONE, Status.FLOOR),
    "behind": (Status.NEAR, Status.SLOW, Status.WORSE),
    "unknown": (Status.NODATA, Status.BREAK),
}


def summary_section(report: Report, *outlooks: Outlook) -> Element:
    """Scope, balance of the verdicts, and one line a target.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.
    """
    judged = list(assessed(report, *outlooks))
    if not judged:
        words = [*_without_target(report), status_of_data(report, *outlooks)]
        return stack(heading(report.tell("synthesis.heading.summary")), *map(paragraph, words))
    opening = paragraph(
        report.tell(
            "synthesis.summary.scope",
            unit=report.name_in_sentence(report.unit.code),
            documents="; ".join(
                dict.fromkeys(a.target.document_name(report.language) for _, a in judged)
            ),
            date=report.format.date(report.dataset.as_of),
        ),
        f" {_balance(report, judged)}",
    )
    lines = [bullets([_line(report, *pair) for pair in judged], signed=True)] if judged else []
    return stack(
        heading(report.tell("synthesis.heading.summary")),
        opening,
        *lines,
        paragraph(status_of_data(report, *outlooks)),
    )


def _without_target(report: Report) -> Iterator[str]:
    """Say that no document sets targets for the unit, so that none is judged."""
    yield report.tell(
        "synthesis.summary.no_target",
        unit=report.name_in_sentence(report.unit.code),
        date=report.format.date(report.dataset.as_of),
    )


def _balance(report: Report, judged: list[tuple[Outlook, Assessment]]) -> str:
    counts = Counter(
        name for _, a in judged for name, group in _GROUPS.items() if a.status in group
    )
    parts = [
        report.tell(f"synthesis.summary.{name}", count=counts[name])
        for name in _GROUPS
        if counts[name]
    ]
    return report.tell("synthesis.summary.balance", count=len(judged), parts="; ".join(parts))


def _line(report: Report, outlook: Outlook, assessment: Assessment) -> Inline:
    direction = outlook.indicator.direction
    badge = verdict_badge(assessment.status, report.language, direction=direction)
    name = short_name(report, outlook.indicator)
    if assessment.unit != report.unit.code:
        name = f"{name}, {report.name_in_sentence(assessment.unit)}"
    last = outlook.panel.latest(assessment.unit)
    value = (
        f"{value_words(report, last)}, {last.year}"
        if last
        else verdict_words(report, outlook, assessment)
    )
    goal = goal_words(report, outlook, assessment.target)
    words = report.tell("synthesis.summary.line", indicator=name, value=value, goal=goal)
    return join(badge, f" {words}{_need(report, outlook, assessment)}.")


def _need(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    need = assessment.need_lower
    if need is None:
        return ""
    if not need.points_a_year:
        return report.tell("synthesis.summary.secured")
    way = way_words(report, outlook, need)
    count = need_count(report, outlook, assessment, need)
    counted = report.tell("synthesis.prose.count", count=count) if count else ""
    return report.tell("synthesis.summary.need", way=way, count=counted)


def status_of_data(report: Report, *outlooks: Outlook) -> str:
    """How final the newest figures are, and what makes them final."""
    last = [
        figure
        for outlook in outlooks
        if (figure := outlook.panel.latest(report.unit.code)) is not None
    ]
    newest = max((figure.year for figure in last), default=None)
    kinds = dict.fromkeys(f.vintage.name.lower() for f in last if f.year == newest)
    if not kinds:
        return report.tell("synthesis.summary.no_figures")
    return report.tell(
        "synthesis.summary.status",
        year=newest,
        kinds=", ".join(report.say(f"vintage.{kind}") for kind in kinds),
        date=report.format.date(report.dataset.as_of),
    )
