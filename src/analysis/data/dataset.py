"""A data set as known on a day: the one object the notebooks start from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.data.administration import Administration
from analysis.data.as_of import best_vintages
from analysis.data.base import LABOUR_FORCE, Base, household_base, labour_force_base, weights_of
from analysis.data.checks import Finding, find_inconsistencies
from analysis.data.derivation import Key
from analysis.data.description import Description, reporting_units
from analysis.data.disclosure import COUNTS_OF_PEOPLE, shows_rates
from analysis.data.explanations import Explanation
from analysis.data.knowledge import knowledge_digest
from analysis.data.lookup import find_indicator, find_unit
from analysis.data.missing import missing_documents
from analysis.data.model import Indicator, Level, Observation, Panel, Standard, Target, Unit
from analysis.data.period import Period
from analysis.data.register import Register
from analysis.data.rollup import Gap, RollUp, group_sums, roll_up
from analysis.data.sensitive import sensitive_figures
from analysis.data.withholding import withheld_figures
from analysis.locale import message

POVERTY = "poverty"
TRAINED_LABOUR = "trained_labour"
DEMO_PREFIX = "demo_"


@dataclass(frozen=True, eq=False)
class Dataset:
    """Figures, targets and units of a data set, none of them known later than `as_of`.

    Parameters
    ----------
    as_of : date
        Last day whose knowledge counts.
    inputs : mapping of str to str
        Path inside the data directory and SHA-256 of every file that was read.
    explained : tuple of Explanation
        Reasons and proposals of the units, whenever reviewed.
    period : Period or None
        What the reports look back on; ``None`` for all that is known.
    """

    description: Description
    register: Register
    as_of: dt.date
    inputs: Mapping[str, str]
    explained: tuple[Explanation, ...] = ()
    period: Period | None = None

    @property
    def name(self) -> str:
        """Name by which parameters choose the data set."""
        return self.description.name

    @property
    def is_demo(self) -> bool:
        """Whether the figures are invented; then every page says so."""
        return self.description.is_demo

    @property
    def file_prefix(self) -> str:
        """Begins the name of every file of invented figures; blank for real ones."""
        return DEMO_PREFIX if self.is_demo else ""

    @property
    def total(self) -> str | None:
        """Code of the unit that the reporting units add up to."""
        return self.description.total

    @property
    def horizon(self) -> int:
        """Last year of projections and targets."""
        return self.description.horizon

    @property
    def standards(self) -> Mapping[str, Standard]:
        """Poverty standards and survey lines by the code figures name them with."""
        return self.register.standards

    @property
    def level(self) -> Level:
        """Level of the units that the reports are about."""
        return self.description.level

    def at(self, level: str) -> Dataset:
        """Same figures on the same day, reported at another level; at its own where empty."""
        wanted = level or str(self.description.own_level or self.level)
        return replace(self, description=self.description.at(wanted))

    @property
    def last_day(self) -> dt.date:
        """Last day looked at: that of knowledge, or the end of the period where it is earlier."""
        return min(self.as_of, self.period.last) if self.period else self.as_of

    @property
    def folder(self) -> str:
        """Name under which reports of this data set, level and period are kept apart."""
        place = self.name if self.description.is_own_level else f"{self.name}-{self.level}"
        return f"{place}-{self.period.code}" if self.period else place

    def title(self, language: str) -> str:
        """Name of the data set in the reader's language, with its level where not its own."""
        if self.description.is_own_level:
            return message(f"data.dataset.{self.name}", language)
        return message(f"territory.dataset.{self.name}_{self.level}", language)

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
    def _known(self) -> Mapping[str, tuple[Observation, ...]]:
        """Figures known on the day, by unit, those rolled up from smaller units among them."""
        known: dict[str, list[Observation]] = {code: [] for code in self.units}
        derived = (
            *self.rolled_up.figures,
            *group_sums(self.rolled_up, self._all_known, self.units),
        )
        for observation in (*self._all_known, *derived):
            if observation.unit in known:
                known[observation.unit].append(observation)
        return {code: tuple(figures) for code, figures in known.items()}

    @cached_property
    def _all_known(self) -> tuple[Observation, ...]:
        return tuple(o for o in self.register.observations if self.knows(o))

    def knows(self, figure: Observation) -> bool:
        """Whether a figure was known on the day and is not of after the period."""
        return figure.is_known(self.as_of) and (not self.period or self.period.covers(figure))

    @cached_property
    def rolled_up(self) -> RollUp:
        """Sums over territories of all figures known on the day, and those refused."""
        return roll_up(self._all_known, self.register.territories, self.register.indicators)

    def gaps(self, unit: str, indicator_code: str) -> tuple[Gap, ...]:
        """Sums that were refused for a unit because some of its parts have no figure, by year."""
        return self.rolled_up.gaps_of(unit, self.register.indicators[indicator_code])

    def unit(self, code: str | int) -> Unit:
        """Find the unit of a code, which may come as a number (467, or 1 for ``"01"``).

        Raises
        ------
        ParameterError
            If the data set has no such unit.
        """
        return find_unit(code, self.units)

    def indicator(self, code: str) -> Indicator:
        """Find the indicator of a code.

        Raises
        ------
        ParameterError
            If there is no such indicator.
        """
        return find_indicator(code, self.register.indicators)

    def indicators_of(self, family: str) -> tuple[Indicator, ...]:
        """List the indicators of ``"poverty"`` or ``"trained_labour"``, the main one first."""
        codes = self.description.families[family]
        return tuple(self.register.indicators[code] for code in codes)

    def panel(self, indicator_code: str, *, units: Sequence[str] | None = None) -> Panel:
        """Best vintage of every figure of one indicator, as known on the day.

        Parameters
        ----------
        indicator_code : str
            What is measured.
        units : sequence of str, optional
            Other units than the reporting ones, such as a group of people; then without a total.

        Returns
        -------
        Panel
            Its weights are households (or labour force), missing where none are known.
        """
        chosen = tuple(units) if units else (*self.reporting_units, self.description.total)
        figures = (o for unit in chosen for o in self._known[unit] if o.indicator == indicator_code)
        bases = {unit: base for unit in chosen if (base := self._weight(unit)) is not None}
        return Panel(
            indicator=self.indicator(indicator_code),
            as_of=self.as_of,
            units=chosen,
            total=None if units else self.total,
            observations=best_vintages(figures),
            weights=weights_of(bases, self.total if len(bases) == len(chosen) else None),
            weights_note=f"data.weights.{self._weights_kind}",
        )

    def figures(self, indicator_code: str, unit: str) -> tuple[Observation, ...]:
        """All vintages of one indicator and unit known on the day, by year and day of knowledge."""
        found = (o for o in self._known[unit] if o.indicator == indicator_code)
        return tuple(sorted(found, key=lambda o: (o.year, o.standard, o.known_on, o.vintage)))

    def targets_of(self, unit: str, family: str) -> tuple[tuple[Target, bool], ...]:
        """Targets a unit is measured by, each with whether it is the unit's own.

        A reporting unit without a target of its own is shown beside the total's, as a yardstick
        (``False``): no document sets that target for it.
        """
        order = self.description.families[family]
        ends = {unit, self.total} if unit in self.reporting_units else {unit}
        found = [t for t in self.register.targets if t.indicator in order and t.unit in ends]
        found.sort(key=lambda target: order.index(target.indicator))
        return tuple((t, t.binding and t.unit == unit) for t in found)

    def base(self, unit: str, family: str = POVERTY) -> Base | None:
        """Households (or, for trained labour, persons) that one percentage point is counted on.

        Returns
        -------
        Base or None
            Value, year and the message key of where it comes from.
        """
        if family == TRAINED_LABOUR:
            return labour_force_base(self._known[unit])
        return household_base(self._known[unit], self.indicators_of(POVERTY))

    def shows_rates(self, unit: str) -> bool:
        """Whether the unit is large enough for rates, by the policy on small populations."""
        base = self.base(unit)
        return shows_rates(base.value if base else None)

    def is_withheld(self, figure: Observation) -> bool:
        """Whether a count of people, or a rate that tells such a count, may not be printed."""
        codes = (figure.indicator, self.register.indicators[figure.indicator].count_code)
        return any((code, *figure.key[1:]) in self._withheld for code in codes)

    @cached_property
    def _withheld(self) -> frozenset[Key]:
        of_people = {
            code
            for code, indicator in self.register.indicators.items()
            if indicator.unit_of_measure in COUNTS_OF_PEOPLE
        }
        counts = [o for known in self._known.values() for o in known if o.indicator in of_people]
        small = withheld_figures(counts, self.reporting_units, self.total)
        plan, units = self.register.plan, self.register.units
        return small | sensitive_figures(self._all_known, plan.items, units)

    @property
    def administration(self) -> Administration:
        """Bodies and their tasks: owners of duties, issuers and recipients of reports."""
        return self.register.administration

    def explanations(self, unit: str, *, year: int | None = None) -> tuple[Explanation, ...]:
        """Reasons and proposals of a unit reviewed by the day; of one year or of all."""
        return tuple(
            e
            for e in self.explained
            if e.unit == unit and e.reviewed_on <= self.as_of and year in (None, e.year)
        )

    @cached_property
    def digest(self) -> str:
        """Fingerprint of what was known on the day: figures that come later never change it."""
        return knowledge_digest(self, self._all_known)

    def findings(self) -> tuple[Finding, ...]:
        """List what does not add up among the figures known on the day."""
        known = [figure for figures in self._known.values() for figure in figures]
        indicators, parts = self.register.indicators, self.reporting_units
        return find_inconsistencies(known, indicators, parts=parts, total=self.description.total)

    def documents_missing(self, unit: str, family: str) -> tuple[str, ...]:
        """Message keys of the documents that would supply figures the unit lacks on the day."""
        codes = self.description.families[family]
        figures = [o for o in self._known[unit] if o.indicator in codes]
        place = (self.name, family, self.units[unit].level)
        this_year = (self.last_day + dt.timedelta(days=1)).year
        found = missing_documents(self.register.documents, place, figures, this_year)
        return tuple(document.message_key for document in found)

    @property
    def _weights_kind(self) -> str:
        return "labour_force" if self.description.weights == LABOUR_FORCE else "households"

    def _weight(self, unit: str) -> Base | None:
        return self.base(unit, TRAINED_LABOUR if self._weights_kind == "labour_force" else POVERTY)
