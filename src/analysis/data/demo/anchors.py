"""Published figures that the invented districts add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.data.dataset import Dataset
from analysis.data.demo.design import Design
from analysis.data.demo.shares import share_of
from analysis.data.derivation import GROUP_SUFFIX
from analysis.data.model import Observation

MULTIDIM = "multidim_poverty_rate"
POOR = "poor_household_rate"
TRAINED = "trained_labour_rate_admin"
CERTIFIED = "trained_labour_rate_with_certificate_admin"
LABOUR_FORCE = "gso_labour_force_15plus"


@dataclass(frozen=True)
class Anchors:
    """Totals of the province: as published, and as designed for the years without one.

    Parameters
    ----------
    published : Dataset
        What was really published.
    design : Design
        What is invented.
    """

    published: Dataset
    design: Design

    def multidim(self, year: int) -> int:
        """Poor and near-poor households."""
        return self._count(MULTIDIM, "multidim_poor_households", "multidim", year)

    def poor(self, year: int) -> int:
        """Poor households."""
        return self._count(POOR, "poor_households", "poor", year)

    def ethnic_minority(self, year: int) -> int:
        """Poor and near-poor ethnic-minority households."""
        unit = self.design.total + GROUP_SUFFIX
        count = self._figures("multidim_poor_households", unit).get(year)
        rate = self._figures(MULTIDIM, unit).get(year)
        rate = self.design.rates["ethnic_minority"][year] if rate is None else rate
        base = self.design.ethnic_minority_households[year]
        return share_of(base, rate) if count is None else round(count)

    def earlier(self, rate: str, year: int) -> int:
        """Households under the earlier standard, of which no total is published."""
        return share_of(self.design.households[year], self.design.rates[rate][year])

    def labour_force(self, year: int) -> int:
        """Labour force, persons."""
        published = self._figures(LABOUR_FORCE, self.design.total).get(year)
        return self.design.labour_force[year] if published is None else round(published)

    def trained(self, code: str, rate: str, year: int) -> int:
        """Trained persons of the labour force."""
        published = self._figures(code, self.design.total).get(year)
        known = self.design.rates[rate][year] if published is None else published
        return share_of(self.labour_force(year), known)

    def shares(self, code: str, year: int) -> Mapping[str, float]:
        """Published counts of the districts in one year, as weights."""
        found = {unit: self._figures(code, unit) for unit in self.design.districts}
        return {unit: figures[year] for unit, figures in found.items()}

    def _count(self, rate_code: str, count_code: str, rate: str, year: int) -> int:
        count = self._figures(count_code, self.design.total).get(year)
        if count is not None:
            return round(count)
        published = self._figures(rate_code, self.design.total).get(year)
        known = self.design.rates[rate][year] if published is None else published
        return share_of(self.design.households[year], known)

    def _figures(self, code: str, unit: str) -> Mapping[int, float]:
        """Published figures of the present standard, or of no standard, by year."""
        figures = self.published.figures(code, unit)
        return {figure.year: figure.value for figure in figures if self._counts(figure)}

    def _counts(self, figure: Observation) -> bool:
        return figure.is_usable and figure.standard in (self.design.standard, "n/a")
