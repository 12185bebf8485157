"""What follows from a register on a day, worked out once for all reports of an edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from analysis.data.base import Base, household_base, labour_force_base
from analysis.data.derivation import Key
from analysis.data.description import Description, reporting_units
from analysis.data.disclosure import COUNTS_OF_PEOPLE, shows_rates
from analysis.data.model import Level, Observation, Unit
from analysis.data.period import Period
from analysis.data.plan import Plan
from analysis.data.register import Register
from analysis.data.rollup import RollUp, group_sums, roll_up
from analysis.data.sensitive import sensitive_figures
from analysis.data.withholding import withheld_figures

POVERTY = "poverty"
REMEMBERED_DAYS = 8
"""Data sets, levels and days that are kept."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Figures known on a day, with what they add up to and what may not be printed.

    Parameters
    ----------
    register : Register
        All figures, whenever known.
    description : Description
        Which of them make the data set.
    as_of : date
        Last day whose knowledge counts.
    period : Period or None
        What the reports look back on; figures of after it do not count.
    """

    register: Register
    description: Description
    as_of: dt.date
    period: Period | None = None

    @cached_property
    def reporting_units(self) -> tuple[str, ...]:
        """Codes of the units that each get a report, the total not among them."""
        return reporting_units(self.description, self.register.units, self.register.territories)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The total, the reporting units and the groups of people within them."""
        codes = (self.description.total, *self.reporting_units)
        known = self.register.units.values()
        groups = [u.code for u in known if u.level is Level.GROUP and u.parent in codes]
        return {code: self.register.units[code] for code in (*codes, *groups)}

    @cached_property
    def figures(self) -> Mapping[str, tuple[Observation, ...]]:
        """Figures by unit, those rolled up from smaller units among them."""
        known: dict[str, list[Observation]] = {code: [] for code in self.units}
        derived = (
            *self.rolled_up.figures,
            *group_sums(self.rolled_up, self._of_all_units, self.units),
        )
        for observation in (*self._of_all_units, *derived):
            if observation.unit in known:
                known[observation.unit].append(observation)
        return {code: tuple(figures) for code, figures in known.items()}

    @cached_property
    def _of_all_units(self) -> tuple[Observation, ...]:
        return tuple(as_known(o) for o in self.register.observations if self.knows(o))

    def knows(self, figure: Observation) -> bool:
        """Whether a figure was known on the day and is not of after the period."""
        return figure.is_known(self.as_of) and (not self.period or self.period.covers(figure))

    @cached_property
    def rolled_up(self) -> RollUp:
        """Sums over territories, and those refused."""
        return roll_up(self._of_all_units, self.register.territories, self.register.indicators)

    def is_reporting(self, unit: str) -> bool:
        """Whether a unit gets a report of its own."""
        return unit in self._reporting

    @cached_property
    def _reporting(self) -> frozenset[str]:
        return frozenset(self.reporting_units)

    @cached_property
    def households(self) -> Mapping[str, Base]:
        """Households that one percentage point of poverty is counted on, by unit."""
        codes = self.description.families.get(POVERTY, ())
        rates = tuple(self.register.indicators[code] for code in codes)
        found = ((unit, household_base(known, rates)) for unit, known in self.figures.items())
        return {unit: base for unit, base in found if base is not None}

    @cached_property
    def labour_forces(self) -> Mapping[str, Base]:
        """Persons that one percentage point of trained labour is counted on, by unit."""
        found = ((unit, labour_force_base(known)) for unit, known in self.figures.items())
        return {unit: base for unit, base in found if base is not None}

    @cached_property
    def units_with_rates(self) -> Mapping[str, None]:
        """Units that are large enough for rates, by the policy on small populations."""
        values = ((unit, self.households.get(unit)) for unit in self.figures)
        return {unit: None for unit, base in values if shows_rates(base.value if base else None)}

    @cached_property
    def withheld(self) -> Mapping[str, Mapping[Key, None]]:
        """Counts of people that may not be printed, by indicator."""
        of_people = {
            code
            for code, indicator in self.register.indicators.items()
            if indicator.unit_of_measure in COUNTS_OF_PEOPLE
        }
        counts = [o for known in self.figures.values() for o in known if o.indicator in of_people]
        found: dict[str, dict[Key, None]] = {}
        small = withheld_figures(counts, self.reporting_units, self.description.total)
        items, units = self.register.plan.items, self.register.units
        for key in sorted(small | sensitive_figures(self._of_all_units, items, units)):
            found.setdefault(key[0], {})[key] = None
        return found


@dataclass(frozen=True)
class _Question:
    """What decides the knowledge: the register, what the description says, and the day."""

    register: Register
    described: str
    as_of: dt.date
    period: Period | None
    description: Description = field(compare=False)


def knowledge_of(
    register: Register, description: Description, as_of: dt.date, period: Period | None
) -> Knowledge:
    """Knowledge of a data set on a day; the same of the same register, worked out once."""
    return _remembered(_Question(register, repr(description), as_of, period, description))


def plan_as_known(plan: Plan, day: dt.date) -> Plan:
    """The register of the plan without what became known after a day."""
    return replace(
        plan,
        evidence=tuple(replace(e, withdrawn_on=None) for e in plan.evidence if e.is_known(day)),
        programmes=tuple(p for p in plan.programmes if p.known_on <= day),
        facilities=tuple(replace(f, withdrawn_on=None) for f in plan.facilities if f.is_known(day)),
    )


def as_known(figure: Observation) -> Observation:
    """A figure as it looked while it stood: nobody knew yet that it would be withdrawn."""
    return replace(figure, withdrawn_on=None) if figure.withdrawn_on else figure


@lru_cache(maxsize=REMEMBERED_DAYS)
def _remembered(question: _Question) -> Knowledge:
    return Knowledge(question.register, question.description, question.as_of, question.period)
