"""VII. Proposals: what is asked of whom, and what the units ask for."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import ExplanationKind
from analysis.display.components import bullets, heading, stack
from analysis.display.element import Element
from analysis.display.explanations import explanation_line, request_words, said_by, unexplained
from analysis.display.notes import missing_documents
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.verdicts import assessed


def proposals_section(report: Report, *outlooks: Outlook) -> Element:
    """Questions to be settled, documents to be sent, and proposals of the units.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.
    """
    lines = list(_lines(report, *outlooks))
    title = heading(report.tell("synthesis.heading.proposals"))
    return stack(title, bullets(lines or [report.tell("synthesis.proposals.nothing")]))


def _lines(report: Report, *outlooks: Outlook) -> Iterator[str]:
    if any(a.target.note(report.language) for _, a in assessed(report, *outlooks)):
        yield report.tell("synthesis.proposals.confirm")
    if count := _documents(report, *outlooks):
        yield report.tell("synthesis.proposals.documents", count=count)
    owed = unexplained(report, *outlooks)
    if owed:
        yield request_words(report, owed)
    for unit in (report.unit.code, *report.dataset.reporting_units):
        for said in said_by(report, unit):
            if said.kind is ExplanationKind.PROPOSAL:
                words = explanation_line(report, said)
                yield report.tell(
                    "synthesis.proposals.of_unit", unit=report.full_name(unit), words=words
                )


def _documents(report: Report, *outlooks: Outlook) -> int:
    """Count the documents that would supply what the whole and its units lack."""
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    units = (*report.subjects, *report.dataset.reporting_units)
    return len(missing_documents(report, families, units))
