"""Whole households and persons of districts that add up to a total exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Counts = Mapping[str, int]
"""Households or persons by code of the district."""


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Share a total out in whole numbers, the largest remainders rounded up.

    Examples
    --------
    >>> apportion(10, {"a": 1.0, "b": 1.0, "c": 1.0})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = sum(weights.values())
    exact = {code: total * weight / whole for code, weight in weights.items()}
    shares = {code: int(value) for code, value in exact.items()}
    by_remainder = sorted(exact, key=lambda code: shares[code] - exact[code])
    for code in by_remainder[: total - sum(shares.values())]:
        shares[code] += 1
    return shares


def balanced(total: int, expected: Mapping[str, float], balancing: Sequence[str]) -> dict[str, int]:
    """Round what is expected of each district; the balancing ones take what is left of the total.

    Examples
    --------
    >>> balanced(100, {"a": 20.4, "b": 50.0, "c": 25.0}, ["b", "c"])
    {'a': 20, 'b': 53, 'c': 27}
    """
    fixed = {code: round(value) for code, value in expected.items() if code not in balancing}
    left = apportion(total - sum(fixed.values()), {code: expected[code] for code in balancing})
    return {code: {**fixed, **left}[code] for code in expected}


def share_of(total: int, percent: float) -> int:
    """Count that a percentage of a total stands for."""
    return round(total * percent / 100)


def percent(count: int, base: int) -> float:
    """Rate as decisions print it: two decimals."""
    return round(100 * count / base, 2)
