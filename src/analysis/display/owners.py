"""Who answers for what: the body of today, the one before it, and whether that was confirmed."""

from __future__ import annotations

import datetime as dt

from analysis.assessment import Assessment
from analysis.data import Owner
from analysis.display.report import Report
from analysis.locale.formats import MISSING

IN_THE_AREA = "local_implementation"
"""Duty of the authorities of an area."""


def owner_words(report: Report, duty: str | None, *, is_short: bool = False) -> str:
    """Owner of a duty on the report's day, with the one before.

    Parameters
    ----------
    report : Report
        Page it is written for.
    duty : str or None
        Code of the duty.
    is_short : bool
        With abbreviations, for a narrow column.
    """
    if duty is None:
        return MISSING
    day = report.dataset.as_of
    owners = [
        owner
        for owner in report.dataset.administration.owners_of(duty)
        if owner.valid_from is None or owner.valid_from <= day
    ]
    if not owners:
        return MISSING
    now = _name(report, owners[-1], is_short=is_short)
    if not owners[-1].is_certain:
        now = report.tell("synthesis.owner.to_confirm", owner=now)
    since = owners[-1].valid_from
    if len(owners) == 1 or since is None:
        return now
    before = _name(report, owners[-2], is_short=is_short)
    return report.tell("synthesis.owner.since", now=now, before=before, date=_date(report, since))


def owner_of_target(report: Report, assessment: Assessment, *, is_short: bool = False) -> str:
    """Owner of the duty behind a target."""
    return owner_words(report, assessment.target.duty, is_short=is_short)


def _name(report: Report, owner: Owner, *, is_short: bool) -> str:
    return owner.short_name(report.language) if is_short else owner.name(report.language)


def _date(report: Report, day: dt.date) -> str:
    return report.format.date(day)
