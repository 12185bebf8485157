"""Head of a page: what it is about, how far its data reach, and that it is a draft."""

from __future__ import annotations

import datetime as dt

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
        *_territory(report),
        (report.say("masthead.state"), _state(report)),
    ]
    return components.masthead(
        report.full_name(report.unit.code),
        report.say("masthead.kicker", year=report.dataset.horizon),
        facts,
    )


def title_words(report: Report) -> str:
    """Title of the page where it stands alone, as in an index."""
    return report.say("masthead.title", unit=report.full_name(report.unit.code))


def _territory(report: Report) -> list[tuple[str, str]]:
    """Boundaries of a unit that has ended."""
    if report.unit.level is not Level.DISTRICT or report.unit.valid_to is None:
        return []
    next_day = report.unit.valid_to + dt.timedelta(days=1)
    date = report.format.date(next_day)
    return [(report.say("masthead.territory"), report.say("masthead.former_district", date=date))]


def _state(report: Report) -> str:
    return report.say("masthead.draft" if report.is_draft else "masthead.final")
