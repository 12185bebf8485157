"""JSON-stat 1.x and 2.0: a table of any number of dimensions, read whole or refused.

Format: https://json-stat.org/full/. What PX-Web does of its own is understood too: a NUL byte at
the end, indented labels, and the year 9999 where it knows no day of update.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NoReturn

from analysis.errors import DataError, Problem
from analysis.locale import message

MOST_CELLS = 1_000_000
LAST_REAL_YEAR = 9000
MISSING_VALUES = (None, "", ".", "..", "...", "-", ":")
"""How tables write that there is no figure; a dash is no zero."""


@dataclass(frozen=True)
class Dimension:
    """One dimension: its code, its label, and codes with labels of its categories in order."""

    code: str
    label: str
    categories: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the categories in their order."""
        return tuple(label for _, label in self.categories)


@dataclass(frozen=True)
class Cell:
    """One cell: labels of its categories by dimension, its value (None: none), and its mark."""

    labels: Mapping[str, str]
    value: float | None
    mark: str


@dataclass(frozen=True)
class StatTable:
    """A table as published; its values run through the last dimension first."""

    title: str
    updated_on: dt.date | None
    dimensions: tuple[Dimension, ...]
    values: tuple[float | None, ...]
    marks: Mapping[int, str]

    def dimension(self, name: str) -> Dimension | None:
        """Dimension with a code or a label; None where there is none."""
        return next((d for d in self.dimensions if name in (d.code, d.label)), None)

    def cells(self) -> Iterator[Cell]:
        """Every cell in the order of the table."""
        codes = [dimension.code for dimension in self.dimensions]
        places = product(*(dimension.labels for dimension in self.dimensions))
        for index, (labels, value) in enumerate(zip(places, self.values, strict=True)):
            yield Cell(dict(zip(codes, labels, strict=True)), value, self.marks.get(index, ""))


def read_json_stat(data: bytes, name: str) -> StatTable:
    """Read an answer in either dialect.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without a byte order mark.
    name : str
        What messages call the answer.

    Raises
    ------
    DataError
        If it is no JSON-stat, or its sizes, categories and values do not fit each other.
    """
    try:
        text = data.rstrip(b"\0").decode("utf-8-sig")
        content = json.loads(text, parse_constant=_no_number)
        return _table(_dataset(content))
    except _Refused as error:
        raise DataError([Problem(str(error), name)]) from error
    except (ValueError, RecursionError) as error:
        raise DataError([Problem(message("fetch.error.not_json", "vi"), name)]) from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise DataError([Problem(message("fetch.error.not_json_stat", "vi"), name)]) from error


class _Refused(Exception):  # noqa: N818 (a sentence on its way, not a bug)
    """What is wrong with an answer."""


def _refuse(key: str, **values: object) -> NoReturn:
    raise _Refused(message(f"fetch.error.{key}", "vi", **values))


def _no_number(text: str) -> NoReturn:
    _refuse("not_a_number", value=text)


def _dataset(content: Any) -> dict[str, Any]:
    """The one data set: the object itself (2.0), or the only one of a bundle (1.x)."""
    if not isinstance(content, dict):
        _refuse("not_json_stat")
    if content.get("class", "dataset") != "dataset":
        _refuse("other_class", value=str(content["class"]))
    if "value" in content and "dimension" in content:
        return content
    found = [part for part in content.values() if isinstance(part, dict) and "value" in part]
    if len(found) != 1:
        _refuse("not_json_stat")
    return dict(found[0])


def _table(entry: dict[str, Any]) -> StatTable:
    about = entry if "id" in entry else entry["dimension"]
    sizes = [_whole(size) for size in about["size"]]
    if len(sizes) != len(about["id"]) or len(set(about["id"])) != len(sizes):
        _refuse("sizes", found=len(sizes), expected=len(about["id"]))
    count = math.prod(sizes)
    if count > MOST_CELLS:
        _refuse("too_many_cells", found=count, most=MOST_CELLS)
    codes = zip(about["id"], sizes, strict=True)
    return StatTable(
        title=" ".join(str(entry.get("label") or "").split()),
        updated_on=_day(entry.get("updated")),
        dimensions=tuple(_dimension(c, entry["dimension"][c], size) for c, size in codes),
        values=tuple(_number(value) for value in _spread(entry["value"], count)),
        marks=_marks(entry.get("status"), count),
    )


def _whole(size: Any) -> int:
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        _refuse("not_json_stat")
    return size


def _dimension(code: str, entry: dict[str, Any], size: int) -> Dimension:
    category = entry["category"]
    labels = category.get("label") or {}
    index = category.get("index", list(labels))
    places = index if isinstance(index, dict) else {c: i for i, c in enumerate(index)}
    if sorted(places.values()) != list(range(size)):
        _refuse("categories", dimension=code, found=len(places), expected=size)
    ordered = sorted(places, key=lambda c: places[c])
    categories = tuple((str(c), " ".join(str(labels.get(c, c)).split())) for c in ordered)
    return Dimension(code, str(entry.get("label") or code), categories)


def _spread(values: Any, count: int) -> Sequence[Any]:
    """All values in order: they are a list, or a dictionary of those that there are."""
    if isinstance(values, dict):
        places = [int(place) for place in values]
        if any(not 0 <= place < count for place in places):
            _refuse("values", found=max(places) + 1, expected=count)
        sparse = dict(zip(places, values.values(), strict=True))
        return [sparse.get(place) for place in range(count)]
    if not isinstance(values, list) or len(values) != count:
        _refuse("values", found=len(values), expected=count)
    return values


def _number(value: Any) -> float | None:
    if value is None or (isinstance(value, str) and value.strip() in MISSING_VALUES):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        _refuse("not_a_number", value=str(value)[:40])
    return float(value)


def _marks(status: Any, count: int) -> dict[int, str]:
    """Marks of cells; one mark for all, a list, or a dictionary. PX-Web writes null for ".."."""
    if status is None:
        return {}
    if isinstance(status, str):
        return dict.fromkeys(range(count), status.strip())
    marks = enumerate(status) if isinstance(status, list) else status.items()
    return {int(place): str(mark).strip() for place, mark in marks if mark is not None}


def _day(text: Any) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
    return day if day.year < LAST_REAL_YEAR else None
