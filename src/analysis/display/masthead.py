"""Head of a page: what it is about, how far its data reach, and that it is a draft."""

from __future__ import annotations

from analysis.display import components
from analysis.display.data_status import status_facts
from analysis.display.element import Element
from analysis.display.explanations import is_draft
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.territory import territory_fact, territory_note


def masthead(report: Report, *outlooks: Outlook, topic: str = "") -> Element:
    """Title, data date and status, territory and state of the page, and what the territory is.

    Parameters
    ----------
    report : Report
        Page it opens.
    *outlooks : Outlook
        Indicators on the page. A slow or worse verdict that nobody has explained keeps the page a
        draft, whatever the report says.
    topic : {"", "plan", "submissions", "data", "record"}
        What else than results and outlook the page is about.
    """
    facts = [
        (report.say("masthead.as_of"), report.format.date(report.dataset.as_of)),
        *status_facts(report, *outlooks),
        *territory_fact(report),
        (report.say("masthead.state"), _state(report, *outlooks)),
    ]
    about_what = f"masthead.topic.{topic}" if topic else "masthead.kicker"
    kicker = report.say(about_what, year=report.dataset.horizon)
    head = components.masthead(report.full_name(report.unit.code), kicker, facts)
    about = territory_note(report)
    return head if about is None else components.stack(head, about)


def title_words(report: Report) -> str:
    """Title of the page where it stands alone, as in an index."""
    return report.say("masthead.title", unit=report.full_name(report.unit.code))


def _state(report: Report, *outlooks: Outlook) -> str:
    return report.say("masthead.draft" if is_draft(report, *outlooks) else "masthead.final")
