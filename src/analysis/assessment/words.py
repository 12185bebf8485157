"""Words and symbols of verdicts and probabilities, from the catalogs."""

from __future__ import annotations

from analysis.assessment.model import Status
from analysis.assessment.policy import DEFAULT_SETTINGS, AssessmentSettings
from analysis.assessment.probability import printed_probability_pct
from analysis.assessment.standing import Standing, Verdict
from analysis.locale import message

PROBABILITY_BANDS = (
    (90, "very_likely"),
    (66, "likely"),
    (33, "about_even"),
    (11, "unlikely"),
    (0, "very_unlikely"),
)
"""Lowest printed percentage of each band, after the IPCC calibrated language.

Its outermost bands (99 % and 1 %) are left out, since no probability is printed beyond 5 and 95.
Ten per cent itself counts as very unlikely.
"""


def status_symbol(status: Status) -> str:
    """Symbol beside the word, so that no meaning hangs on colour."""
    return message(f"assessment.symbol.{status.value}", "vi")


def status_word(status: Status, language: str, *, direction: int) -> str:
    """Verdict in words.

    Parameters
    ----------
    direction : int
        +1 where the indicator should rise, -1 where it should fall: going backwards is a rise of
        one and a fall of the other.
    """
    if status is Status.WORSE:
        way = "rate_falls" if direction > 0 else "rate_rises"
        return message(f"assessment.status.worse.{way}", language)
    return message(f"assessment.status.{status.value}", language)


def verdict_symbol(verdict: Verdict) -> str:
    """Symbol of any item of the plan, judged by a figure or not."""
    if isinstance(verdict, Standing):
        return message(f"plan.symbol.{verdict.value}", "vi")
    return status_symbol(verdict)


def verdict_word(verdict: Verdict, language: str, *, direction: int = 1) -> str:
    """Verdict on any item of the plan in words; `direction` is that of its indicator."""
    if isinstance(verdict, Standing):
        return message(f"plan.standing.{verdict.value}", language)
    return status_word(verdict, language, direction=direction)


def probability_words(
    probability: float, language: str, settings: AssessmentSettings = DEFAULT_SETTINGS
) -> str:
    """Probability in words.

    The band is that of the printed number, so that word and number never contradict each other.
    """
    printed = printed_probability_pct(probability, settings)
    band = next(name for lowest, name in PROBABILITY_BANDS if printed >= lowest)
    return message(f"assessment.probability.{band}", language)


def evidence_words(strength: str, language: str) -> str:
    """Strength of the evidence in words: high, medium, low or none."""
    return message(f"assessment.evidence.{strength}", language)
