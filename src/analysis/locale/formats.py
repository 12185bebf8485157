"""Numbers, dates and percentages as the reader's language writes them (Unicode CLDR)."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from analysis.locale.catalog import message

MISSING = "–"
"""What stands in a table where nothing was published."""


@dataclass(frozen=True)
class Formatter:
    """Writes numbers and dates for one language; every output uses it.

    Parameters
    ----------
    language : str
        ``"vi"`` or ``"en"``.
    """

    language: str

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Number with grouping and a fixed count of decimals, rounded half up.

        Examples
        --------
        >>> Formatter("vi").number(23967)
        '23.967'
        """
        if value is None or math.isnan(value):
            return MISSING
        exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(exact + 0, format=pattern, locale=self.language)

    def percent(self, value: float | None, decimals: int = 2) -> str:
        """Percentage without a space before the sign; `value` is already in percent.

        Examples
        --------
        >>> Formatter("vi").percent(13.16)
        '13,16%'
        """
        text = self.number(value, decimals)
        return text if text == MISSING else f"{text}%"

    def points(self, value: float | None, decimals: int = 2) -> str:
        """Percentage points: ``1,52 điểm %``."""
        return self._with_unit("locale.unit.percentage_points", value, decimals)

    def points_a_year(self, value: float | None, decimals: int = 2) -> str:
        """Percentage points a year: ``1,42 điểm %/năm``."""
        return self._with_unit("locale.unit.percentage_points_a_year", value, decimals)

    def households(self, value: float | None) -> str:
        """Count of households: ``2.646 hộ``."""
        return self._with_unit("locale.unit.households", value, 0)

    def persons(self, value: float | None) -> str:
        """Count of persons: ``2.800 người``."""
        return self._with_unit("locale.unit.persons", value, 0)

    def date(self, value: dt.date) -> str:
        """Day as dd/mm/yyyy in both languages, the form the province writes.

        Examples
        --------
        >>> Formatter("vi").date(dt.date(2024, 1, 5))
        '05/01/2024'
        """
        return format_date(value, format="dd/MM/yyyy", locale=self.language)

    def _with_unit(self, key: str, value: float | None, decimals: int) -> str:
        text = self.number(value, decimals)
        return text if text == MISSING else message(key, self.language, value=text)
