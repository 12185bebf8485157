"""Who owes what: owners of duties, issuers and recipients of reports, each with its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from analysis.data.schemas import parse_date
from analysis.data.tables import records
from analysis.locale import message

LEAD = "lead"
"""Role of the office that answers for an item."""

CERTAIN = "high"
"""Confidence of what may be printed as it stands; the rest is printed as still to be confirmed."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What holds over a span of days, and how sure that is.

    Parameters
    ----------
    valid_from, valid_to : date or None
        First and last day; ``None`` where open.
    confidence : str
        ``"high"``, ``"medium"`` or ``"low"``; below high it is still to be confirmed.
    """

    valid_from: dt.date | None
    valid_to: dt.date | None
    confidence: str

    @property
    def is_certain(self) -> bool:
        """Whether a source says so."""
        return self.confidence == CERTAIN


T = TypeVar("T", bound=Dated)


@dataclass(frozen=True)
class Owner(Dated):
    """The body that answers for a duty over a span of days.

    Parameters
    ----------
    duty : str
        Code of the duty.
    name_vi, name_en, short_vi : str
        Official name in both languages, and the abbreviation Vietnamese tables use.
    """

    duty: str
    name_vi: str
    short_vi: str
    name_en: str

    def name(self, language: str) -> str:
        """Official name in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en

    def short_name(self, language: str) -> str:
        """Name for a narrow column; in English no abbreviation is in use, so the words are cut."""
        if language == "vi":
            return self.short_vi
        whole, cut = (message(f"data.department.{form}", language) for form in ("whole", "cut"))
        return self.name_en.replace(whole, cut).replace(" and ", " & ")


@dataclass(frozen=True)
class Issuer(Dated):
    """The body that signs a report over a span of days, and the one above it."""

    report: str
    superior_vi: str
    superior_en: str
    body_vi: str
    body_en: str
    place_vi: str
    place_en: str

    def superior(self, language: str) -> str:
        """Body above the issuer."""
        return self.superior_vi if language == "vi" else self.superior_en

    def body(self, language: str) -> str:
        """Issuing body."""
        return self.body_vi if language == "vi" else self.body_en

    def place(self, language: str) -> str:
        """Place named before the date."""
        return self.place_vi if language == "vi" else self.place_en


@dataclass(frozen=True)
class Recipient(Dated):
    """One line of the list of recipients of a report."""

    report: str
    position: int
    name_vi: str
    name_en: str

    def name(self, language: str) -> str:
        """Recipient in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Duty:
    """A task of the plan that some body answers for; `item` is the item whose owners it has."""

    code: str
    name_vi: str
    name_en: str
    item: str | None = None

    def name(self, language: str) -> str:
        """Task in the reader's language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Administration:
    """Bodies and their tasks, whenever valid."""

    duties: Mapping[str, Duty]
    owners: tuple[Owner, ...]
    issuers: tuple[Issuer, ...]
    recipients: tuple[Recipient, ...]

    def owners_of(self, duty: str) -> tuple[Owner, ...]:
        """Owners of a duty, the first one first."""
        found = (owner for owner in self.owners if owner.duty == duty)
        return tuple(sorted(found, key=lambda owner: owner.valid_from or dt.date.min))

    def owner(self, duty: str, day: dt.date) -> Owner | None:
        """Body that answers for a duty on a day."""
        return next(valid_on(self.owners_of(duty), day), None)

    def issuer(self, report: str, day: dt.date) -> Issuer | None:
        """Body that signs a report on a day."""
        return next(valid_on((i for i in self.issuers if i.report == report), day), None)

    def recipients_of(self, report: str, day: dt.date) -> tuple[Recipient, ...]:
        """Recipients of a report on a day, in the order of the list."""
        listed = valid_on((r for r in self.recipients if r.report == report), day)
        return tuple(sorted(listed, key=lambda recipient: recipient.position))


def valid_on(rows: Iterable[T], day: dt.date) -> Iterator[T]:
    """Keep the rows that hold on a day."""
    return (
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day <= row.valid_to)
    )


def administration(frames: Mapping[str, pd.DataFrame]) -> Administration:
    """Read ``duties``, ``owners``, ``issuers`` and ``recipients``, and the owners of the plan."""
    duties = [Duty(**row) for row in records(frames["duties"])]
    owners = (Owner(**_owner(row)) for row in records(frames["owners"]))
    return Administration(
        duties={duty.code: duty for duty in duties},
        owners=(*owners, *_owners_of_items(duties, frames)),
        issuers=tuple(Issuer(**_dated(row)) for row in records(frames["issuers"])),
        recipients=tuple(Recipient(**_dated(row)) for row in records(frames["recipients"])),
    )


def _owners_of_items(duties: Iterable[Duty], frames: Mapping[str, pd.DataFrame]) -> Iterator[Owner]:
    """Departments that answer for the duties that are items of the plan: their first leads.

    The plan names divisions; that their department answered for them is certain.
    """
    offices = {row["code"]: row for row in records(frames["offices"])}
    leads = [row for row in records(frames["plan_owners"]) if row["role"] == LEAD]
    for duty in duties:
        spans: dict[str, dict[str, Any]] = {}
        for row in (row for row in leads if row["item"] == duty.item):
            spans.setdefault(row["valid_from"], row)
        for start in sorted(spans):
            row, office = spans[start], offices[spans[start]["office"]]
            body = offices[office["department"] or office["code"]]
            yield Owner(
                duty=duty.code,
                **{name: body[name] for name in ("name_vi", "short_vi", "name_en")},
                valid_from=None if start == min(spans) else _day(start),
                valid_to=_day(row["valid_to"]),
                confidence=CERTAIN if office["department"] else row["confidence"],
            )


def _owner(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"name_vi": row["owner_vi"], "name_en": row["owner_en"]}
    kept = {key: value for key, value in row.items() if not key.startswith("owner_")}
    return _dated({**kept, **names})


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Row with its days read and without the note on its source, which stays in the table."""
    days = {name: _day(row[name]) for name in ("valid_from", "valid_to")}
    return {key: value for key, value in {**row, **days}.items() if key != "source"}


def _day(text: object) -> dt.date | None:
    return parse_date(text) if isinstance(text, str) else None
