"""Which page is being written: about whom, from which data, in which language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.data import Base, Dataset, Level, Unit
from analysis.locale import Formatter, message

MOST_NAMES = 12
"""Units that a sentence names one by one even if it names them all."""
MOST_LISTED = 80
"""Units that a sentence names one by one: as many as a province has communes."""


@dataclass(frozen=True, eq=False)
class Report:
    """A page in the making; every display function takes it first.

    Parameters
    ----------
    dataset : Dataset
        Figures as known on the report's day.
    code : str or int
        Code of the unit the page is about.
    language : str
        ``"vi"`` or ``"en"``.
    is_draft : bool
        Whether it is marked as a draft; only an approved page is none.

    Raises
    ------
    ParameterError
        When `unit` is first read, if the data set has no unit of that code.
    """

    dataset: Dataset
    code: str | int
    language: str = "vi"
    is_draft: bool = True

    @cached_property
    def unit(self) -> Unit:
        """Unit the page is about."""
        return self.dataset.unit(self.code)

    @cached_property
    def format(self) -> Formatter:
        """Writer of numbers and dates."""
        return Formatter(self.language)

    @property
    def is_total(self) -> bool:
        """Whether the page is about the whole and not one of its units."""
        return self.unit.code == self.dataset.total

    @property
    def subjects(self) -> tuple[str, ...]:
        """Codes of the unit and of the groups of people within it."""
        inside = self.dataset.units.values()
        groups = (u.code for u in inside if u.level is Level.GROUP and u.parent == self.unit.code)
        return (self.unit.code, *groups)

    def say(self, key: str, /, **values: object) -> str:
        """Sentence of a display key in the reader's language."""
        return message(f"display.{key}", self.language, **values)

    def tell(self, key: str, /, **values: object) -> str:
        """Sentence of any layer's key in the reader's language."""
        return message(key, self.language, **values)

    def name(self, code: str) -> str:
        """Short name of a unit; its official one where another unit has the same.

        Units of 2025 bear the names of former districts and communes: theirs is always official.
        """
        unit = self.dataset.unit(code)
        if unit.level is Level.UNIT_2025 and self.language == "vi":
            return unit.full_name_vi
        short = unit.name(self.language)
        if self._bearers[short] == 1:
            return short
        official = self._official_name(unit)
        if self._official_bearers[official] > 1:
            return self.tell(
                f"territory.short.{'former' if unit.valid_to else 'present'}", name=short
            )
        return official

    def names(self, codes: Iterable[str]) -> str:
        """Names in a list; where it would hold each of many units, how many they are instead.

        Of a very long list the first, and how many more there are.
        """
        listed, everyone = tuple(codes), self.dataset.reporting_units
        if len(everyone) > MOST_NAMES and set(listed) >= set(everyone):
            level = f"territory.all.{self.dataset.level}"
            return self.tell(level, count=len(everyone))
        if len(listed) > MOST_LISTED:
            named = ", ".join(map(self.name, listed[:MOST_NAMES]))
            return self.tell("territory.more", names=named, count=len(listed) - MOST_NAMES)
        return ", ".join(map(self.name, listed))

    def full_name(self, code: str) -> str:
        """Official name of a unit, as it stands in a heading, with its time where two share it."""
        unit = self.dataset.unit(code)
        name = self._official_name(unit)
        if self._official_bearers[name] == 1:
            return name
        return self.tell(f"territory.name.{'former' if unit.valid_to else 'present'}", name=name)

    def _official_name(self, unit: Unit) -> str:
        if self.language == "vi":
            return unit.full_name_vi
        key = f"territory.of_level.{unit.level}"
        is_shared = len(self._levels[unit.name_en]) > 1
        return self.tell(key, name=unit.name_en) if is_shared else unit.name_en

    @cached_property
    def _bearers(self) -> Mapping[str, int]:
        """How many units bear each short name."""
        return Counter(unit.name(self.language) for unit in self.dataset.units.values())

    @cached_property
    def _official_bearers(self) -> Mapping[str, int]:
        """How many units bear each official name."""
        return Counter(self._official_name(unit) for unit in self.dataset.units.values())

    @cached_property
    def _levels(self) -> Mapping[str, set[Level]]:
        """Levels of the units that bear each English name."""
        found: dict[str, set[Level]] = {}
        for unit in self.dataset.units.values():
            found.setdefault(unit.name_en, set()).add(unit.level)
        return found

    def name_in_sentence(self, code: str) -> str:
        """Official name of a unit within a sentence, where its class is written small."""
        name = self.full_name(code)
        return name[0].lower() + name[1:] if self.language == "vi" else name

    def whole(self) -> str:
        """Name what the units add up to: the whole province, or the nation."""
        level = self.dataset.unit(self.dataset.total or self.unit.code).level
        return self.say("whole.nation" if level is Level.NATION else "whole.province")

    def count(self, value: float, family: str) -> str:
        """Households or persons, never fewer than may be printed."""
        written = self.format.persons if family == "trained_labour" else self.format.households
        return written(value)

    def base_words(self, base: Base) -> str:
        """Count that points are turned into households or persons with, its year and source."""
        count = self.format.number(base.value)
        return self.say("base", count=count, year=base.year, source=self.tell(base.note))
