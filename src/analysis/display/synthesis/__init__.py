"""Sections I to VII of the formal report, as sentences made of computed values."""

from analysis.display.synthesis.areas import areas_section
from analysis.display.synthesis.forecast import forecast_section
from analysis.display.synthesis.proposals import proposals_section
from analysis.display.synthesis.results import results_section
from analysis.display.synthesis.review_form import review_form
from analysis.display.synthesis.shortcomings import shortcomings_section
from analysis.display.synthesis.summary import summary_section
from analysis.display.synthesis.tasks import tasks_section

__all__ = [
    "areas_section",
    "forecast_section",
    "proposals_section",
    "results_section",
    "review_form",
    "shortcomings_section",
    "summary_section",
    "tasks_section",
]
