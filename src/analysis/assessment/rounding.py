"""Comparison of figures with few decimals, free of binary noise."""

from __future__ import annotations

_DECIMALS = 9


def without_float_dust(value: float) -> float:
    """Value rounded far below any published decimal.

    So that a fall from 15.9 to 14.9 meets a bound of 1, and 6.9 / 12 = 0.575 is printed as 0.58.
    """
    return round(value, _DECIMALS)
