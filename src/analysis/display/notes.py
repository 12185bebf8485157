"""What a reader must know about the data before relying on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.data import ObservationStatus
from analysis.display.components import bullets, note, paragraph, section
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdicts import assessed, judged_outlooks


def data_notes(report: Report, *outlooks: Outlook, of_units: bool = False) -> Element:
    """List gaps and the documents that would fill them, standards and doubts.

    Parameters
    ----------
    report : Report
        Page they are written for.
    *outlooks : Outlook
        Indicators on the page.
    of_units : bool
        Whether documents are asked for on the units of the whole as well.

    Returns
    -------
    Element
        A box with the documents asked for, if any, and a list of notes.
    """
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    units = (*report.subjects, *report.dataset.reporting_units) if of_units else report.subjects
    asked = [report.tell(key) for key in missing_documents(report, families, units)]
    title = report.say("notes.missing", unit=report.name_in_sentence(report.unit.code))
    box = [note(title, small_print(paragraph(f"{'; '.join(asked)}.")))] if asked else []
    lines = list(dict.fromkeys(_lines(report, judged_outlooks(report, *outlooks))))
    listed = [small_print(bullets(lines))] if lines else []
    return section(report.say("heading.notes"), *box, *listed)


def missing_documents(
    report: Report, families: Iterable[str], units: Iterable[str]
) -> tuple[str, ...]:
    """Keys of the documents that would supply what units lack, each once."""
    units = tuple(units)
    return tuple(
        dict.fromkeys(
            key
            for family in families
            for unit in units
            for key in report.dataset.documents_missing(unit, family)
        )
    )


def _lines(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    if not report.dataset.shows_rates(report.unit.code):
        yield report.say("notes.small")
    yield from _standards(report, outlooks)
    doubts = _distinct_sentences(report, outlooks)
    if doubts:
        yield report.say("notes.targets", doubts=doubts)
    yield from _unused_figures(report, outlooks)
    yield from _inconsistencies(report, outlooks)


def _standards(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    codes = {o.standard for outlook in outlooks for o in outlook.panel.observations}
    standards = [s for c, s in report.dataset.standards.items() if c in codes and s.document]
    if len(standards) > 1:
        yield report.say("notes.standards")
    ends = max((s.last_year or 0 for s in standards), default=0)
    after = (s for s in report.dataset.standards.values() if s.first_year == ends + 1)
    for standard in after:
        document = standard.document_name(report.language)
        yield report.say("notes.successor", year=standard.first_year, document=document)


def _distinct_sentences(report: Report, outlooks: tuple[Outlook, ...]) -> str:
    """Doubts about the targets, what several of them share said once."""
    notes = (a.target.note(report.language) for _, a in assessed(report, *outlooks))
    sentences = (sentence for note in notes for sentence in note.removesuffix(".").split(". "))
    return "".join(f"{sentence}. " for sentence in dict.fromkeys(sentences) if sentence).strip()


def _unused_figures(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    """Figures that are only shown, since another source contradicts them."""
    for outlook in outlooks:
        for figure in report.dataset.figures(outlook.indicator.code, report.unit.code):
            if figure.status is ObservationStatus.UNRELIABLE:
                yield report.say(
                    "notes.unused",
                    indicator=short_name(report, outlook.indicator),
                    year=figure.year,
                    value=report.format.percent(figure.value),
                    source=figure.source_title,
                )


def _inconsistencies(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    """Name the published figures that do not add up."""
    indicators = {outlook.indicator.code: outlook.indicator for outlook in outlooks}
    for finding in report.dataset.findings(report.unit.code, tuple(indicators)):
        figure = finding.observation
        yield report.tell(
            f"data.finding.{finding.rule}",
            indicator=short_name(report, indicators[figure.indicator]),
            unit=report.name(figure.unit),
            year=figure.year,
            published=report.format.percent(figure.value),
            computed=report.format.percent(finding.computed),
        )
