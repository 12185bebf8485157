"""Units fit to be compared with: as large a share of ethnic-minority people, whatever the rate."""

from __future__ import annotations

from collections.abc import Mapping

SIMILAR_WITHIN_POINTS = 15.0
"""Shares of the population that differ by no more than this many points count as similar."""


def similar_units(shares: Mapping[str, float], unit: str) -> tuple[str, ...]:
    """Other units whose share differs little from a unit's, the most similar first.

    Parameters
    ----------
    shares : mapping of str to float
        Ethnic-minority people in percent of the population, by unit; units without one are absent.
    unit : str
        Unit to compare.

    Examples
    --------
    >>> similar_units({"a": 78.6, "b": 66.0, "c": 2.2}, "a")
    ('b',)
    """
    if unit not in shares:
        return ()
    distances = {code: abs(share - shares[unit]) for code, share in shares.items() if code != unit}
    near = (code for code, points in distances.items() if points <= SIMILAR_WITHIN_POINTS)
    return tuple(sorted(near, key=lambda code: (distances[code], code)))
