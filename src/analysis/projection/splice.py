"""A long comparable line across a change of standard, to look at: never an input of the model."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.projection.scale import to_logit, to_percent


def spliced(older: Mapping[int, float], newer: Mapping[int, float]) -> Mapping[int, float]:
    """Figures of an older standard as the newer one might have shown them, in percent by year.

    Parameters
    ----------
    older, newer : mapping of int to float
        Rates in percent by year, each in one standard.

    Returns
    -------
    mapping of int to float
        The years of `older` up to the last one counted both ways, where the two lines meet; empty
        where no year was.

    Notes
    -----
    ``x_old(t) + x_new(o) - x_old(o)`` on the offset logit, *o* the last common year. It gains no
    accuracy once drifts are shared across the break, hence it serves the eye alone.
    """
    common = older.keys() & newer.keys()
    if not common:
        return {}
    overlap = max(common)
    jump = to_logit(newer[overlap]) - to_logit(older[overlap])
    years = sorted(year for year in older if year <= overlap)
    return {year: float(to_percent(to_logit(older[year]) + jump)) for year in years}
