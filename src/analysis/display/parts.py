"""The parts of the whole on its page: what each must bring, its path, and today's map."""

from __future__ import annotations

from dataclasses import replace

from analysis.assessment import Assessment
from analysis.data import Level
from analysis.display.components import Column, data_table, section
from analysis.display.element import Element
from analysis.display.households_needed import households_needed
from analysis.display.inline import Words
from analysis.display.outlook import Outlook
from analysis.display.owners import acting_in
from analysis.display.phrases import need_count
from analysis.display.record_strip import record_strip
from analysis.display.report import Report
from analysis.display.small_multiples import small_multiples
from analysis.display.unit_map import unit_map
from analysis.display.verdict_badge import verdict_badge
from analysis.locale.formats import MISSING


def parts_section(report: Report, outlook: Outlook) -> Element | None:
    """Parts of the whole beside each other; nothing on the page of a part.

    Parameters
    ----------
    report : Report
        Page it is written for.
    outlook : Outlook
        Indicator to compare.

    Returns
    -------
    Element or None
        What each part must bring and who acts there, as a table and in squares; the path of each;
        and, where the parts are former districts, the units that stand in their place now.
    """
    if not report.is_total:
        return None
    pieces = [
        part_needs(report, outlook),
        households_needed(report, outlook),
        small_multiples(report, outlook),
        present_map(report, outlook),
        record_strip(report, *report.dataset.description.families),
    ]
    title = report.tell("briefing.heading.parts")
    return section(title, *(piece for piece in pieces if piece is not None))


def part_needs(report: Report, outlook: Outlook) -> Element | None:
    """Verdict, gap, need a year and who acts, for each part with a target; nothing without any."""
    judged = [a for a in outlook.assessments if a.unit != outlook.panel.total]
    if not judged:
        return None
    points = report.tell("briefing.unit.points")
    columns = [
        Column(report.say("column.unit")),
        Column(report.say("column.verdict")),
        Column(report.tell("briefing.column.gap"), "end", points),
        Column(report.say("column.needed"), "end", points),
        Column(
            report.say("column.needed"),
            "end",
            report.tell(f"briefing.unit.{outlook.indicator.family}"),
        ),
        Column(report.tell("briefing.column.acting")),
    ]
    caption = report.tell(
        "briefing.parts.caption", indicator=outlook.indicator.name(report.language)
    )
    rows = [_row(report, outlook, assessment) for assessment in judged]
    return data_table(caption, columns, rows, [report.tell("briefing.parts.note")])


def _row(report: Report, outlook: Outlook, assessment: Assessment) -> list[Words]:
    direction = outlook.indicator.direction
    need = assessment.need_lower if report.dataset.shows_rates(assessment.unit) else None
    number = report.format.number
    gap = need.points_a_year * (assessment.years_left or 0) if need else None
    count = need_count(report, outlook, assessment, need)
    return [
        report.name(assessment.unit),
        verdict_badge(assessment.status, report.language, direction=direction),
        MISSING if gap is None else number(gap, 2),
        MISSING if need is None else number(need.points_a_year, 2),
        MISSING if count is None else count.partition(" ")[0],
        acting_in(report, assessment.unit),
    ]


def present_map(report: Report, outlook: Outlook) -> Element | None:
    """Map of the units since 1 July 2025; nothing where the data set is not reported by them."""
    level = Level.UNIT_2025
    if report.dataset.level is not Level.DISTRICT or level not in report.dataset.description.levels:
        return None
    present = report.dataset.at(level)
    panel = present.panel(outlook.indicator.code)
    shown = replace(outlook, panel=panel, assessments=(), bases={})
    return unit_map(Report(present, report.unit.code, report.language), shown)
