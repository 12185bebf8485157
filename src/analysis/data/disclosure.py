"""Which figures of small populations may be printed: the whole policy is on this page.

Households of a very small unit could be recognised, and a rate of a few households says nothing:
Cồn Cỏ had 43 households in the 2019 census.
"""

from __future__ import annotations

SMALLEST_POPULATION_HOUSEHOLDS = 100
"""Units with fewer households get counts and words, but no rate, projection or map colour."""

SMALLEST_COUNT = 5
"""Counts from 1 to below this are not printed; zero is, as it tells of nobody."""

COUNTS_OF_PEOPLE = ("households", "persons")
"""Units of measure whose small counts could point at someone; three schools may be told."""


def shows_rates(households: float | None) -> bool:
    """Whether rates of a unit may be printed; where its size is unknown, they may.

    Examples
    --------
    >>> shows_rates(43)
    False
    """
    return households is None or households >= SMALLEST_POPULATION_HOUSEHOLDS


def shows_count(count: float) -> bool:
    """Whether a count of households or persons may be printed.

    Examples
    --------
    >>> [shows_count(count) for count in (0, 4, 5)]
    [True, False, True]
    """
    return count == 0 or count >= SMALLEST_COUNT
