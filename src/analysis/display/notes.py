"""What a reader must know about the data and the method before relying on a page."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import Assessment
from analysis.data import Level, ObservationStatus
from analysis.display.components import bullets, note, paragraph, stack
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.verdicts import assessed


def data_notes(report: Report, *outlooks: Outlook) -> Element:
    """What is missing and which document would supply it, standards, definitions, contradictions.

    Parameters
    ----------
    report : Report
        Page they are written for.
    *outlooks : Outlook
        Indicators on the page.

    Returns
    -------
    Element
        A box with the documents asked for, if any, and a list of notes.
    """
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    missing = [key for family in families for key in _missing(report, family)]
    lines = bullets(list(dict.fromkeys(_lines(report, outlooks))))
    if not missing:
        return lines
    title = report.say("notes.missing", unit=report.name_in_sentence(report.unit.code))
    asked = note(title, bullets([f"{report.tell(key)}." for key in missing]), "info")
    return stack(asked, lines)


def _missing(report: Report, family: str) -> tuple[str, ...]:
    return tuple(
        key
        for subject in report.subjects
        for key in report.dataset.documents_missing(subject, family)
    )


def _lines(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    if report.unit.level is Level.DISTRICT:
        yield report.say("notes.territory")
    if not report.dataset.shows_rates(report.unit.code):
        yield report.say("notes.small")
    yield from _standards(report, outlooks)
    for outlook in outlooks:
        definition = _definition(report, outlook)
        if definition:
            yield f"{outlook.indicator.name(report.language)}: {definition}"
    yield from _doubts(report, outlooks)
    yield from _contradictions(report, outlooks)


def _standards(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    codes = {o.standard for outlook in outlooks for o in outlook.panel.observations}
    standards = [s for c, s in report.dataset.standards.items() if c in codes and s.document]
    if len(standards) > 1:
        yield report.say("notes.standards")
    ends = max((s.last_year or 0 for s in standards), default=0)
    after = next((s for s in report.dataset.standards.values() if s.first_year == ends + 1), None)
    if after is not None and ends > report.dataset.as_of.year:
        yield report.say(
            "notes.successor", year=after.first_year, document=after.document.partition(" (")[0]
        )


def _definition(report: Report, outlook: Outlook) -> str:
    indicator = outlook.indicator
    return indicator.definition_vi if report.language == "vi" else indicator.definition_en


def _doubts(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    for _, assessment in assessed(report, *outlooks):
        yield assessment.target.note(report.language)


def _contradictions(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    """Figures that are only shown, and published figures that do not add up."""
    codes = {outlook.indicator.code: outlook.indicator for outlook in outlooks}
    for code, indicator in codes.items():
        for figure in report.dataset.figures(code, report.unit.code):
            if figure.status is ObservationStatus.UNRELIABLE:
                yield report.say(
                    "notes.unused",
                    indicator=indicator.name(report.language),
                    year=figure.year,
                    value=report.format.percent(figure.value),
                    source=figure.source_title,
                )
    for finding in report.dataset.findings():
        figure = finding.observation
        if figure.unit == report.unit.code and figure.indicator in codes:
            yield report.tell(
                f"data.finding.{finding.rule}",
                indicator=codes[figure.indicator].name(report.language),
                unit=report.name(figure.unit),
                year=figure.year,
                published=report.format.percent(figure.value),
                computed=report.format.percent(finding.computed),
            )


def method_note(report: Report, *outlooks: Outlook) -> Element:
    """How verdicts and paths were made, on what evidence, and what they do not say.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators on the page.
    """
    judged = list(assessed(report, *outlooks))
    sentences = [*_rules(report, judged), *_paths(report, outlooks)]
    return paragraph(" ".join(dict.fromkeys(sentences)))


def _rules(report: Report, judged: list[tuple[Outlook, Assessment]]) -> Iterator[str]:
    for method in dict.fromkeys(a.method for _, a in judged if a.method):
        yield report.say("method.rule", rule=report.tell(f"assessment.method.{method}"))


def _paths(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    unit = report.unit.code
    for outlook in outlooks:
        evidence = outlook.projection.evidence.get(unit)
        if evidence is None:
            continue
        yield report.say(
            "method.evidence",
            indicator=outlook.indicator.name(report.language),
            strength=report.tell(f"assessment.evidence.{evidence.strength}"),
        )
        yield from (report.tell(reason) for reason in evidence.reasons)
    if any(outlook.projection.has(unit) for outlook in outlooks):
        yield report.say("method.paths")
        yield report.tell(outlooks[0].panel.weights_note)
        yield report.say("method.caveat")
