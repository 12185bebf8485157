"""Tables of the register as a page may ask for them, each a question that is noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.data.administration import Administration
from analysis.data.asked import Trace, Whole, asked
from analysis.data.description import Description
from analysis.data.model import Indicator, Standard, Target, Unit
from analysis.data.plan import CalendarEvent
from analysis.data.reference import MissingDocument
from analysis.data.register import Register
from analysis.locale import message


@dataclass(frozen=True, eq=False, kw_only=True)
class RegisterView:
    """What a data set says from its register alone, whatever the day.

    Parameters
    ----------
    description : Description
        Which figures make the data set.
    register : Register
        Reference tables and all figures; pages ask through the properties, which are noted.
    trace : Trace
        What pages asked so far: everything public that depends on the data is noted there.
    """

    description: Description
    register: Whole[Register] = Whole()
    trace: Trace = field(default_factory=Trace, repr=False)

    @property
    def name(self) -> str:
        """Name by which parameters choose the data set."""
        return self.description.name

    @property
    def is_demo(self) -> bool:
        """Whether the figures are invented; then every page says so."""
        return self.description.is_demo

    def title(self, language: str) -> str:
        """Name of the data set in the reader's language, with its level where not its own."""
        if self.description.is_own_level:
            return message(f"data.dataset.{self.name}", language)
        return message(f"territory.dataset.{self.name}_{self.description.level}", language)

    @property
    @asked
    def standards(self) -> Mapping[str, Standard]:
        """Poverty standards and survey lines by the code figures name them with."""
        return self.register.standards

    @property
    @asked
    def all_units(self) -> Mapping[str, Unit]:
        """Every unit of the register, whether the data set reports on it or not."""
        return self.register.units

    @asked
    def any_unit(self, code: str) -> Unit:
        """Find the unit of a code that need not be one that the data set reports on."""
        return self.register.units[code]

    @asked
    def parts_of(self, whole: str) -> tuple[str, ...]:
        """Codes of the units right below a territory; none where it is not divided."""
        return self.register.territories.parts_of(whole)

    @asked
    def around(self, unit: str) -> tuple[str, ...]:
        """Codes of the territories that a unit lies in, the smallest first."""
        return self.register.territories.around(unit)

    @asked
    def formed_from(self, unit: str) -> tuple[str, ...]:
        """Names of the communes that a unit since 2025 was made of."""
        return self.register.territories.predecessors.get(unit, ())

    @property
    @asked
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator of the register by its code."""
        return self.register.indicators

    @property
    @asked
    def calendar(self) -> tuple[CalendarEvent, ...]:
        """Dates of the year by which figures become final."""
        return self.register.plan.calendar

    @property
    @asked
    def targets(self) -> Mapping[str, Target]:
        """Every target of the register by its code."""
        return {target.code: target for target in self.register.targets}

    @property
    @asked
    def documents(self) -> tuple[MissingDocument, ...]:
        """Documents that would supply figures which are wanted."""
        return self.register.documents

    @property
    @asked
    def administration(self) -> Administration:
        """Bodies and their tasks: owners of duties, issuers and recipients of reports."""
        return self.register.administration
