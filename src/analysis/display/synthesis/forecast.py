"""IV. Outlook to the target year: where the trend leads, how likely, and what it supposes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.assessment import Assessment
from analysis.display.components import bullets, heading, paragraph, stack
from analysis.display.element import Element
from analysis.display.fan_words import BAND_PCT
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.display.synthesis.prose import capitalised, chance_words, in_sentence
from analysis.display.verdicts import assessed


def forecast_section(report: Report, *outlooks: Outlook) -> Element:
    """Trend, interval and chance of every target whose evidence carries a forecast.

    A whole without targets has the trend alone.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators in the order wanted.
    """
    whole, judged = report.unit.code, list(assessed(report, *outlooks))
    words = [_words(report, o, a) for o, a in judged if o.projection.has(a.unit)]
    if not judged:
        words = [f"{_trend(report, o, whole)}." for o in outlooks if o.projection.has(whole)]
    title = heading(_title(report))
    if not words:
        return stack(title, paragraph(report.tell("synthesis.forecast.nothing")))
    last = next(o.projection.years[-1] for o in outlooks if o.projection.years)
    opening = report.tell("synthesis.forecast.opening", year=last)
    after = [paragraph(each) for each in _break(report, *outlooks)]
    return stack(title, paragraph(opening), bullets(words), *after)


def _title(report: Report) -> str:
    return report.tell("synthesis.heading.forecast", year=report.dataset.horizon)


def _words(report: Report, outlook: Outlook, assessment: Assessment) -> str:
    return f"{_trend(report, outlook, assessment.unit)}; {chance_words(report, assessment)}"


def _trend(report: Report, outlook: Outlook, unit: str) -> str:
    projection = outlook.projection
    paths = projection.draws[projection.units.index(unit), -1]
    tail = (100 - BAND_PCT) / 2
    low, high = (float(np.percentile(paths, share)) for share in (tail, 100 - tail))
    name = capitalised(in_sentence(report, outlook))
    if unit != report.unit.code:
        name = f"{name}, {report.name_in_sentence(unit)}"
    return report.tell(
        "synthesis.forecast.trend",
        indicator=name,
        value=report.format.percent(float(np.mean(paths)), 1),
        band=BAND_PCT,
        low=report.format.number(low, 1),
        high=report.format.percent(high, 1),
    )


def _break(report: Report, *outlooks: Outlook) -> Iterator[str]:
    """Say from when another poverty standard measures the result."""
    codes = {o.standard for outlook in outlooks for o in outlook.panel.observations}
    standards = report.dataset.standards
    ends = max((standards[c].last_year or 0 for c in codes if standards[c].document), default=0)
    for standard in standards.values():
        if ends and standard.first_year == ends + 1 and standard.document:
            yield report.tell(
                "synthesis.forecast.break",
                year=standard.first_year,
                document=standard.document_name(report.language),
            )
