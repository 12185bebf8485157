"""Units' reasons and proposals for a year: small files, one a unit and year, as reviewed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from analysis.data import schemas
from analysis.data.files import Content, DataDirectory
from analysis.data.model import Indicator, Unit
from analysis.data.problems import problem_at, problem_in_file
from analysis.data.schemas import parse_date
from analysis.data.tables import Table, read_table, records
from analysis.errors import DataError, Problem

ABOUT = "README.md"
_NAME = re.compile(r"(?P<unit>[^_]+)_(?P<year>\d{4})\.csv")


class ExplanationKind(StrEnum):
    """What a unit says: why a result came about, or what it asks for."""

    REASON = "reason"
    PROPOSAL = "proposal"


@dataclass(frozen=True)
class Explanation:
    """One reason or proposal of a unit, in its own words, after review.

    Parameters
    ----------
    unit, indicator : str
        Codes of who speaks and of what about.
    year : int
        Year of the result that is explained.
    text_vi, text_en : str
        The words; the English ones may be missing.
    document : str
        Document they come from; blank if not stated.
    reviewed_on : date
        Day from which they count.
    """

    unit: str
    year: int
    indicator: str
    kind: ExplanationKind
    text_vi: str
    text_en: str
    document: str
    reviewed_on: dt.date

    def text(self, language: str) -> str:
        """Words in the reader's language; the Vietnamese ones where there is no translation."""
        return self.text_vi if language == "vi" else self.text_en or self.text_vi


def read_explanations(directory: DataDirectory, folder: str) -> tuple[Content, ...]:
    """Files of a folder of explanations; its note first, so that the folder is among the inputs."""
    root = directory.root / folder
    if not (root / ABOUT).is_file():
        return ()
    names = (ABOUT, *sorted(path.name for path in root.glob("*.csv")))
    return tuple(directory.read(f"{folder}/{name}") for name in names)


def explanations_of(
    contents: Sequence[Content], units: Mapping[str, Unit], indicators: Mapping[str, Indicator]
) -> tuple[Explanation, ...]:
    """Read the files, each named after its unit and year: ``467_2024.csv``.

    Raises
    ------
    DataError
        With everything that is wrong in any of them.
    """
    files = [content for content in contents if content.path.endswith(".csv")]
    tables = [read_table(content, schemas.EXPLANATIONS) for content in files]
    problems = [problem for table in tables for problem in _problems(table, units, indicators)]
    if problems:
        raise DataError(problems)
    return tuple(found for table in tables for found in _explanations(table))


def _problems(table: Table, units: Collection[str], indicators: Collection[str]) -> list[Problem]:
    named = _NAME.fullmatch(PurePosixPath(table.content.path).name)
    problems = list(table.problems)
    if named is None or named["unit"] not in units:
        problems.append(problem_in_file(table.content, "data.error.explanation_name"))
    if "indicator" not in table.frame:
        return problems
    known = table.frame["indicator"].isin(list(indicators))
    for line, code in table.frame.loc[~known, "indicator"].items():
        row, values = int(str(line)), {"value": code}
        key = "data.error.unknown_indicator"
        problems.append(problem_at(table.content, key, row=row, column="indicator", values=values))
    return problems


def _explanations(table: Table) -> list[Explanation]:
    unit, _, year = PurePosixPath(table.content.path).stem.partition("_")
    rows = sorted(records(table.frame), key=lambda row: (row["kind"], row["position"]))
    return [
        Explanation(
            unit=unit,
            year=int(year),
            indicator=row["indicator"],
            kind=ExplanationKind(row["kind"]),
            text_vi=row["text_vi"],
            text_en=row["text_en"] or "",
            document=row["document"] or "",
            reviewed_on=parse_date(row["reviewed_on"]),
        )
        for row in rows
    ]
