"""What notebooks call: each function takes the report and gives a finished piece of the page."""

from analysis.display.allocation_table import allocation_table
from analysis.display.components import bullets, heading, note, paragraph, section, stack
from analysis.display.element import Element
from analysis.display.fan_chart import fan_chart
from analysis.display.figures_table import figures_table
from analysis.display.key_figures import key_figures
from analysis.display.masthead import masthead
from analysis.display.method_note import method_note
from analysis.display.needs_table import needs_table
from analysis.display.notes import data_notes
from analysis.display.outlook import Outlook, outlooks
from analysis.display.provenance import provenance
from analysis.display.report import Report
from analysis.display.small_multiples import small_multiples
from analysis.display.unit_map import unit_map
from analysis.display.unit_ranking import unit_ranking
from analysis.display.verdict_table import verdict_table
from analysis.display.verdicts import verdicts

__all__ = [
    "Element",
    "Outlook",
    "Report",
    "allocation_table",
    "bullets",
    "data_notes",
    "fan_chart",
    "figures_table",
    "heading",
    "key_figures",
    "masthead",
    "method_note",
    "needs_table",
    "note",
    "outlooks",
    "paragraph",
    "provenance",
    "section",
    "small_multiples",
    "stack",
    "unit_map",
    "unit_ranking",
    "verdict_table",
    "verdicts",
]
