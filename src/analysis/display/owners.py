"""Who answers for what: the body of today, the one before it, and whether that was confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from analysis.assessment import Assessment
from analysis.data import Level, Owner
from analysis.display.report import Report
from analysis.locale.formats import MISSING

IN_THE_AREA = "local_implementation"
"""Duty of the authorities of an area."""
NO_BREAK = "\N{NO-BREAK SPACE}"
_ONE_PIECE = 16
"""Letters of a name that a narrow column holds without a break."""
UNCONFIRMED = "*"
"""Sign behind an owner that no document read so far names."""


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
    now, former = present_owner(report, duty, is_short=is_short), former_owner(report, duty)
    if former is None:
        return now
    before, since = former
    before_words = _name(report, before, is_short=is_short)
    return report.tell(
        "synthesis.owner.since", now=now, before=before_words, date=report.format.date(since)
    )


def present_owner(report: Report, duty: str | None, *, is_short: bool = False) -> str:
    """Owner of a duty on the report's day, and whether that is still to be confirmed."""
    owners = _owners(report, duty)
    if not owners:
        return MISSING
    now = _name(report, owners[-1], is_short=is_short)
    return now if owners[-1].is_certain else report.tell("synthesis.owner.to_confirm", owner=now)


def former_owner(report: Report, duty: str | None) -> tuple[Owner, dt.date] | None:
    """Owner of a duty before the present one, and the day on which the duty passed on."""
    owners = _owners(report, duty)
    if len(owners) < 2 or owners[-1].valid_from is None:
        return None
    return owners[-2], owners[-1].valid_from


def owner_now(report: Report, assessment: Assessment) -> str:
    """Short name of today's owner of a target, with a sign where that is still to be confirmed."""
    owners = _owners(report, assessment.target.duty)
    if not owners:
        return MISSING
    name = owners[-1].short_name(report.language)
    if len(name) <= _ONE_PIECE:
        name = name.replace(" ", NO_BREAK)
    return name + ("" if owners[-1].is_certain else UNCONFIRMED)


def owner_notes(report: Report, assessments: Iterable[Assessment]) -> Iterator[str]:
    """Say who owned the targets before, who acts in the area, and what the sign means."""
    owned = [_owners(report, duty) for duty in {a.target.duty: None for a in assessments}]
    before = dict.fromkeys(owners[-2].short_name(report.language) for owners in owned if owners[1:])
    since = {owners[-1].valid_from for owners in owned if owners[1:] and owners[-1].valid_from}
    if before and since:
        date = _date(report, max(since))
        yield report.tell("briefing.owner.before", date=date, owners=", ".join(before))
    area = _owners(report, IN_THE_AREA)
    if area and not report.is_total:
        yield report.tell("briefing.owner.area", owner=_name(report, area[-1], is_short=True))
    if any(owners and not owners[-1].is_certain for owners in owned):
        yield report.tell("briefing.owner.unconfirmed", mark=UNCONFIRMED)


def acting_in(report: Report, unit: str) -> str:
    """Authorities that act in a territory on the report's day, its present units by name."""
    owners = _owners(report, IN_THE_AREA)
    if not owners:
        return MISSING
    parts = report.dataset.parts_of(unit)
    is_present = owners[-1].valid_from is not None and parts
    if report.dataset.unit(unit).level is not Level.DISTRICT or not is_present:
        return owners[-1].short_name(report.language)
    names = ", ".join(report.dataset.any_unit(code).name(report.language) for code in parts)
    return report.tell("briefing.owner.units", names=names)


def _owners(report: Report, duty: str | None) -> list[Owner]:
    """Owners of a duty up to the report's day, today's last."""
    known = report.dataset.administration.owners_of(duty) if duty else ()
    day = report.dataset.as_of
    return [owner for owner in known if owner.valid_from is None or owner.valid_from <= day]


def _name(report: Report, owner: Owner, *, is_short: bool) -> str:
    return owner.short_name(report.language) if is_short else owner.name(report.language)


def _date(report: Report, day: dt.date) -> str:
    return report.format.date(day)
