"""Shape of the tables of the plan: items, owners, what is known of them, calendar."""

from __future__ import annotations

from typing import Final

import pandera.pandas as pa

from analysis.data.facility import FacilityState
from analysis.data.plan import Boundary, EventKind, ItemKind, Section
from analysis.data.schemas import _choice, _date, _integer, _number, _table, _text, _year
from analysis.data.status import DataStatus

CONFIDENCE: Final = ("high", "medium", "low")
LAST_MONTH: Final = 24
"""Months count from January of the report's year, so 13 is January of the next."""

_CODES = pa.Check.str_matches(r"^\w+(;\w+)*$")
_MONTHS = pa.Check.str_matches(r"^\d{1,2}(;\d{1,2})*$")
_DAYS = pa.Check.str_matches(r"^\d{1,3}(;\d{1,3})*$")


def _codes() -> pa.Column:
    """Codes with semicolons between them."""
    return pa.Column(str, _CODES, nullable=True)


def _optional_choice(words: tuple[str, ...]) -> pa.Column:
    return pa.Column(str, pa.Check.isin([str(word) for word in words]), nullable=True)


def _names(*columns: str) -> dict[str, pa.Column]:
    return {f"{column}_{language}": _text() for column in columns for language in ("vi", "en")}


PLAN: Final = _table(
    "plan",
    ["code"],
    {
        "code": _text(),
        "section": _choice(tuple(Section)),
        "kind": _choice(tuple(ItemKind)),
        **_names("name"),
        "targets": _codes(),
        "target_vi": _text(optional=True),
        "target_en": _text(optional=True),
        "unit_of_measure": _text(),
        "first_year": _year(),
        "last_year": _year(),
        "frequency": _choice(
            ("month", "quarter", "half_year", "year", "ad_hoc", "continuous", "on_change")
        ),
        "document": _text(),
        "indicators": _codes(),
        "form": _text(optional=True),
        "sensitivity": _optional_choice(("aggregate",)),
        **_names("data"),
    },
)

OFFICES: Final = _table(
    "offices",
    ["code"],
    {
        "code": _text(),
        **_names("name", "short"),
        "valid_from": _date(optional=True),
        "valid_to": _date(optional=True),
        "department": _text(optional=True),
    },
)

PLAN_OWNERS: Final = _table(
    "plan_owners",
    ["item", "office", "valid_from"],
    {
        "item": _text(),
        "office": _text(),
        "role": _choice(("lead", "with")),
        "valid_from": _date(),
        "valid_to": _date(optional=True),
        "confidence": _choice(CONFIDENCE),
        "basis": _text(),
    },
)

PLAN_EVIDENCE: Final = _table(
    "plan_evidence",
    ["item", "known_on", "text_vi"],
    {
        "item": _text(),
        "event": _choice(tuple(EventKind)),
        "happened_on": _date(optional=True),
        "known_on": _date(),
        "unit": _text(),
        "due_year": _number(optional=True),
        "confidence": _choice(CONFIDENCE),
        **_names("text"),
        "source_title": _text(),
        "source_reference": _text(optional=True),
    },
)

PROGRAMMES: Final = _table(
    "programmes",
    ["code"],
    {
        "code": _text(),
        **_names("name"),
        "first_year": _year(),
        "last_year": _year(),
        "document": _text(),
        "replaced_by": _text(optional=True),
        "known_on": _date(),
    },
)

FACILITIES: Final = _table(
    "facilities",
    ["code", "known_on"],
    {
        "code": _text(),
        "ownership": _choice(("public", "other")),
        **_names("name"),
        "state": _choice(tuple(FacilityState)),
        "since": _date(optional=True),
        "places": _number(optional=True),
        "people": _number(optional=True),
        "known_on": _date(),
        "source_title": _text(),
        "source_reference": _text(optional=True),
    },
)

CALENDAR: Final = _table(
    "calendar",
    ["code"],
    {
        "code": _text(),
        "kind": _choice(("window", "deadline", "cutoff", "expected")),
        **_names("name"),
        "first_month": _number(optional=True),
        "first_day": _number(optional=True),
        "months": pa.Column(str, _MONTHS),
        "day": _integer(1, 31),
        "boundary": _choice(tuple(Boundary)),
        "owed_by": _text(optional=True),
        "owed_by_item": _text(optional=True),
        "owed_to": _text(optional=True),
        "owed_to_item": _text(optional=True),
        "report": _text(optional=True),
        "forms": _codes(),
        "family": _text(optional=True),
        "data_status": _optional_choice(tuple(DataStatus)),
        "reminder_days": pa.Column(str, _DAYS, nullable=True),
        "document": _text(),
        "confidence": _choice(CONFIDENCE),
        "first_year": _year(),
        "last_year": _number(optional=True),
    },
)

PLAN_TABLES: Final = {
    "reference/plan.csv": PLAN,
    "reference/offices.csv": OFFICES,
    "reference/plan_owners.csv": PLAN_OWNERS,
    "reference/plan_evidence.csv": PLAN_EVIDENCE,
    "reference/programmes.csv": PROGRAMMES,
    "reference/facilities.csv": FACILITIES,
    "reference/calendar.csv": CALENDAR,
}
