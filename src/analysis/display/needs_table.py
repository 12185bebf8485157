"""What the years left must bring, in points and in households or persons a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.assessment import Assessment, Need, printed_probability_pct, probability_words
from analysis.data import TargetKind
from analysis.display.components import Column, data_table, paragraph
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.owners import NO_BREAK, owner_notes, owner_now
from analysis.display.phrases import (
    goal_words,
    need_count,
    short_name,
)
from analysis.display.report import Report
from analysis.display.verdicts import assessed
from analysis.locale.formats import MISSING

_REASONS = (
    "figures_2",
    "figures_before_base_year",
    "least_bound_impossible",
    "most_bound_impossible",
    "already_secured",
    "base_unknown",
)
Judged = Sequence[tuple[Outlook, Assessment]]


def needs_table(report: Report, *outlooks: Outlook) -> Element:
    """What is still missing, needed a year, how likely it is and who answers, for every target.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.

    Returns
    -------
    Element
        A row for each target with something to say, least and most demanding bound side by side;
        notes say what the counts rest on and why others are missing.
    """
    judged = [(o, a) for o, a in assessed(report, *outlooks) if report.dataset.shows_rates(a.unit)]
    known = [(o, a) for o, a in judged if a.observed_pace is not None or a.need_lower is not None]
    if not known:
        return paragraph(
            report.say("needs.nothing", unit=report.name_in_sentence(report.unit.code))
        )
    columns = [
        Column(report.say("column.target")),
        Column(report.tell("briefing.column.gap"), "end", report.tell("briefing.unit.points")),
        Column(report.say("column.needed"), "end", report.tell("briefing.unit.points")),
        Column(report.say("column.needed"), "end", report.tell("briefing.unit.counted")),
        Column(report.say("column.probability")),
        Column(report.tell("briefing.column.owner")),
    ]
    rows = [_row(report, outlook, assessment) for outlook, assessment in known]
    caption = report.say("needs.caption", unit=report.full_name(report.unit.code))
    return data_table(caption, columns, rows, [" ".join(dict.fromkeys(_notes(report, known)))])


def _row(report: Report, outlook: Outlook, assessment: Assessment) -> list[str]:
    return [
        f"{_name(report, outlook, assessment)}: {goal_words(report, outlook, assessment.target)}",
        _between([_gap(report, assessment, need) for need in _needs(assessment)]),
        _between([_points(report, need) for need in _needs(assessment)]),
        _between([_count(report, outlook, assessment, need) for need in _needs(assessment)]),
        _probability(report, assessment),
        owner_now(report, assessment),
    ]


def _name(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    name = short_name(report, outlook.indicator)
    is_group = assessment.unit != report.unit.code
    return f"{name}, {report.name_in_sentence(assessment.unit)}" if is_group else name


def _count(
    report: Report, outlook: Outlook, assessment: Assessment, need: Need | None
) -> str | None:
    """Households or persons a year, each number in one piece with its word."""
    count = need_count(report, outlook, assessment, need)
    return None if count is None else count.replace(" ", NO_BREAK)


def _gap(report: Report, assessment: Assessment, need: Need | None) -> str | None:
    """Points that all the years left together must still bring."""
    if need is None or assessment.years_left is None:
        return None
    return report.format.number(need.points_a_year * assessment.years_left, 2)


def _needs(assessment: Assessment) -> list[Need | None]:
    """Bounds of the target; a level has one."""
    if assessment.target.kind is TargetKind.LEVEL:
        return [assessment.need_lower]
    return [assessment.need_lower, assessment.need_upper]


def _points(report: Report, need: Need | None) -> str | None:
    return None if need is None else report.format.number(need.points_a_year, 2)


def _between(ends: list[str | None]) -> str:
    """Least and most, with what is said twice said once: ``1.447–2.821 hộ``."""
    known = list(dict.fromkeys(end for end in ends if end is not None))
    if not known:
        return MISSING
    low, _, unit = known[0].partition(NO_BREAK)
    alike = len(known) > 1 and all(end.partition(NO_BREAK)[2] == unit for end in known)
    return "–".join([low, *known[1:]]) if alike else "–".join(known)


def _probability(report: Report, assessment: Assessment) -> str:
    if assessment.probability is None:
        return MISSING
    percent = printed_probability_pct(assessment.probability)
    words = probability_words(assessment.probability, report.language)
    return report.say("needs.probability", words=words, percent=percent)


def _notes(report: Report, known: Judged) -> Iterator[str]:
    yield report.say("needs.bounds")
    bases = dict.fromkeys(
        report.base_words(base) for o, a in known if (base := o.bases.get(a.unit)) is not None
    )
    if bases:
        yield report.say("needs.base", bases="; ".join(bases))
    yield from _limits(report, known)
    yield from owner_notes(report, (assessment for _, assessment in known))
    if any(assessment.probability is not None for _, assessment in known):
        yield report.say("needs.caveat")


def _limits(report: Report, known: Judged) -> Iterator[str]:
    """Why a bound has no need, or needs nothing; targets that share a reason named together."""
    names: dict[str, list[str]] = {}
    for outlook, assessment in known:
        for reason in _reasons(assessment):
            names.setdefault(reason, []).append(_name(report, outlook, assessment))
    for reason, sharing in names.items():
        yield f"{', '.join(sharing)}: {report.tell(reason)}"


def _reasons(assessment: Assessment) -> list[str]:
    """Reasons worth a note; where the least bound is out of reach, so is the most demanding."""
    reasons = [reason for reason in assessment.reasons if reason.endswith(_REASONS)]
    is_least = any(reason.endswith("least_bound_impossible") for reason in reasons)
    return [r for r in reasons if not (is_least and r.endswith("most_bound_impossible"))]
