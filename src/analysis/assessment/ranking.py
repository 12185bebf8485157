"""Place among peers, without ranks that hang on noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.rounding import without_float_dust
from analysis.data.model import Observation, Panel


@dataclass(frozen=True)
class RankedUnit:
    """A unit with the ranks its figure is compatible with.

    `best_rank` counts the units that are clearly better, `worst_rank` also those too close to
    tell apart; equal where nobody is close.
    """

    unit: str
    value: float
    best_rank: int
    worst_rank: int


@dataclass(frozen=True)
class Ranking:
    """Units with a figure of the same year and standard, best first.

    `without_figure` are the units of the panel that have none and are therefore not ranked.
    """

    year: int | None
    standard: str | None
    ranked: tuple[RankedUnit, ...]
    without_figure: tuple[str, ...]

    def of(self, unit: str) -> RankedUnit | None:
        """Rank of one unit, ``None`` where it has no figure of that year and standard."""
        return next((row for row in self.ranked if row.unit == unit), None)


def rank_units(
    panel: Panel,
    *,
    year: int | None = None,
    standard: str | None = None,
    withheld: Collection[str] = (),
    settings: AssessmentSettings = DEFAULT_SETTINGS,
) -> Ranking:
    """Rank the units of a panel, the total left out.

    Parameters
    ----------
    panel : Panel
        Figures as known on a date.
    year, standard : int, str, optional
        Compare figures of this year or standard only. Of those left, the year and standard that
        most units have a figure in are taken, the later where two have the same.
    withheld : collection of str
        Units whose figures may not be shown: they are not counted either, since the place of the
        others would give theirs away.
    settings : AssessmentSettings
        `rank_noise_points` says which differences count as none.

    Returns
    -------
    Ranking
        Empty where no unit has a figure, or where the indicator has no good direction.
    """
    peers = tuple(unit for unit in panel.units if unit != panel.total)
    figures = [
        figure
        for unit in peers
        for figure in panel.usable(unit)
        if year in (None, figure.year) and standard in (None, figure.standard)
    ]
    if not figures or panel.indicator.direction == 0:
        return Ranking(year, standard, (), peers)
    chosen = _most_common_moment(figures)
    compared = [figure for figure in figures if (figure.year, figure.standard) == chosen]
    open_to_all = [figure for figure in compared if figure.unit not in withheld]
    ranked = _ranked(open_to_all, panel.indicator.direction, settings.rank_noise_points)
    known = {figure.unit for figure in compared}
    return Ranking(*chosen, ranked, tuple(unit for unit in peers if unit not in known))


def _most_common_moment(figures: Sequence[Observation]) -> tuple[int, str]:
    counts = Counter((figure.year, figure.standard) for figure in figures)
    return max(counts, key=lambda moment: (counts[moment], moment))


def _ranked(figures: Sequence[Observation], direction: int, noise: float) -> tuple[RankedUnit, ...]:
    scores = {figure.unit: direction * figure.value for figure in figures}

    def row(figure: Observation) -> RankedUnit:
        leads = [without_float_dust(other - scores[figure.unit]) for other in scores.values()]
        clearly_better = sum(lead > noise for lead in leads)
        clearly_worse = sum(lead < -noise for lead in leads)
        return RankedUnit(figure.unit, figure.value, 1 + clearly_better, len(leads) - clearly_worse)

    best_first = sorted(figures, key=lambda figure: (-scores[figure.unit], figure.unit))
    return tuple(row(figure) for figure in best_first)
