"""II. Results: each target in sentences, by family."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from analysis.display.components import heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.synthesis.prose import sentences
from analysis.display.verdicts import assessed


def results_section(report: Report, *outlooks: Outlook) -> Element:
    """Level, movement, verdict and need of every target, poverty first.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted, those of a family together.
    """
    return stack(heading(report.tell("synthesis.heading.results")), *_families(report, *outlooks))


def _families(report: Report, *outlooks: Outlook) -> Iterator[Element]:
    judged = assessed(report, *outlooks)
    families = groupby(judged, key=lambda pair: pair[0].indicator.family)
    for number, (family, pairs) in enumerate(families, start=1):
        yield heading(f"{number}. {report.tell(f'synthesis.heading.{family}')}", 3)
        for outlook, assessment in pairs:
            yield paragraph(sentences(report, outlook, assessment))
