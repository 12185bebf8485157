"""A data set as known on a day: the one object the notebooks start from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.data.as_of import best_vintages
from analysis.data.asked import Source, Whole, answering, asked, open_trace
from analysis.data.base import LABOUR_FORCE, Base, weights_of
from analysis.data.checks import Finding, find_inconsistencies
from analysis.data.derivation import Key
from analysis.data.explanations import Explanation
from analysis.data.known import POVERTY, Knowledge, as_known, knowledge_of, plan_as_known
from analysis.data.lookup import find_indicator, find_unit
from analysis.data.missing import missing_documents
from analysis.data.model import Indicator, Level, Observation, Panel, Target, Unit
from analysis.data.period import Period
from analysis.data.plan import Plan
from analysis.data.receipts import Receipt
from analysis.data.register_view import RegisterView
from analysis.data.rollup import Gap

TRAINED_LABOUR = "trained_labour"
DEMO_PREFIX = "demo_"


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset(RegisterView):
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

    as_of: dt.date
    inputs: Whole[Mapping[str, str]] = Whole()
    explained: Whole[tuple[Explanation, ...]] = Whole()
    period: Period | None = None

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
    def level(self) -> Level:
        """Level of the units that the reports are about."""
        return self.description.level

    def at(self, level: str) -> Dataset:
        """Same figures on the same day, reported at another level; at its own where empty."""
        wanted = level or str(self.description.own_level or self.level)
        return self._again(Source(level=wanted), description=self.description.at(wanted))

    def known_on(self, day: dt.date) -> Dataset:
        """Same data set as it was known on an earlier day."""
        return self._again(Source(day=day.isoformat()), as_of=day)

    def _again(self, source: Source, **changes: object) -> Dataset:
        asked_of = replace(self.trace.source, **{k: v for k, v in vars(source).items() if v})
        with answering():
            return replace(self, trace=open_trace(asked_of, self.trace.inputs), **changes)  # type: ignore[arg-type]

    @property
    def last_day(self) -> dt.date:
        """Last day looked at: that of knowledge, or the end of the period where it is earlier."""
        return min(self.as_of, self.period.last) if self.period else self.as_of

    @property
    def folder(self) -> str:
        """Name under which reports of this data set, level and period are kept apart."""
        place = self.name if self.description.is_own_level else f"{self.name}-{self.level}"
        return f"{place}-{self.period.code}" if self.period else place

    @property
    @asked
    def reporting_units(self) -> tuple[str, ...]:
        """Codes of the units that each get a report, the total not among them."""
        return self._known.reporting_units

    @property
    @asked
    def units(self) -> Mapping[str, Unit]:
        """The total, the reporting units and the groups of people within them."""
        return self._known.units

    @cached_property
    def _known(self) -> Knowledge:
        """What follows from the register on the day."""
        return knowledge_of(self.register, self.description, self.as_of, self.period)

    @property
    @asked
    def plan(self) -> Plan:
        """Items of the plan, their owners, and the evidence on them that was known on the day."""
        return plan_as_known(self.register.plan, self.as_of)

    @property
    @asked
    def receipts(self) -> tuple[Receipt, ...]:
        """Forms that had come in by the day, as they stood on it."""
        found = (r for r in self.register.receipts if r.received_on <= self.as_of)
        return tuple(r.known_on(self.as_of) for r in found)

    @asked
    def best_known(self, indicator_code: str, unit: str) -> tuple[Observation, ...]:
        """Best vintage of every figure of an indicator, whether the data set is about it or not."""
        found = (
            o
            for o in self.register.observations
            if (o.indicator, o.unit) == (indicator_code, unit) and self._known.knows(o)
        )
        return best_vintages(map(as_known, found))

    @asked
    def gaps(self, unit: str, indicator_code: str) -> tuple[Gap, ...]:
        """Sums that were refused for a unit because some of its parts have no figure, by year."""
        return self._known.rolled_up.gaps_of(unit, self.register.indicators[indicator_code])

    def unit(self, code: str | int) -> Unit:
        """Find the unit of a code, which may come as a number (467, or 1 for ``"01"``).

        Raises
        ------
        ParameterError
            If the data set has no such unit.
        """
        return find_unit(code, self.units)

    @asked
    def indicator(self, code: str) -> Indicator:
        """Find the indicator of a code.

        Raises
        ------
        ParameterError
            If there is no such indicator.
        """
        return find_indicator(code, self.register.indicators)

    @asked
    def indicators_of(self, family: str) -> tuple[Indicator, ...]:
        """List the indicators of ``"poverty"`` or ``"trained_labour"``, the main one first."""
        codes = self.description.families[family]
        return tuple(self.register.indicators[code] for code in codes)

    @asked
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
        figures = (
            o for unit in chosen for o in self._known.figures[unit] if o.indicator == indicator_code
        )
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

    @asked
    def figures(self, indicator_code: str, unit: str) -> tuple[Observation, ...]:
        """All vintages of one indicator and unit known on the day, by year and day of knowledge."""
        found = (o for o in self._known.figures[unit] if o.indicator == indicator_code)
        return tuple(sorted(found, key=lambda o: (o.year, o.standard, o.known_on, o.vintage)))

    @asked
    def targets_of(self, unit: str, family: str) -> tuple[tuple[Target, bool], ...]:
        """Targets a unit is measured by, each with whether it is the unit's own.

        A reporting unit without a target of its own is shown beside the total's, as a yardstick
        (``False``): no document sets that target for it.
        """
        order = self.description.families[family]
        ends = {unit, self.total} if self._known.is_reporting(unit) else {unit}
        found = [t for t in self.register.targets if t.indicator in order and t.unit in ends]
        found.sort(key=lambda target: order.index(target.indicator))
        return tuple((t, t.binding and t.unit == unit) for t in found)

    @asked
    def targets_by_unit(self, family: str) -> Mapping[str, tuple[tuple[Target, bool], ...]]:
        """Targets of every unit, as `targets_of` gives them."""
        return {unit: self.targets_of(unit, family) for unit in self.units}

    @asked
    def bases(self, family: str = POVERTY) -> Mapping[str, Base]:
        """Households (or, for trained labour, persons) that one percentage point is counted on.

        Returns
        -------
        mapping of str to Base
            By unit, where known: value, year and the message key of where it comes from.
        """
        is_labour = family == TRAINED_LABOUR
        return self._known.labour_forces if is_labour else self._known.households

    def base(self, unit: str, family: str = POVERTY) -> Base | None:
        """Households or persons of one unit; see `bases`."""
        return self.bases(family).get(unit)

    def shows_rates(self, unit: str) -> bool:
        """Whether the unit is large enough for rates, by the policy on small populations."""
        return unit in self.units_with_rates

    @property
    @asked
    def units_with_rates(self) -> Mapping[str, None]:
        """Units that are large enough for rates."""
        return self._known.units_with_rates

    def is_withheld(self, figure: Observation) -> bool:
        """Whether a count of people, or a rate that tells such a count, may not be printed."""
        codes = (figure.indicator, self.indicator(figure.indicator).count_code)
        return any((code, *figure.key[1:]) in self.withheld(code) for code in codes if code)

    @asked
    def withheld(self, indicator_code: str) -> Mapping[Key, None]:
        """Figures of an indicator that may not be printed, by the policy on small groups."""
        return self._known.withheld.get(indicator_code, {})

    @asked
    def explanations(self, unit: str, *, year: int | None = None) -> tuple[Explanation, ...]:
        """Reasons and proposals of a unit reviewed by the day; of one year or of all."""
        return tuple(
            e
            for e in self.explained
            if e.unit == unit and e.reviewed_on <= self.as_of and year in (None, e.year)
        )

    @asked
    def findings(self, unit: str = "", indicators: tuple[str, ...] = ()) -> tuple[Finding, ...]:
        """List what does not add up among the figures known on the day, of all or of some."""
        known = [figure for figures in self._known.figures.values() for figure in figures]
        parts, total = self.reporting_units, self.description.total
        found = find_inconsistencies(known, self.register.indicators, parts=parts, total=total)
        return tuple(
            finding
            for finding in found
            if unit in ("", finding.observation.unit)
            if not indicators or finding.observation.indicator in indicators
        )

    @asked
    def documents_missing(self, unit: str, family: str) -> tuple[str, ...]:
        """Message keys of the documents that would supply figures the unit lacks on the day."""
        codes = self.description.families[family]
        figures = [o for o in self._known.figures[unit] if o.indicator in codes]
        place = (self.name, family, self.units[unit].level)
        this_year = (self.last_day + dt.timedelta(days=1)).year
        found = missing_documents(self.register.documents, place, figures, this_year)
        return tuple(document.message_key for document in found)

    @property
    def _weights_kind(self) -> str:
        return "labour_force" if self.description.weights == LABOUR_FORCE else "households"

    def _weight(self, unit: str) -> Base | None:
        return self.base(unit, TRAINED_LABOUR if self._weights_kind == "labour_force" else POVERTY)
