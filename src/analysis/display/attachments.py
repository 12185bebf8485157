"""Files inside a report for machines: its figures as a tidy table, and where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence

from analysis.data import Observation
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.markup import csv_text

FIGURES = "figures.csv"
PROVENANCE = "provenance.json"
COLUMNS = (
    "indicator", "unit", "unit_name", "year", "standard", "vintage", "value", "unit_of_measure",
    "status", "known_on", "source_title", "source_reference", "summed_from",
)  # fmt: skip
SUPPRESSED = "Q"
"""SDMX OBS_STATUS of a figure that is known and withheld."""


def attachments(
    report: Report, outlooks: Sequence[Outlook], summary: Mapping[str, object]
) -> list[dict[str, str]]:
    """Name, content, media type and description of each file.

    Parameters
    ----------
    report : Report
        Page they belong to.
    outlooks : sequence of Outlook
        Indicators on the page.
    summary : mapping
        What the page told the index: verdicts and numbers. In the file, the answers that the page
        rests on stand in place of whole files.
    """
    about = {**summary, "inputs": report.dataset.trace.listed()}
    provenance = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    files = [
        (FIGURES, figures_csv(report, outlooks), "text/csv", "attachment.figures"),
        (PROVENANCE, provenance, "application/json", "attachment.provenance"),
    ]
    prefix = report.dataset.file_prefix
    return [
        {
            "name": f"{prefix}{name}",
            "text": text,
            "media_type": kind,
            "description": report.say(key),
        }
        for name, text, kind, key in files
    ]


def figures_csv(report: Report, outlooks: Sequence[Outlook]) -> str:
    """Figures of the page in one tidy table, machine decimals; what may not be printed is blank.

    Parameters
    ----------
    report : Report
        Page they belong to.
    outlooks : sequence of Outlook
        Indicators on the page.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(csv_text, row) for row in _rows(report, outlooks))
    return stream.getvalue()


def _rows(report: Report, outlooks: Sequence[Outlook]) -> Iterator[list[object]]:
    units = dict.fromkeys(report.subjects)
    if report.is_total:
        units |= dict.fromkeys(report.dataset.reporting_units)
    for code, measure in _indicators(report, outlooks).items():
        for unit in units:
            if report.dataset.shows_rates(unit) or measure != "percent":
                yield from (
                    _row(report, figure, measure) for figure in report.dataset.figures(code, unit)
                )


def _indicators(report: Report, outlooks: Sequence[Outlook]) -> dict[str, str]:
    """Codes of the rates of the page's families and of the counts behind them, by measure."""
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    rates = [i for family in families for i in report.dataset.indicators_of(family)]
    counts = [report.dataset.indicator(rate.count_code) for rate in rates if rate.count_code]
    return {indicator.code: indicator.unit_of_measure for indicator in (*rates, *counts)}


def _row(report: Report, figure: Observation, measure: str) -> list[object]:
    is_shown = not report.dataset.is_withheld(figure)
    return [
        figure.indicator,
        figure.unit,
        report.full_name(figure.unit),
        figure.year,
        figure.standard,
        figure.vintage.name.lower(),
        figure.value if is_shown else "",
        measure,
        figure.status.value if is_shown else SUPPRESSED,
        figure.known_on.isoformat(),
        figure.source_title,
        figure.source_reference,
        " ".join(figure.parts),
    ]
