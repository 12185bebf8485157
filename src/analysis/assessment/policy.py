"""Thresholds of the verdicts, each with where it comes from; change them here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AssessmentSettings:
    """Numbers that decide a verdict.

    Parameters
    ----------
    worse_tolerance_points : float
        A mean rise up to this many points a year is not yet called one: the size of the revisions
        seen between the preliminary result and the re-check (0.1 to 0.2 points).
    floor_pct : float
        At or below this rate a unit is watched, not asked for the province's pace. Product policy:
        plans word such targets as "keep below".
    near_share : float
        Share of the lower bound from which a pace counts as nearly there. Same cut as Eurostat's
        60 % between acceleration needed and limited progress.
    level_on_track_ratio, level_near_ratio : float
        Cuts of observed over required slope for level targets. Source: Eurostat, Sustainable
        development in the European Union (95 % and 60 %; below 0 is a move away).
    probability_step_pct, probability_min_pct, probability_max_pct : int
        Printed probabilities are multiples of the step between the two bounds: measured
        calibration of the projection supports no finer statement.
    rank_noise_points : float
        Units closer than this share a rank: the usual size of a revision of one figure.
    """

    worse_tolerance_points: float = 0.1
    floor_pct: float = 1.0
    near_share: float = 0.6
    level_on_track_ratio: float = 0.95
    level_near_ratio: float = 0.60
    probability_step_pct: int = 5
    probability_min_pct: int = 5
    probability_max_pct: int = 95
    rank_noise_points: float = 0.2


DEFAULT_SETTINGS = AssessmentSettings()
