"""Words of a page that not every reader uses daily, each explained in a few."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.display.components import join, paragraph, section, strong
from analysis.display.element import Element
from analysis.display.inline import Inline
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdicts import judged_outlooks

_TERMS = ("points", "standard", "interval", "strength", "status")
"""Terms in the order of the page; their words are those of the catalogs."""


def glossary(report: Report, *outlooks: Outlook) -> Element:
    """Explain the indicators that the page has figures of, and the terms it is written in.

    Parameters
    ----------
    report : Report
        Page it closes.
    *outlooks : Outlook
        Indicators on the page.
    """
    indicators = dict.fromkeys(_indicators(report, judged_outlooks(report, *outlooks)))
    entries = [*indicators, *_terms(report)]
    spaced = [word for entry in entries for word in (" ", entry)][1:]
    return section(report.tell("glossary.heading"), small_print(paragraph(*spaced)))


def _indicators(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[Inline]:
    for outlook in outlooks:
        indicator = outlook.indicator
        is_vietnamese = report.language == "vi"
        words = indicator.definition_vi if is_vietnamese else indicator.definition_en
        if words and any(outlook.panel.of(subject) for subject in report.subjects):
            yield join(strong(short_name(report, indicator)), f": {words}")


def _terms(report: Report) -> Iterator[Inline]:
    for term in _TERMS:
        words = report.tell(f"glossary.meaning.{term}")
        yield join(strong(report.tell(f"glossary.term.{term}")), f": {words}")
