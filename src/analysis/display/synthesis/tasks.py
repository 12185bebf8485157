"""VI. Tasks: what each target still takes a year, and which body answers for it."""

from __future__ import annotations

from collections.abc import Callable

from analysis.assessment import Assessment
from analysis.display.components import Column, data_table, heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.owners import IN_THE_AREA, former_owner, owner_words, present_owner
from analysis.display.phrases import goal_words, moves, need_count, short_name
from analysis.display.report import Report
from analysis.display.verdicts import assessed
from analysis.locale.formats import MISSING


def tasks_section(report: Report, *outlooks: Outlook) -> Element:
    """Table of targets with their gap, the need a year and the owner, then of who acts where.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.
    """
    judged = list(assessed(report, *outlooks))
    title = heading(report.tell("synthesis.heading.tasks"))
    if not judged:
        return stack(title, paragraph(report.tell("synthesis.tasks.nothing")))
    columns = [
        Column(report.say("column.target")),
        Column(report.tell("synthesis.column.gap"), "end", _unit(report)),
        Column(report.say("column.needed_count"), "end"),
        Column(report.tell("synthesis.column.owner")),
    ]
    formers = {_former(report, assessment) for _, assessment in judged}
    owner = owner_words if len(formers) > 1 else present_owner
    rows = [_row(report, *pair, owner) for pair in judged]
    caption = report.tell("synthesis.tasks.caption", year=report.dataset.horizon)
    common = formers.pop() if len(formers) == 1 else ""
    notes = [*([common] if common else []), report.tell("synthesis.tasks.note")]
    table = data_table(caption, columns, rows, notes)
    return stack(title, paragraph(_words(report)), table)


def _former(report: Report, assessment: Assessment) -> str:
    """Say which body answered for a target before; blank where there was none."""
    former = former_owner(report, assessment.target.duty)
    if former is None:
        return ""
    owner, since = former
    return report.tell(
        "synthesis.tasks.before", owner=owner.name(report.language), date=report.format.date(since)
    )


def _row(
    report: Report, outlook: Outlook, assessment: Assessment, owner: Callable[..., str]
) -> list[str]:
    name = short_name(report, outlook.indicator)
    if assessment.unit != report.unit.code:
        name = f"{name}, {report.name_in_sentence(assessment.unit)}"
    return [
        f"{name}: {goal_words(report, outlook, assessment.target)}",
        gap_words(report, outlook, assessment),
        need_count(report, outlook, assessment, assessment.need_lower) or MISSING,
        owner(report, assessment.target.duty, is_short=True),
    ]


def gap_words(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Points a year that the least demanding bound still takes."""
    need = assessment.need_lower
    if need is None:
        return MISSING
    amount = report.format.number(need.points_a_year, 2)
    return moves(report, outlook.indicator.direction, amount)


def _unit(report: Report) -> str:
    return report.tell("locale.unit.percentage_points_a_year_alone")


def _words(report: Report) -> str:
    """Whose names the table gives, and who acts in the areas."""
    day = report.format.date(report.dataset.as_of)
    opening = report.tell("synthesis.tasks.opening", date=day)
    area = report.tell("synthesis.tasks.area", owner=owner_words(report, IN_THE_AREA))
    return f"{opening} {area}"
