"""Shape of every table: columns, types and the rules that need one table only."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd
import pandera.pandas as pa

from analysis.data.model import Level, ObservationStatus, TargetKind, Vintage

DATE_FORMAT: Final = "%Y-%m-%d"
VINTAGE_NAMES: Final = tuple(vintage.name.lower() for vintage in Vintage)
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
MAXIMUM_LENGTH: Final = 2000
"""Longest text of a cell: what is longer is a broken file, not a note."""

EXPLANATION_LENGTH: Final = 600
"""Longest reason or proposal: a page has room for a few sentences, the rest is in the document."""

_TEXT_LENGTH = pa.Check.str_length(max_value=MAXIMUM_LENGTH)


def _is_date(texts: pd.Series[str]) -> pd.Series[bool]:
    return pd.to_datetime(texts, format=DATE_FORMAT, errors="coerce").notna()


def _is_finite(values: pd.Series[float]) -> pd.Series[bool]:
    return values.abs() < float("inf")


def _text(*, optional: bool = False, unique: bool = False) -> pa.Column:
    return pa.Column(str, _TEXT_LENGTH, nullable=optional, unique=unique)


def _choice(words: tuple[str, ...]) -> pa.Column:
    return pa.Column(str, pa.Check.isin([str(word) for word in words]))


def _date(*, optional: bool = False) -> pa.Column:
    check = pa.Check(_is_date, name="date")
    return pa.Column(str, check, nullable=optional, metadata={"type": "date"})


def _number(*, optional: bool = False) -> pa.Column:
    return pa.Column(float, pa.Check(_is_finite, name="finite"), nullable=optional, coerce=True)


def _integer(first: int, last: int) -> pa.Column:
    return pa.Column(int, pa.Check.in_range(first, last), coerce=True)


def _year() -> pa.Column:
    return _integer(FIRST_YEAR, LAST_YEAR)


def _table(name: str, key: list[str], columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, name=name, unique=key, strict=True)


OBSERVATIONS: Final = pa.DataFrameSchema(
    {
        "indicator": _text(),
        "unit_code": _text(),
        "unit_name": _text(),
        "year": _year(),
        "period_point": _text(),
        "standard": _text(),
        "value": _number(),
        "unit": _text(),
        "source_title": _text(),
        "source_ref": _text(),
        "confidence": _choice(("high", "medium", "low")),
        "note": _text(optional=True),
    },
    name="observations",
    strict=True,
)
"""Published figures as found; their key is checked after the mapping to vintages."""

UNITS: Final = _table(
    "units",
    ["code"],
    {
        "code": _text(),
        "statistics_code": _text(),
        "level": _choice(tuple(Level)),
        "parent": _text(optional=True),
        "name_vi": _text(),
        "name_en": _text(),
        "full_name_vi": _text(),
        "valid_from": _date(optional=True),
        "valid_to": _date(optional=True),
    },
)

INDICATORS: Final = _table(
    "indicators",
    ["code"],
    {
        "code": _text(),
        "family": _text(),
        "unit_of_measure": _text(),
        "direction": _integer(-1, 1),
        "lower": _number(optional=True),
        "upper": _number(optional=True),
        "denominator": _text(optional=True),
        "name_vi": _text(),
        "name_en": _text(),
        "definition_vi": _text(optional=True),
        "definition_en": _text(optional=True),
        "count_code": _text(optional=True),
        "base_code": _text(optional=True),
        "owner_vi": _text(optional=True),
        "owner_en": _text(optional=True),
    },
)

STANDARDS: Final = _table(
    "standards",
    ["code"],
    {
        "code": _text(),
        "segment": _text(),
        "first_year": _integer(1900, LAST_YEAR),
        "last_year": _number(optional=True),
        "name_vi": _text(),
        "name_en": _text(),
        "document": _text(optional=True),
        "document_en": _text(optional=True),
        "rural_line_vnd_month": _number(optional=True),
        "urban_line_vnd_month": _number(optional=True),
    },
)

TARGETS: Final = _table(
    "targets",
    ["code"],
    {
        "code": _text(),
        "indicator": _text(),
        "unit": _text(),
        "kind": _choice(tuple(TargetKind)),
        "lower": _number(optional=True),
        "upper": _number(optional=True),
        "base_year": _year(),
        "target_year": _year(),
        "document": _text(),
        "document_en": _text(),
        "binding": _choice(("true", "false")),
        "note_vi": _text(),
        "note_en": _text(),
        "valid_from": _date(optional=True),
        "valid_to": _date(optional=True),
        "duty": _text(optional=True),
    },
)

_DUTY: Final = dict.fromkeys(("code", "name_vi", "name_en"), _text())
DUTIES: Final = _table("duties", ["code"], {**_DUTY, "item": _text(optional=True)})

_VALIDITY: Final = {
    "valid_from": _date(optional=True),
    "valid_to": _date(optional=True),
    "confidence": _choice(("high", "medium", "low")),
}

OWNERS: Final = _table(
    "owners",
    ["duty", "valid_from"],
    {
        **dict.fromkeys(("duty", "owner_vi", "short_vi", "owner_en"), _text()),
        **_VALIDITY,
        "source": _text(),
    },
)

_ISSUER_TEXTS: Final = (
    "report",
    "superior_vi",
    "superior_en",
    "body_vi",
    "body_en",
    "place_vi",
    "place_en",
)
ISSUERS: Final = _table(
    "issuers",
    ["report", "valid_from"],
    {**dict.fromkeys(_ISSUER_TEXTS, _text()), **_VALIDITY, "source": _text()},
)

RECIPIENTS: Final = _table(
    "recipients",
    ["report", "position"],
    {
        "report": _text(),
        "position": _integer(1, 99),
        "name_vi": _text(),
        "name_en": _text(),
        **_VALIDITY,
    },
)

EXPLANATIONS: Final = _table(
    "explanations",
    ["indicator", "kind", "position"],
    {
        "indicator": _text(),
        "kind": _choice(("reason", "proposal")),
        "position": _integer(1, 99),
        "text_vi": pa.Column(str, pa.Check.str_length(max_value=EXPLANATION_LENGTH)),
        "text_en": pa.Column(str, pa.Check.str_length(max_value=EXPLANATION_LENGTH), nullable=True),
        "document": _text(optional=True),
        "received_on": _date(),
        "reviewed_on": _date(),
        "reviewed_by": _text(),
    },
)
"""Reasons and proposals of one unit for one year, as reviewed; positions of bodies, no names."""

VINTAGES: Final = _table(
    "vintages",
    ["source_title", "year", "period_point"],
    {
        "source_title": _text(),
        "year": _year(),
        "period_point": _text(),
        "reference_year": _year(),
        "vintage": _choice(VINTAGE_NAMES),
        "status": _choice(tuple(ObservationStatus)),
        "known_on": _date(),
        "basis": _choice(("stated", "dated source", "assumed rule")),
        "note": _text(),
        "printed_as": _text(optional=True),
    },
)

CROSSWALK: Final = _table(
    "crosswalk_2025",
    ["district_code", "code_2024"],
    {
        "district_code": _text(),
        **{
            f"{what}_{stage}": _text(optional=what == "code")
            for stage in ("2024", "2025q1", "2025")
            for what in ("code", "name", "type")
        },
        "share": _choice(("full",)),
        "legal_basis_1": _text(optional=True),
        "legal_basis_2": _text(optional=True),
        "resolution_item": _text(optional=True),
    },
)
"""Communes of 2024, what they were in the first half of 2025, and the unit they are part of now."""

TERRITORIES: Final = _table(
    "territories",
    ["whole", "part"],
    {
        "whole": _text(),
        "part": _text(),
        "first_year": _number(optional=True),
        "legal_basis": _text(optional=True),
    },
)

DOUBTFUL: Final = _table(
    "doubtful",
    ["indicator", "unit_code", "year", "source_title"],
    {
        "indicator": _text(),
        "unit_code": _text(),
        "year": _year(),
        "source_title": _text(),
        **{f"reason_{language}": _text() for language in ("vi", "en")},
    },
)

DOCUMENTS: Final = _table(
    "documents",
    ["data_set", "family", "level", "message_key"],
    {
        "data_set": _text(),
        "family": _text(),
        "year": _number(optional=True),
        "level": _choice(tuple(Level)),
        "message_key": _text(),
    },
)


def parse_date(text: str) -> dt.date:
    """Day written as yyyy-mm-dd, the only form the data files use."""
    return dt.datetime.strptime(text, DATE_FORMAT).date()
