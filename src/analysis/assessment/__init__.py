"""Is it enough, and what would it take: verdicts on targets, needs, ranks and allocations."""

from analysis.assessment.allocation import (
    Allocation,
    AllocationRule,
    AllocationUnit,
    Share,
    allocate,
)
from analysis.assessment.assess import assess
from analysis.assessment.model import Assessment, Need, Reading, Status, YearlyChange
from analysis.assessment.need import count_a_year
from analysis.assessment.peers import SIMILAR_WITHIN_POINTS, similar_units
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.probability import printed_probability_pct
from analysis.assessment.ranking import RankedUnit, Ranking, rank_units
from analysis.assessment.readings import READING_METHODS
from analysis.assessment.sensitivity import SensitivityRow, method_sensitivity
from analysis.assessment.sharing import Level, Sharing, share_need
from analysis.assessment.standing import Standing, Verdict, item_verdict
from analysis.assessment.words import (
    evidence_words,
    probability_words,
    status_symbol,
    status_word,
    verdict_symbol,
    verdict_word,
)

__all__ = [
    "DEFAULT_SETTINGS",
    "READING_METHODS",
    "SIMILAR_WITHIN_POINTS",
    "Allocation",
    "AllocationRule",
    "AllocationUnit",
    "Assessment",
    "AssessmentSettings",
    "Level",
    "Need",
    "RankedUnit",
    "Ranking",
    "Reading",
    "SensitivityRow",
    "Share",
    "Sharing",
    "Standing",
    "Status",
    "Verdict",
    "YearlyChange",
    "allocate",
    "assess",
    "count_a_year",
    "evidence_words",
    "item_verdict",
    "method_sensitivity",
    "printed_probability_pct",
    "probability_words",
    "rank_units",
    "share_need",
    "similar_units",
    "status_symbol",
    "status_word",
    "verdict_symbol",
    "verdict_word",
]
