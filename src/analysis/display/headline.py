"""The verdict on a target in one sentence."""

from __future__ import annotations

from analysis.assessment import Assessment
from analysis.data import Observation, TargetKind
from analysis.display.outlook import Outlook
from analysis.display.phrases import (
    goal_words,
    moves,
    need_count,
    pace_words,
    short_name,
    trimmed,
    value_words,
    window_words,
)
from analysis.display.report import Report


def headline(
    report: Report, outlook: Outlook, assessment: Assessment, *, is_on_its_page: bool = False
) -> str:
    """Sentence that says what is, how it moves, and what is asked for.

    Parameters
    ----------
    report : Report
        Page it is written for.
    outlook : Outlook
        Figures behind the verdict.
    assessment : Assessment
        The verdict; its word stands beside the sentence, not in it.
    is_on_its_page : bool
        Whether the page's title already says which unit is meant.

    Returns
    -------
    str
        Where too little is known, what is missing and what can be said instead.
    """
    if not report.dataset.shows_rates(assessment.unit):
        return _too_small(report, outlook, assessment)
    last = outlook.panel.latest(assessment.unit)
    if last is None or last.standard != assessment.standard:
        return _without_figure(report, outlook, assessment)
    is_named = not is_on_its_page or assessment.unit != report.unit.code
    level = _level(report, outlook, last, is_named=is_named)
    if assessment.observed_pace is None or assessment.window is None:
        return f"{level}; {_goal(report, outlook, assessment)}"
    return f"{level}{_change(report, outlook, last)}; {_pace(report, outlook, assessment)}"


def _too_small(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    name = outlook.indicator.name(report.language)
    unit = report.name_in_sentence(assessment.unit)
    parts = [report.say("headline.small", indicator=name, unit=unit), _whole(report, outlook)]
    return "; ".join(part for part in parts if part)


def _level(report: Report, outlook: Outlook, last: Observation, *, is_named: bool) -> str:
    indicator = outlook.indicator
    return report.say(
        "headline.level" if is_named else "headline.level_here",
        indicator=indicator.name(report.language) if is_named else short_name(report, indicator),
        unit=report.name_in_sentence(last.unit),
        year=last.year,
        value=value_words(report, last),
    )


def _change(report: Report, outlook: Outlook, last: Observation) -> str:
    """Change since the figure before, if it stands on the same standard, with its households."""
    before = [o for o in outlook.panel.usable(last.unit) if o.standard == last.standard][-2:-1]
    if not before:
        return ""
    change = last.value - before[0].value
    moved = moves(report, change, report.format.points(abs(change)))
    counts = _counted(report, outlook, before[0], last)
    return report.say("headline.change", moved=moved, year=before[0].year) + counts


def _counted(report: Report, outlook: Outlook, before: Observation, last: Observation) -> str:
    if outlook.indicator.count_code is None:
        return ""
    figures = report.dataset.panel(outlook.indicator.count_code).usable(last.unit)
    by_moment = {(o.year, o.standard): o.value for o in figures}
    counts = [by_moment.get((o.year, o.standard)) for o in (before, last)]
    if counts[0] is None or counts[1] is None:
        return ""
    difference = report.count(abs(counts[1] - counts[0]), outlook.indicator.family)
    return report.say("headline.count", count=difference)


def _pace(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Mean pace and what is asked for; a mean of one year is not said twice."""
    goal = _goal(report, outlook, assessment)
    window = assessment.window
    if window is None or window[1] - window[0] == 1:
        return goal
    period = window_words(report, window)
    pace = pace_words(report, outlook, assessment.observed_pace or 0.0)
    return report.say("headline.pace", period=period, pace=pace, goal=goal)


def _goal(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    goal = goal_words(report, outlook, assessment.target)
    need = assessment.need_lower
    if assessment.target.kind is not TargetKind.LEVEL or need is None or not need.points_a_year:
        return report.say("headline.goal", goal=goal)
    way = moves(
        report, outlook.indicator.direction, report.format.points_a_year(need.points_a_year)
    )
    return report.say("headline.goal_level", way=way, goal=goal)


def _without_figure(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Say what is known of a unit without figures: the whole, and the corridor in households."""
    older = outlook.panel.latest(assessment.unit)
    missing = report.say(
        "headline.only_older" if older else "headline.nothing",
        indicator=outlook.indicator.name(report.language),
        year=older.year if older else None,
    )
    parts = [missing, _whole(report, outlook), _corridor_count(report, outlook, assessment)]
    return "; ".join(part for part in parts if part)


def _whole(report: Report, outlook: Outlook) -> str:
    total = outlook.of(outlook.panel.total) if outlook.panel.total else None
    last = outlook.latest_of_total()
    if total is None or last is None or total.observed_pace is None:
        return ""
    return report.say(
        "headline.whole",
        whole=report.whole().lower(),
        year=last.year,
        value=value_words(report, last),
        pace=_goal_or_pace(report, outlook, total),
    )


def _goal_or_pace(report: Report, outlook: Outlook, total: Assessment) -> str:
    if total.target.kind is TargetKind.LEVEL:
        return _goal(report, outlook, total)
    pace = pace_words(report, outlook, total.observed_pace or 0.0)
    return report.say(
        "headline.mean", pace=pace, period=window_words(report, total.window or (0, 0))
    )


def _corridor_count(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    needs = (assessment.need_lower, assessment.need_upper)
    counts = [c for n in needs if (c := need_count(report, outlook, assessment, n))]
    if assessment.target.kind is not TargetKind.PACE or len(counts) != len(needs):
        return ""
    pace = "–".join(trimmed(report, need.bound) for need in needs if need)
    low = report.format.number(needs[0].count_a_year if needs[0] else None)
    return report.say("headline.corridor_count", pace=pace, low=low, high=counts[1])
