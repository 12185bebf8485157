"""What `datasets.toml` says: which files, units and indicators make a data set."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from analysis.data.files import Content
from analysis.data.model import Indicator, Level, Unit
from analysis.data.problems import problem_in_file
from analysis.errors import DataError, ParameterError, Problem
from analysis.locale import message

DESCRIPTOR = "reference/datasets.toml"
DEMO_FOLDER = "demo/"
"""Where invented figures lie, and nothing else."""

T = TypeVar("T")


@dataclass(frozen=True)
class Description:
    """What `datasets.toml` says about one data set.

    `own_tables` names reference tables that the data set replaces by files of its own.
    """

    name: str
    observations: tuple[str, ...]
    total: str
    level: Level
    boundaries_of: dt.date
    horizon: int
    weights: str
    is_demo: bool
    families: Mapping[str, tuple[str, ...]]
    takes_received: bool = False
    explanations: str = ""
    own_tables: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_apart(self) -> bool:
        """Whether invented figures and real ones keep to themselves."""
        files = [*self.observations, *([self.explanations] if self.explanations else [])]
        invented = [path.startswith(DEMO_FOLDER) for path in files]
        return all(invented) and not self.takes_received if self.is_demo else not any(invented)


def read_description(content: Content, name: str) -> Description:
    """Read the description of one data set.

    Raises
    ------
    DataError
        If the file is no valid description.
    ParameterError
        If it describes no data set of that name.
    """
    try:
        described = tomllib.loads(content.data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError([problem_in_file(content, "data.error.not_toml")]) from error
    if name not in described:
        known = ", ".join(sorted(described))
        what = message("data.error.unknown_dataset", "vi", value=name, known=known)
        raise ParameterError([Problem(what, "dataset")])
    try:
        description = _description(name, described[name])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError([problem_in_file(content, "data.error.not_toml")]) from error
    if not description.is_apart:
        raise DataError([problem_in_file(content, "data.error.demo_apart", value=name)])
    return description


def _description(name: str, entry: dict[str, Any]) -> Description:
    """Read an entry; a part that is missing or of another type is refused by the caller."""
    return Description(
        name=name,
        observations=tuple(_of(str, path) for path in entry["observations"]),
        total=_of(str, entry["total"]),
        level=Level(entry["level"]),
        boundaries_of=_of(dt.date, entry["boundaries_of"]),
        horizon=_of(int, entry["horizon"]),
        weights=_of(str, entry["weights"]),
        is_demo=_of(bool, entry["is_demo"]),
        families={family: tuple(codes) for family, codes in entry["families"].items()},
        takes_received=_of(bool, entry.get("takes_received", False)),
        explanations=_of(str, entry.get("explanations", "")),
        own_tables={table: _of(str, path) for table, path in entry.get("own_tables", {}).items()},
    )


def _of(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def description_problems(
    content: Content,
    description: Description,
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
) -> list[Problem]:
    """List the codes of a description that the reference tables do not have."""
    codes = [code for family in description.families.values() for code in family]
    unknown = [code for code in codes if code not in indicators]
    unknown += [description.total] if description.total not in units else []
    key = "data.error.unknown_in_description"
    return [problem_in_file(content, key, value=code) for code in unknown]


def reporting_units(description: Description, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Units of the reporting level within the total, as they stood on the day of the boundaries."""
    day = description.boundaries_of
    return tuple(
        unit.code
        for unit in units.values()
        if unit.level is description.level
        if unit.valid_from is None or unit.valid_from <= day
        if unit.valid_to is None or day <= unit.valid_to
        if description.total in _ancestors(unit, units)
    )


def _ancestors(unit: Unit, units: Mapping[str, Unit]) -> list[str]:
    found: list[str] = []
    while unit.parent is not None and unit.parent not in found:
        found.append(unit.parent)
        unit = units[unit.parent]
    return found
