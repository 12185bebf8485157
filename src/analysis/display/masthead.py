"""Head of a page: what it is about, how far its data reach, and that it is a draft."""

from __future__ import annotations

from analysis.data import Level
from analysis.display import components
from analysis.display.element import Element
from analysis.display.report import Report


def masthead(report: Report) -> Element:
    """Title, territory, data date and state of the page.

    Parameters
    ----------
    report : Report
        Page it opens.
    """
    facts = [
        (report.say("masthead.as_of"), report.format.date(report.dataset.as_of)),
        (
            report.say("masthead.state"),
            report.say("masthead.draft" if report.is_draft else "masthead.final"),
        ),
    ]
    return components.masthead(title_words(report), _kicker(report), facts)


def title_words(report: Report) -> str:
    """Title of the page."""
    return report.say("masthead.title", unit=report.full_name(report.unit.code))


def _kicker(report: Report) -> str:
    is_former = report.unit.level is Level.DISTRICT and report.unit.valid_to is not None
    return report.say("masthead.former_district" if is_former else "masthead.kicker")
