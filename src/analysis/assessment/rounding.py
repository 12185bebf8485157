"""Comparison of figures with few decimals, free of binary noise."""

from __future__ import annotations

_DECIMALS = 9


def without_float_dust(value: float) -> float:
    """Value rounded far below any published decimal, so that 15.9 - 14.9 meets a bound of 1."""
    return round(value, _DECIMALS)
