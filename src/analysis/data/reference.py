"""Reference tables as values: units, indicators, standards and targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.data.model import Indicator, Level, Standard, Target, TargetKind, Unit
from analysis.data.schemas import parse_date
from analysis.data.tables import records


@dataclass(frozen=True)
class MissingDocument:
    """A document that would supply figures of a year (``None``: of any year) at a level."""

    data_set: str
    family: str
    year: int | None
    level: Level
    message_key: str


def _day(text: str | None) -> dt.date | None:
    return parse_date(text) if text else None


def _year(value: float | None) -> int | None:
    return None if value is None else int(value)


def units(frame: pd.DataFrame) -> Mapping[str, Unit]:
    """Read the units by code."""
    return {row["code"]: _unit(row) for row in records(frame)}


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(
        code=row["code"],
        level=Level(row["level"]),
        parent=row["parent"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        full_name_vi=row["full_name_vi"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def indicators(frame: pd.DataFrame) -> Mapping[str, Indicator]:
    """Read the indicators by code."""
    texts = ("denominator", "definition_vi", "definition_en", "owner_vi", "owner_en")
    rows = [{**row, **{name: row[name] or "" for name in texts}} for row in records(frame)]
    return {row["code"]: Indicator(**row) for row in rows}


def standards(frame: pd.DataFrame) -> Mapping[str, Standard]:
    """Read the standards by code, as the figures name them."""
    rows = [
        {**row, "last_year": _year(row["last_year"]), "document": row["document"] or ""}
        for row in records(frame)
    ]
    return {row["code"]: Standard(**row) for row in rows}


def targets(frame: pd.DataFrame) -> tuple[Target, ...]:
    """Read the targets in the order of the file."""
    return tuple(_target(row) for row in records(frame))


def _target(row: dict[str, Any]) -> Target:
    changed = {
        "kind": TargetKind(row["kind"]),
        "binding": row["binding"] == "true",
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
    }
    return Target(**{**row, **changed})


def documents(frame: pd.DataFrame) -> tuple[MissingDocument, ...]:
    """Read the documents to ask for, in the order of the file."""
    rows = [
        {**row, "year": _year(row["year"]), "level": Level(row["level"])} for row in records(frame)
    ]
    return tuple(MissingDocument(**row) for row in rows)
