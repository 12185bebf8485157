"""Verdicts on one indicator for all units, side by side."""

from __future__ import annotations

from analysis.assessment import Assessment
from analysis.display.components import Column, data_table, paragraph
from analysis.display.element import Element
from analysis.display.inline import Words
from analysis.display.outlook import Outlook
from analysis.display.owners import NO_BREAK
from analysis.display.phrases import moves, need_count, value_words, window_words
from analysis.display.report import MOST_NAMES, Report
from analysis.display.verdict_badge import verdict_badge
from analysis.locale.formats import MISSING


def verdict_table(report: Report, outlook: Outlook) -> Element:
    """Last figure, pace, verdict and need of every unit, the whole last.

    Parameters
    ----------
    report : Report
        Page it is written for.
    outlook : Outlook
        Indicator to show.

    Returns
    -------
    Element
        A row for each unit of the panel, those without figures as well unless they are many:
        then a line below names them.
    """
    judged = {a.unit: a for a in outlook.assessments}
    if not judged:
        return paragraph(
            report.say(
                "verdicts.no_target_at_all", indicator=outlook.indicator.name(report.language)
            )
        )
    columns = [
        Column(report.say("column.unit")),
        Column(report.say("column.last_figure"), "end"),
        Column(report.say("column.pace_so_far"), "end", _unit(report)),
        Column(report.say("column.verdict")),
        Column(report.say("column.needed_count"), "end"),
    ]
    blank = _blank_units(report, outlook)
    listed = [unit for unit in outlook.panel.units if unit in judged and unit not in blank]
    rows = [_row(report, outlook, judged[unit]) for unit in listed]
    caption = report.say("verdicts.caption", indicator=outlook.indicator.name(report.language))
    notes = [report.say("verdicts.counts_note")]
    if blank:
        notes.append(report.say("multiples.without", names=report.names(blank)))
    return data_table(caption, columns, rows, notes)


def _blank_units(report: Report, outlook: Outlook) -> list[str]:
    """Units without any figure, if a table of them would be pages of dashes."""
    found = [unit for unit in outlook.panel.units if outlook.panel.latest(unit) is None]
    return found if len(found) > MOST_NAMES else []


def _row(report: Report, outlook: Outlook, assessment: Assessment) -> list[Words]:
    is_shown = report.dataset.shows_rates(assessment.unit)
    direction = outlook.indicator.direction
    return [
        report.name(assessment.unit) if assessment.unit != outlook.panel.total else report.whole(),
        _last(report, outlook, assessment) if is_shown else MISSING,
        _pace(report, outlook, assessment) if is_shown else MISSING,
        verdict_badge(assessment.status, report.language, direction=direction),
        need_count(report, outlook, assessment, assessment.need_lower) or MISSING,
    ]


def _last(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    figure = outlook.panel.latest(assessment.unit)
    if figure is None or figure.standard != assessment.standard:
        return MISSING
    return f"{value_words(report, figure)}, {figure.year}"


def _unit(report: Report) -> str:
    return report.tell("locale.unit.percentage_points_a_year_alone")


def _pace(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    if assessment.observed_pace is None or assessment.window is None:
        return MISSING
    change = assessment.observed_pace * outlook.indicator.direction
    moved = moves(report, change, report.format.number(abs(change), 2))
    return f"{moved} ({window_words(report, assessment.window)})".replace(" ", NO_BREAK)
