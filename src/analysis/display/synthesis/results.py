"""II. Results: each target in sentences, by family, then the plan's other tasks in a line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from analysis.display.components import heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.plan_items import PLAN_UNIT
from analysis.display.plan_summary import plan_summary
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
    title = heading(report.tell("synthesis.heading.results"))
    found = list(_families(report, *outlooks)) or list(_for_reference(report, *outlooks))
    return stack(title, *found, *_plan(report, *outlooks))


def _for_reference(report: Report, *outlooks: Outlook) -> Iterator[Element]:
    """Results of the parts that have targets of their own, where the whole has none."""
    unit = report.name_in_sentence(report.unit.code)
    yield paragraph(report.tell("synthesis.results.no_target", unit=unit))
    for code in report.dataset.reporting_units:
        part = replace(report, code=code)
        if found := list(_families(part, *outlooks)):
            name = report.name_in_sentence(code)
            yield paragraph(report.tell("synthesis.results.reference", unit=name, whole=unit))
            yield from found


def _families(report: Report, *outlooks: Outlook) -> Iterator[Element]:
    judged = assessed(report, *outlooks)
    families = groupby(judged, key=lambda pair: pair[0].indicator.family)
    for number, (family, pairs) in enumerate(families, start=1):
        yield heading(f"{number}. {report.tell(f'synthesis.heading.{family}')}", 3)
        for outlook, assessment in pairs:
            yield paragraph(sentences(report, outlook, assessment))


def _plan(report: Report, *outlooks: Outlook) -> Iterator[Element]:
    """Other tasks of the plan, on the report of the province that it binds."""
    families = {outlook.indicator.family for outlook, _ in assessed(report, *outlooks)}
    if report.unit.code == PLAN_UNIT and families:
        title = report.tell("synthesis.heading.plan")
        yield heading(f"{len(families) + 1}. {title}", 3)
        yield plan_summary(report, *outlooks)
