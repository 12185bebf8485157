"""The verdicts of a page: one line a target, with symbol and word."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import Assessment
from analysis.display.components import bullets, paragraph, stack
from analysis.display.element import Element
from analysis.display.headline import headline
from analysis.display.inline import Inline, join
from analysis.display.outlook import Outlook
from analysis.display.phrases import yardstick_words
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdict_badge import verdict_badge


def verdicts(report: Report, *outlooks: Outlook) -> Element:
    """Verdict on every target of the unit and of the groups within it.

    Parameters
    ----------
    report : Report
        Page they are written for.
    *outlooks : Outlook
        Indicators in the order wanted.

    Returns
    -------
    Element
        One sentence a target behind its badge; below, whose targets they are if not the unit's.
    """
    judged = list(assessed(report, *outlooks))
    if not judged:
        return paragraph(
            report.say("verdicts.no_target", unit=report.name_in_sentence(report.unit.code))
        )
    lines = bullets([_line(report, outlook, assessment) for outlook, assessment in judged])
    borrowed = [a for _, a in judged if not a.is_own_target]
    notes = dict.fromkeys(yardstick_words(report, a) for a in borrowed)
    whose = (small_print(paragraph(words)) for words in notes)
    return stack(lines, *whose)


def assessed(report: Report, *outlooks: Outlook) -> Iterator[tuple[Outlook, Assessment]]:
    """Verdicts that belong on the page, with what they rest on."""
    for outlook in outlooks:
        for subject in report.subjects:
            assessment = outlook.of(subject)
            if assessment is not None:
                yield outlook, assessment


def judged_outlooks(report: Report, *outlooks: Outlook) -> tuple[Outlook, ...]:
    """Keep the indicators with a verdict on the page; all of them where none has."""
    judged = tuple(dict.fromkeys(outlook for outlook, _ in assessed(report, *outlooks)))
    return judged or outlooks


def _line(report: Report, outlook: Outlook, assessment: Assessment) -> Inline:
    direction = outlook.indicator.direction
    badge = verdict_badge(assessment.status, report.language, direction=direction)
    return join(badge, f" {headline(report, outlook, assessment, is_on_its_page=True)}.")
