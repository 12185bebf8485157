"""What `datasets.toml` says: which files, units and indicators make a data set."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from analysis.data.files import Content
from analysis.data.model import Indicator, Level, Unit
from analysis.data.problems import problem_in_file
from analysis.data.territory import Territories
from analysis.errors import DataError, ParameterError, Problem
from analysis.locale import message

DESCRIPTOR = "reference/datasets.toml"
DEMO_FOLDER = "demo/"
"""Where invented figures lie, and nothing else."""
NO_LEVEL = "territory.error.no_level"
T = TypeVar("T")


@dataclass(frozen=True)
class Reporting:
    """What a data set reports on at one level: the units of a day, and what they add up to."""

    total: str
    boundaries_of: dt.date


@dataclass(frozen=True)
class Description:
    """What `datasets.toml` says about one data set.

    `own_tables` names reference tables that the data set replaces by files of its own.
    `level`, `total` and `boundaries_of` are those of the level asked for, `own_level` the data
    set's own and `levels` the others that it can be reported at.
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

    levels: Mapping[Level, Reporting] = field(default_factory=dict)
    own_level: Level | None = None

    @property
    def is_own_level(self) -> bool:
        """Whether the reports are about the units that the data set was made for."""
        return self.own_level in (None, self.level)

    def at(self, level: str) -> Description:
        """Same data set, reported at another level; its own where `level` is empty.

        Raises
        ------
        ParameterError
            If the data set has no such level.
        """
        if level in ("", self.level):
            return self
        if level not in self.levels:
            known = ", ".join((self.level, *self.levels))
            what = message(NO_LEVEL, "vi", value=level, dataset=self.name, known=known)
            raise ParameterError([Problem(what, "level")])
        chosen = self.levels[Level(level)]
        left = Reporting(self.total, self.boundaries_of)
        return replace(
            self,
            level=Level(level),
            total=chosen.total,
            boundaries_of=chosen.boundaries_of,
            own_level=self.own_level or self.level,
            levels={**self.levels, self.level: left},
        )


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
        levels={Level(n): _reporting(other) for n, other in entry.get("levels", {}).items()},
    )


def _reporting(entry: dict[str, Any]) -> Reporting:
    return Reporting(_of(str, entry["total"]), _of(dt.date, entry["boundaries_of"]))


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
    totals = (description.total, *(other.total for other in description.levels.values()))
    unknown += [total for total in totals if total not in units]
    key = "data.error.unknown_in_description"
    return [problem_in_file(content, key, value=code) for code in unknown]


def reporting_units(
    description: Description, units: Mapping[str, Unit], territories: Territories
) -> tuple[str, ...]:
    """Units of the reporting level within the total, as they stood on the day of the boundaries."""
    day = description.boundaries_of
    return tuple(
        unit.code
        for unit in units.values()
        if unit.level is description.level
        if unit.valid_from is None or unit.valid_from <= day
        if unit.valid_to is None or day <= unit.valid_to
        if description.total in (*_ancestors(unit, units), *territories.around(unit.code))
    )


def _ancestors(unit: Unit, units: Mapping[str, Unit]) -> list[str]:
    found: list[str] = []
    while unit.parent is not None and unit.parent not in found:
        found.append(unit.parent)
        unit = units[unit.parent]
    return found
