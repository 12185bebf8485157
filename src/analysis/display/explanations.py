"""What units say of results that fall behind: their words, or the request for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.assessment import Assessment, Status
from analysis.data import Explanation, ExplanationKind
from analysis.display.components import bullets, note, paragraph, stack
from analysis.display.element import Element
from analysis.display.inline import Tone
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdict_badge import TONES
from analysis.display.verdicts import assessed

TO_BE_EXPLAINED = (Status.SLOW, Status.WORSE)
"""Verdicts, orange and red, that ask the unit for its reasons."""


def explanations(report: Report, *outlooks: Outlook) -> Element | None:
    """Box with the unit's reasons and proposals; where it owes reasons, the request for them.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators on the page.

    Returns
    -------
    Element or None
        Nothing where no verdict is slow or worse and the unit said nothing.
    """
    said = said_by(report, report.unit.code)
    owed = unexplained(report, *outlooks)
    if not said and not owed:
        return None
    parts = [*_said(report, said), *([paragraph(request_words(report, owed))] if owed else [])]
    tone: Tone = TONES[owed[0][1].status] if owed else "info"
    unit = report.name_in_sentence(report.unit.code)
    words = small_print(stack(*parts))
    return note(report.tell("synthesis.explanation.title", unit=unit), words, tone)


def unexplained(report: Report, *outlooks: Outlook) -> list[tuple[Outlook, Assessment]]:
    """Slow or worse verdicts of the page without a reviewed reason for the year they are on."""
    return [
        (outlook, assessment)
        for outlook, assessment in assessed(report, *outlooks)
        if assessment.status in TO_BE_EXPLAINED
        if report.dataset.shows_rates(assessment.unit)
        if not any(e.kind is ExplanationKind.REASON for e in _about(report, assessment))
    ]


def is_draft(report: Report, *outlooks: Outlook) -> bool:
    """Whether the page must be marked as a draft: not approved, or still to be explained."""
    return report.is_draft or bool(unexplained(report, *outlooks))


def said_by(report: Report, unit: str) -> tuple[Explanation, ...]:
    """Words of a unit on the last year that it spoke about."""
    known = report.dataset.explanations(unit)
    last = max((e.year for e in known), default=None)
    return tuple(e for e in known if e.year == last)


def request_words(report: Report, owed: Sequence[tuple[Outlook, Assessment]]) -> str:
    """Ask the unit for reasons, with what they are about and the day they are due."""
    names = dict.fromkeys(
        report.tell(
            "synthesis.explanation.about",
            indicator=short_name(report, outlook.indicator),
            year=assessment.last_year,
        )
        for outlook, assessment in owed
    )
    return report.tell(
        "synthesis.explanation.request",
        unit=report.name_in_sentence(report.unit.code),
        what="; ".join(names),
    )


def _about(report: Report, assessment: Assessment) -> Iterator[Explanation]:
    for explanation in report.dataset.explanations(assessment.unit, year=assessment.last_year):
        if explanation.indicator == assessment.indicator:
            yield explanation


def _said(report: Report, said: Sequence[Explanation]) -> Iterator[Element]:
    for kind in ExplanationKind:
        lines = [explanation_line(report, e) for e in said if e.kind is kind]
        if lines:
            yield paragraph(report.tell(f"synthesis.explanation.{kind.value}s", year=said[0].year))
            yield bullets(lines)


def explanation_line(report: Report, explanation: Explanation) -> str:
    """Words of a unit with the indicator they are about and their document."""
    indicator = report.dataset.indicator(explanation.indicator)
    words = f"{short_name(report, indicator)}: {explanation.text(report.language)}"
    return f"{words} ({explanation.document})" if explanation.document else words
