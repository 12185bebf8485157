"""One CSV file as a typed table, or as the list of everything that is wrong with it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.data.files import Content
from analysis.data.problems import cell_failures, problem_at, problem_in_file, schema_problems
from analysis.errors import Problem


@dataclass(frozen=True, eq=False)
class Table:
    """Sound rows of a file, typed and indexed by their line in it, and what is wrong elsewhere."""

    content: Content
    frame: pd.DataFrame
    problems: tuple[Problem, ...]


def read_table(content: Content, schema: pa.DataFrameSchema) -> Table:
    """Read a CSV file (UTF-8, comma, header) and check it against its schema.

    Every problem is collected; none is raised, so that the caller can report all files at once.
    """
    texts, problems = _read_texts(content)
    if problems:
        return Table(content, pd.DataFrame(), problems)
    return Table(content, *_check(content, texts, schema))


def _check(
    content: Content, texts: pd.DataFrame, schema: pa.DataFrameSchema
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Check all rows, then those left without the wrong ones, until what is left is sound.

    A text in a number column hides the other problems of that column, hence the repetition.
    """
    try:
        return schema.validate(texts, lazy=True), ()
    except SchemaErrors as errors:
        failures = cell_failures(errors.failure_cases)
    problems = schema_problems(content, failures)
    if failures["index"].isna().any():
        return pd.DataFrame(), problems
    sound, more = _check(content, texts[~texts.index.isin(failures["index"])], schema)
    return sound, (*problems, *more)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dictionaries, with ``None`` for empty cells and whole numbers as ``int``."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _read_texts(content: Content) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    try:
        text = content.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.data.count(b"\n", 0, error.start) + 1
        return pd.DataFrame(), (problem_at(content, "data.error.not_utf8", row=line),)
    try:
        return _parse(content, text)
    except csv.Error:
        return pd.DataFrame(), (problem_in_file(content, "data.error.not_csv"),)


def _parse(content: Content, text: str) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if len(set(header)) < len(header) or not header:
        return pd.DataFrame(), (problem_in_file(content, "data.error.header"),)
    lines, rows, problems = [], [], []
    for row in reader:
        if len(row) == len(header):
            lines.append(reader.line_num)
            rows.append([cell or None for cell in row])
        elif row:
            values = {"found": len(row), "expected": len(header)}
            problems.append(
                problem_at(content, "data.error.cells", row=reader.line_num, values=values)
            )
    frame = pd.DataFrame(rows, columns=header, index=lines, dtype="str")
    return frame, tuple(problems)
