"""How final the figures of a page are, in the words of official reports and by their calendar."""

from __future__ import annotations

from analysis.data import Observation
from analysis.data.calendar import status_of
from analysis.data.status import DataStatus
from analysis.display.outlook import Outlook
from analysis.display.report import Report

FINAL = (DataStatus.OFFICIAL, DataStatus.RECHECK)
"""Figures that a decision stands behind."""


def status_facts(report: Report, *outlooks: Outlook) -> list[tuple[str, str]]:
    """Label and words for each family: how final the newest figure is, and the last final one.

    Parameters
    ----------
    report : Report
        Page they are written for.
    *outlooks : Outlook
        Indicators on the page; the first with figures speaks for its family.
    """
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    return [
        (report.tell(f"briefing.status.{family}"), _words(report, family, outlooks))
        for family in families
    ]


def _words(report: Report, family: str, outlooks: tuple[Outlook, ...]) -> str:
    if not report.dataset.shows_rates(report.unit.code):
        return report.tell("briefing.status.small")
    own = (o.panel.usable(report.unit.code) for o in outlooks if o.indicator.family == family)
    figures = next((figures for figures in own if figures), ())
    if not figures:
        return report.tell("briefing.status.nothing")
    newest = max(figures, key=lambda figure: figure.year)
    kind = _status(report, newest, family)
    words = report.tell(f"plan.data_status.{kind}")
    final = [f.year for f in figures if _status(report, f, family) in FINAL]
    if kind in FINAL or not final:
        return report.tell("briefing.status.newest", year=newest.year, status=words)
    return report.tell(
        "briefing.status.newest_and_final", year=newest.year, status=words, final=max(final)
    )


def _status(report: Report, figure: Observation, family: str) -> DataStatus:
    return status_of(figure, family, report.dataset.calendar)
