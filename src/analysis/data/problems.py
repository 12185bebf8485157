"""What is wrong with a data file, as sentences that name the file, the row and the column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.data.files import Content
from analysis.errors import Problem
from analysis.locale import message

LANGUAGE = "vi"
SHOWN_CHARACTERS = 40
"""How much of a wrong value a message repeats."""

_KEYS = (
    (r"^column_in_dataframe$", "data.error.missing_column"),
    (r"^column_in_schema$", "data.error.unknown_column"),
    (r"^multiple_fields_uniqueness$", "data.error.duplicate_row"),
    (r"^not_nullable$", "data.error.empty"),
    (r"^coerce_dtype\('int", "data.error.not_integer"),
    (r"^coerce_dtype\('float", "data.error.not_number"),
    (r"^finite$", "data.error.not_number"),
    (r"^date$", "data.error.not_date"),
    (r"^in_range", "data.error.out_of_range"),
    (r"^isin", "data.error.not_allowed"),
    (r"^str_length", "data.error.too_long"),
    (r"^str_matches", "data.error.not_a_list"),
)


def problem_in_file(content: Content, key: str, **values: object) -> Problem:
    """Problem of a file as a whole."""
    return Problem(message(key, LANGUAGE, **values), content.name)


def problem_at(
    content: Content,
    key: str,
    *,
    row: int,
    column: str | None = None,
    values: Mapping[str, object] | None = None,
) -> Problem:
    """Problem of one row or cell; rows count from 1, the header included."""
    place = {"file": content.name, "row": row, "column": column}
    where = "data.where.cell" if column else "data.where.row"
    shown = {name: shorten(value) for name, value in (values or {}).items()}
    return Problem(message(key, LANGUAGE, **shown), message(where, LANGUAGE, **place))


def shorten(value: object) -> str:
    """Value as a message repeats it: one line, at most `SHOWN_CHARACTERS` long."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def cell_failures(failures: pd.DataFrame) -> pd.DataFrame:
    """Leave out what only follows from cells that could not be read as numbers."""
    is_unreadable = failures["check"].astype(str).str.startswith("coerce_dtype")
    unreadable_columns = failures.loc[is_unreadable, "column"]
    return failures[is_unreadable | ~failures["column"].isin(unreadable_columns)]


def schema_problems(content: Content, failures: pd.DataFrame) -> tuple[Problem, ...]:
    """Sentences for the failure cases that pandera collected, in order of rows."""
    ordered = failures.sort_values("index", kind="stable", na_position="first")
    found = [_schema_problem(content, failure) for failure in ordered.to_dict("records")]
    return tuple(dict.fromkeys(found))


def _schema_problem(content: Content, failure: Mapping[Any, Any]) -> Problem:
    check, column, value = (failure[name] for name in ("check", "column", "failure_case"))
    key = next((k for pattern, k in _KEYS if re.search(pattern, str(check))), None)
    row = failure["index"]
    if key is None:
        raise ValueError(f"no sentence for failed check {check!r} in {content.name}")
    if row is None or pd.isna(row):
        return problem_in_file(content, key, column=shorten(value))
    place = None if key == "data.error.duplicate_row" else str(column)
    values = {"value": value, "rule": _readable(str(check))}
    return problem_at(content, key, row=int(row), column=place, values=values)


def _readable(check: str) -> str:
    """Return what stands between the brackets of a check: its bounds or its list of words."""
    inner = check[check.find("(") + 1 : check.rfind(")")] if "(" in check else ""
    return inner.strip("[]").replace("'", "")
