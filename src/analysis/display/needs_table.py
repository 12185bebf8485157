"""What the years left must bring, in points and in households or persons a year."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import Assessment, Need, printed_probability_pct, probability_words
from analysis.data import TargetKind
from analysis.display.components import Column, data_table, paragraph
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words, need_count, pace_words, trimmed, window_words
from analysis.display.report import Report
from analysis.display.verdicts import assessed
from analysis.locale.formats import MISSING


def needs_table(report: Report, *outlooks: Outlook) -> Element:
    """Pace so far, pace needed, and the households or persons behind it, for every target.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.

    Returns
    -------
    Element
        A row for each bound of each target; where a bound cannot be computed, a note says why.
    """
    judged = [(o, a) for o, a in assessed(report, *outlooks) if report.dataset.shows_rates(a.unit)]
    rows = [row for outlook, assessment in judged for row in _rows(report, outlook, assessment)]
    if not rows:
        return paragraph(
            report.say("needs.nothing", unit=report.name_in_sentence(report.unit.code))
        )
    columns = [
        Column(report.say("column.target")),
        Column(report.say("column.pace_so_far"), "end"),
        Column(report.say("column.bound"), "end"),
        Column(report.say("column.needed"), "end"),
        Column(report.say("column.needed_count"), "end"),
        Column(report.say("column.probability")),
    ]
    caption = report.say("needs.caption", unit=report.full_name(report.unit.code))
    return data_table(caption, columns, rows, list(dict.fromkeys(_notes(report, judged))))


def _rows(report: Report, outlook: Outlook, assessment: Assessment) -> Iterator[list[str]]:
    bounds = (assessment.target.lower, assessment.target.upper)
    needs = (assessment.need_lower, assessment.need_upper)
    for bound, need in zip(bounds, needs, strict=True):
        if bound is not None:
            yield [
                _name(report, outlook, assessment),
                _pace(report, outlook, assessment),
                _bound(report, assessment, bound),
                _points(report, need),
                need_count(report, outlook, assessment, need) or MISSING,
                _probability(report, assessment) if need is assessment.need_lower else MISSING,
            ]


def _name(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    name = outlook.indicator.name(report.language)
    is_group = assessment.unit != report.unit.code
    return f"{name}, {report.name_in_sentence(assessment.unit)}" if is_group else name


def _pace(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    if assessment.observed_pace is None or assessment.window is None:
        return MISSING
    period = window_words(report, assessment.window)
    return f"{pace_words(report, outlook, assessment.observed_pace)} ({period})"


def _bound(report: Report, assessment: Assessment, bound: float) -> str:
    if assessment.target.kind is TargetKind.LEVEL:
        return f"{trimmed(report, bound)}% ({assessment.target.target_year})"
    return report.tell("locale.unit.percentage_points_a_year", value=trimmed(report, bound))


def _points(report: Report, need: Need | None) -> str:
    if need is None:
        return MISSING
    return report.format.points_a_year(need.points_a_year) if need.points_a_year else "0"


def _probability(report: Report, assessment: Assessment) -> str:
    if assessment.probability is None:
        return MISSING
    percent = printed_probability_pct(assessment.probability)
    words = probability_words(assessment.probability, report.language)
    return report.say("needs.probability", words=words, percent=percent)


def _notes(report: Report, judged: list[tuple[Outlook, Assessment]]) -> Iterator[str]:
    for outlook, assessment in judged:
        base = outlook.bases.get(assessment.unit)
        if base is not None:
            yield report.base_note(base)
    for _, assessment in judged:
        yield from (report.tell(reason) for reason in assessment.reasons if "_bound_" in reason)
        yield from (report.tell(r) for r in assessment.reasons if r.endswith("already_secured"))
    if any(assessment.probability is not None for _, assessment in judged):
        yield report.say("needs.caveat")


def target_line(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Target and the document that sets it."""
    goal = goal_words(report, outlook, assessment.target)
    return f"{outlook.indicator.name(report.language)}: {goal}. {assessment.target.document}."
