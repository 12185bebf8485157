"""V. Shortcomings and their causes: what is behind, what is not known, what the units say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.assessment import Assessment, Status
from analysis.data import ExplanationKind
from analysis.display.components import bullets, heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.explanations import TO_BE_EXPLAINED, explanation_line, said_by
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.synthesis.prose import lowered, verdict_words
from analysis.display.verdicts import assessed, judged_outlooks


def shortcomings_section(report: Report, *outlooks: Outlook) -> Element:
    """Targets behind, gaps in the figures, and causes as the units report them.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.
    """
    behind = list(_behind(report, *outlooks))
    if not behind and not any(assessed(report, *outlooks)):
        unit = report.name_in_sentence(report.unit.code)
        behind = [report.tell("synthesis.results.no_target", unit=unit)]
    return stack(
        heading(report.tell("synthesis.heading.shortcomings")),
        _part(report, 1, "behind", behind),
        _part(report, 2, "gaps", list(_gaps(report, *outlooks))),
        _part(report, 3, "causes", list(_causes(report))),
    )


def _part(report: Report, number: int, name: str, lines: list[str]) -> Element:
    title = heading(f"{number}. {report.tell(f'synthesis.heading.{name}')}", 3)
    if not lines:
        date = report.format.date(report.dataset.as_of)
        return stack(title, paragraph(report.tell(f"synthesis.shortcomings.no_{name}", date=date)))
    return stack(title, paragraph(lines[0]) if len(lines) == 1 else bullets(lines))


def _behind(report: Report, *outlooks: Outlook) -> Iterator[str]:
    """Who is behind the pace of a target: a line an indicator and year, those alike together."""
    late = (*TO_BE_EXPLAINED, Status.NEAR)
    for outlook in outlooks:
        years: dict[int | None, dict[Status, list[Assessment]]] = {}
        for each in outlook.assessments:
            if each.status in late and report.dataset.shows_rates(each.unit):
                years.setdefault(each.last_year, {}).setdefault(each.status, []).append(each)
        for year, groups in years.items():
            yield report.tell(
                "synthesis.shortcomings.late",
                year=year,
                indicator=_indicator(report, outlook),
                units="; ".join(_late(report, outlook, found) for found in groups.values()),
            )


def _late(report: Report, outlook: Outlook, found: Sequence[Assessment]) -> str:
    verdict = verdict_words(report, outlook, found[0])
    if len(found) == 1:
        return f"{report.name_in_sentence(found[0].unit)} {verdict}"
    names = report.names([each.unit for each in found])
    key = "synthesis.shortcomings.late_together"
    return report.tell(key, verdict=verdict, count=len(found), names=names)


def _indicator(report: Report, outlook: Outlook) -> str:
    return lowered(short_name(report, outlook.indicator))


def _gaps(report: Report, *outlooks: Outlook) -> Iterator[str]:
    """Indicators without a figure of the whole, then how many units have none."""
    whole = report.unit.code
    main = [o for o in judged_outlooks(report, *outlooks) if o.panel.total]
    lacking = {o: _without_figure(report, o) for o in main}
    unknown = [_indicator(report, o) for o in main if not o.panel.usable(whole)]
    if unknown:
        yield report.tell(
            "synthesis.shortcomings.whole_unknown",
            unit=report.name_in_sentence(whole),
            indicators="; ".join(unknown),
        )
    parts = [f"{_indicator(report, o)}: {len(units)}" for o, units in lacking.items() if units]
    if parts:
        count = len(report.dataset.reporting_units)
        yield report.tell("synthesis.shortcomings.gap", count=count, parts="; ".join(parts))


def _without_figure(report: Report, outlook: Outlook) -> list[str]:
    return [
        unit
        for unit in report.dataset.reporting_units
        if report.dataset.shows_rates(unit) and not outlook.panel.usable(unit)
    ]


def _causes(report: Report) -> Iterator[str]:
    """Reasons in the units' own words."""
    for unit in (report.unit.code, *report.dataset.reporting_units):
        for said in said_by(report, unit):
            if said.kind is ExplanationKind.REASON:
                yield f"{report.full_name(unit)}. {explanation_line(report, said)}"
