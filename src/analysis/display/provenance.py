"""Where a page comes from, for readers and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version

from analysis.assessment import Assessment, status_symbol, status_word
from analysis.display.attachments import attachments
from analysis.display.components import paragraph
from analysis.display.element import Element
from analysis.display.explanations import is_draft
from analysis.display.headline import headline
from analysis.display.masthead import title_words
from analysis.display.outlook import Outlook
from analysis.display.phrases import need_count, value_words
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.verdict_badge import TONES
from analysis.display.verdicts import assessed

_DIGEST_LETTERS = 12


def provenance(report: Report, *outlooks: Outlook) -> Element:
    """Line of provenance; its data is the summary of the report for index and manifest.

    Parameters
    ----------
    report : Report
        Page it closes.
    *outlooks : Outlook
        Indicators on the page.

    Returns
    -------
    Element
        `data["report"]` holds unit, title, language, day, verdicts, numbers and inputs;
        `data["attachments"]` the files that a PDF carries inside. What a reader gets names what was
        asked and not the files that held it: these grow, and the page of a day must not change.
    """
    summary = _summary(report, *outlooks)
    files = attachments(report, outlooks, summary)
    line = paragraph(
        report.say(
            "provenance",
            dataset=report.dataset.title(report.language),
            date=report.format.date(report.dataset.as_of),
            digest=report.dataset.trace.digest()[:_DIGEST_LETTERS],
            version=version("quang-tri-2030"),
            method=", ".join(dict.fromkeys(o.projection.method for o in outlooks)),
            seed=", ".join(dict.fromkeys(str(o.projection.seed) for o in outlooks)),
        )
    )
    read = {"inputs": dict(report.dataset.trace.inputs)}
    return replace(small_print(line), data={"report": summary | read, "attachments": files})


def _summary(report: Report, *outlooks: Outlook) -> dict[str, object]:
    judged = list(assessed(report, *outlooks))
    sentences = [headline(report, outlook, assessment) for outlook, assessment in judged]
    return {
        "unit": report.unit.code,
        "unit_name": report.full_name(report.unit.code),
        "title": title_words(report),
        "language": report.language,
        "as_of": report.dataset.as_of.isoformat(),
        "draft": is_draft(report, *outlooks),
        "demo": report.dataset.is_demo,
        "headline": next(iter(sentences), ""),
        "verdicts": [_verdict(report, outlook, assessment) for outlook, assessment in judged],
        "numbers": dict(
            pair
            for outlook, assessment in judged
            if report.dataset.shows_rates(assessment.unit)
            for pair in _numbers(assessment, _key(report, outlook, assessment))
        ),
        "method": ", ".join(dict.fromkeys(o.projection.method for o in outlooks)),
    }


def _key(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    """Code of the indicator, with the group it is about where that is not the unit."""
    code = outlook.indicator.code
    return code if assessment.unit == report.unit.code else f"{code}@{assessment.unit}"


def _verdict(report: Report, outlook: Outlook, assessment: Assessment) -> dict[str, object]:
    is_shown = report.dataset.shows_rates(assessment.unit) and assessment.last_value is not None
    last = outlook.panel.latest(assessment.unit) if is_shown else None
    name = outlook.indicator.name(report.language)
    is_own = assessment.unit == report.unit.code
    direction = outlook.indicator.direction
    return {
        "indicator": _key(report, outlook, assessment),
        "indicator_name": name if is_own else f"{name}, {report.name_in_sentence(assessment.unit)}",
        "status": assessment.status.value,
        "symbol": status_symbol(assessment.status),
        "word": status_word(assessment.status, report.language, direction=direction),
        "tone": TONES[assessment.status],
        "value_text": value_words(report, last) if last else "",
        "year": assessment.last_year,
        "need_text": need_count(report, outlook, assessment, assessment.need_lower) or "",
    }


def _numbers(assessment: Assessment, key: str) -> Iterator[tuple[str, float | None]]:
    need = assessment.need_lower
    yield f"{key}.last_value_pct", assessment.last_value
    yield f"{key}.observed_pace_points_a_year", assessment.observed_pace
    yield f"{key}.needed_points_a_year", need.points_a_year if need else None
    yield f"{key}.needed_count_a_year", need.count_a_year if need else None
    yield f"{key}.probability", assessment.probability
