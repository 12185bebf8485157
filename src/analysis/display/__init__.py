"""What notebooks call: each function takes the report and gives a finished piece of the page."""

from analysis.display.allocation_table import allocation_table
from analysis.display.components import beside, bullets, heading, note, paragraph, section, stack
from analysis.display.data_quality import (
    breaks_section,
    contradictions_section,
    coverage_section,
    evidence_table,
)
from analysis.display.element import Element
from analysis.display.explanations import explanations
from analysis.display.fan_chart import fan_chart
from analysis.display.figures_table import figures_table
from analysis.display.glossary import glossary
from analysis.display.households_needed import households_needed
from analysis.display.information import documents_section
from analysis.display.key_figures import key_figures
from analysis.display.masthead import masthead
from analysis.display.method_note import method_note
from analysis.display.needs_table import needs_table
from analysis.display.notes import data_notes
from analysis.display.official import appendix, official_end, official_head
from analysis.display.outlook import Outlook, outlooks
from analysis.display.parts import parts_section
from analysis.display.pci_chart import pci_chart
from analysis.display.plan_board import plan_board, plan_counts
from analysis.display.plan_lists import (
    facilities_table,
    jobs_table,
    programmes_table,
    scheme_card,
)
from analysis.display.plan_summary import plan_summary
from analysis.display.provenance import provenance
from analysis.display.record_strip import record_strip
from analysis.display.report import Report
from analysis.display.small_multiples import small_multiples
from analysis.display.submission_board import submission_board
from analysis.display.synthesis import (
    areas_section,
    forecast_section,
    proposals_section,
    results_section,
    review_form,
    shortcomings_section,
    summary_section,
    tasks_section,
)
from analysis.display.target_ladder import target_ladder
from analysis.display.track_record import past_record, track_record_table, units_record
from analysis.display.unit_map import unit_map
from analysis.display.unit_ranking import unit_ranking
from analysis.display.verdict_table import verdict_table
from analysis.display.verdicts import verdicts

__all__ = [
    "Element",
    "Outlook",
    "Report",
    "allocation_table",
    "appendix",
    "areas_section",
    "beside",
    "breaks_section",
    "bullets",
    "contradictions_section",
    "coverage_section",
    "data_notes",
    "documents_section",
    "evidence_table",
    "explanations",
    "facilities_table",
    "fan_chart",
    "figures_table",
    "forecast_section",
    "glossary",
    "heading",
    "households_needed",
    "jobs_table",
    "key_figures",
    "masthead",
    "method_note",
    "needs_table",
    "note",
    "official_end",
    "official_head",
    "outlooks",
    "paragraph",
    "parts_section",
    "past_record",
    "pci_chart",
    "plan_board",
    "plan_counts",
    "plan_summary",
    "programmes_table",
    "proposals_section",
    "provenance",
    "record_strip",
    "results_section",
    "review_form",
    "scheme_card",
    "section",
    "shortcomings_section",
    "small_multiples",
    "stack",
    "submission_board",
    "summary_section",
    "target_ladder",
    "tasks_section",
    "track_record_table",
    "unit_map",
    "unit_ranking",
    "units_record",
    "verdict_table",
    "verdicts",
]
