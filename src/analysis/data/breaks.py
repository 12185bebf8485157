"""No difference is ever taken across a change of standard."""

from __future__ import annotations

from analysis.data.model import Observation


def comparable_change(earlier: Observation, later: Observation) -> float | None:
    """Change from one figure to a later one, in the indicator's unit of measure.

    Parameters
    ----------
    earlier, later : Observation
        Figures of the same indicator and unit.

    Returns
    -------
    float or None
        ``None`` where the standards differ: such a difference has no meaning.

    Raises
    ------
    ValueError
        If indicator or unit differ, or the years are not in order: a mistake in the program.
    """
    same_series = (earlier.indicator, earlier.unit) == (later.indicator, later.unit)
    if not same_series or earlier.year >= later.year:
        raise ValueError(f"no series: {earlier.key} to {later.key}")
    return later.value - earlier.value if earlier.standard == later.standard else None
