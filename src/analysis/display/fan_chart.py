"""Fan chart of an indicator: what was published, what was asked for, what may come."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Panel, TargetKind
from analysis.display.canvas import draw_both
from analysis.display.components import figure, paragraph, stack
from analysis.display.element import Element
from analysis.display.fan_data import FanChart, fan_chart_data
from analysis.display.fan_labels import FanWords
from analysis.display.fan_numbers import numbers_table
from analysis.display.fan_paint import fan_height_cm, paint_fan_chart
from analysis.display.fan_scenario import bridge_label, scenario_words
from analysis.display.fan_splice import splice_words
from analysis.display.fan_words import (
    drawn_assessment,
    fan_alt,
    fan_lines,
    fan_years,
    successor_words,
)
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words, short_name, trimmed
from analysis.display.report import Report
from analysis.display.small_print import small_print


def fan_chart(
    report: Report, outlook: Outlook, *beside: Outlook, height_cm: float = 6.1
) -> Element:
    """Figures by standard, target corridor and projection of the page's unit.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator to draw.
    *beside : Outlook
        At most one more, of which only the published figures are drawn.
    height_cm : float
        Height at a width of 16.5 cm; the drawing scales with the page.

    Returns
    -------
    Element
        Drawing with a text that stands for it and the table of its numbers. Where nothing can be
        drawn of the unit, the whole and its target; without any figure, a sentence.
    """
    unit = report.unit.code
    companion = next(iter(beside), None)
    chart = _chart(report, outlook, companion)
    indicator = outlook.indicator.name(report.language)
    if not chart.all_segments:
        return paragraph(report.say("chart.nothing", indicator=indicator))
    words = _words(report, outlook, companion, chart)
    drawing = draw_both(
        lambda empty: paint_fan_chart(empty, chart, words, report.format),
        lambda width: fan_height_cm(chart, words, width, height_cm),
    )
    caption = report.say("chart.fan.caption", indicator=indicator, unit=report.full_name(unit))
    notes = [splice_words(report, chart.splice), scenario_words(report, outlook, chart.bridge)]
    said = " ".join(filter(None, notes))
    shown = figure(
        drawing,
        f"{fan_alt(report, outlook, companion, chart)} {said}".strip(),
        caption,
        numbers_table(report, outlook, companion, chart),
        table_label=report.say("chart.table_label"),
    )
    return stack(shown, small_print(paragraph(said))) if said else shown


def _chart(report: Report, outlook: Outlook, companion: Outlook | None) -> FanChart:
    unit, years = report.unit.code, outlook.projection.years
    is_shown = report.dataset.shows_rates(unit)
    panels = [o.panel if is_shown else _only_total(o.panel) for o in (outlook, companion) if o]
    return fan_chart_data(
        panels[0],
        outlook.projection if is_shown else None,
        drawn_assessment(report, outlook),
        unit,
        report.dataset.standards,
        years[-1] if years else report.dataset.horizon,
        panels[1] if len(panels) > 1 else None,
    )


def _only_total(panel: Panel) -> Panel:
    kept = tuple(o for o in panel.observations if o.unit == panel.total)
    return replace(panel, observations=kept)


def _words(
    report: Report, outlook: Outlook, companion: Outlook | None, chart: FanChart
) -> FanWords:
    return FanWords(
        goal=_goal_label(report, outlook),
        fan="\n".join(fan_lines(report, chart)),
        fan_years=tuple(fan_years(report, chart)),
        companion=short_name(report, companion.indicator) if companion else "",
        context=report.whole(),
        successor=successor_words(report, chart),
        standard=report.tell("figures.fan.standard", years="{years}"),
        bridge=bridge_label(report, chart.bridge),
        splice=report.tell("figures.splice.label"),
    )


def _goal_label(report: Report, outlook: Outlook) -> str:
    assessment = drawn_assessment(report, outlook)
    if assessment is None:
        return ""
    target = assessment.target
    if target.kind is TargetKind.LEVEL:
        value = f"{trimmed(report, target.lower or 0.0)}%"
        return report.say("chart.goal_level", year=target.target_year, value=value)
    goal = goal_words(report, outlook, target)
    if assessment.unit != report.unit.code:
        return report.say("chart.goal_of_unit", unit=report.whole().lower(), goal=goal)
    return report.say("chart.goal" if assessment.is_own_target else "chart.goal_common", goal=goal)
