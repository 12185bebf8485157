"""Head of a page: what it is about, how far its data reach, and that it is a draft."""

from __future__ import annotations

from analysis.display import components
from analysis.display.element import Element
from analysis.display.report import Report
from analysis.display.territory import territory_fact, territory_note


def masthead(report: Report) -> Element:
    """Title, data date, territory and state of the page, and what the territory is made of.

    Parameters
    ----------
    report : Report
        Page it opens.
    """
    facts = [
        (report.say("masthead.as_of"), report.format.date(report.dataset.as_of)),
        *territory_fact(report),
        (report.say("masthead.state"), _state(report)),
    ]
    kicker = report.say("masthead.kicker", year=report.dataset.horizon)
    head = components.masthead(report.full_name(report.unit.code), kicker, facts)
    about = territory_note(report)
    return head if about is None else components.stack(head, about)


def title_words(report: Report) -> str:
    """Title of the page where it stands alone, as in an index."""
    return report.say("masthead.title", unit=report.full_name(report.unit.code))


def _state(report: Report) -> str:
    return report.say("masthead.draft" if report.is_draft else "masthead.final")
