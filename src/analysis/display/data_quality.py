"""What is known, what disagrees and what to ask for: the page on the quality of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.data import Observation, ObservationStatus, Vintage
from analysis.data.coverage import (
    Coverage,
    Place,
    contradictions,
    poverty_coverage,
    standards_of,
)
from analysis.display.components import Column, bullets, data_table, paragraph, section
from analysis.display.element import Element
from analysis.display.inline import Inline, Words, join
from analysis.display.outlook import Outlook
from analysis.display.phrases import cited, short_name
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.projection import Evidence


def coverage_section(report: Report) -> Element:
    """Letters of what was published of each unit and year, a table a standard.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    covered = poverty_coverage(report.dataset)
    standards = [s for s in report.dataset.standards if any(p[2] == s for p in covered)]
    if not standards:
        return section(report.tell("quality.coverage"), paragraph(report.say("table.nothing")))
    tables = [_coverage_table(report, covered, standard) for standard in standards]
    legend = paragraph(report.tell("quality.legend"))
    return section(report.tell("quality.coverage"), legend, _vintages(report, covered), *tables)


def _vintages(report: Report, covered: Mapping[Place, Coverage]) -> Element:
    """Legend of the letters that stand for the vintages in the tables."""
    used = sorted({vintage for found in covered.values() for vintage in found.vintages})
    marks = (f"{_mark(report, v)}: {report.say(f'vintage.{v.name.lower()}')}" for v in used)
    return paragraph(report.tell("quality.vintages", marks="; ".join(marks)))


def _mark(report: Report, vintage: Vintage) -> str:
    return report.tell(f"quality.vintage.{vintage.name.lower()}")


def _coverage_table(report: Report, covered: Mapping[Place, Coverage], standard: str) -> Element:
    known = report.dataset.standards[standard]
    published = {year for _, year, code in covered if code == standard}
    last = min(known.last_year or max(published), report.dataset.as_of.year - 1)
    years = sorted(published | set(range(known.first_year, last + 1)))
    columns = [Column(report.say("column.unit")), *(Column(str(year)) for year in years)]
    units, later = _of_their_time(report, covered, standard, years[-1])
    rows = [
        [report.name(unit), *(_letters(report, covered, (unit, year, standard)) for year in years)]
        for unit in units
    ]
    notes = [_filled(report, covered, standard)]
    if later:
        notes.append(report.tell("quality.later", count=later, last=years[-1]))
    return data_table(known.name(report.language), columns, rows, notes, stacks=False)


def _of_their_time(
    report: Report, covered: Mapping[Place, Coverage], standard: str, last_year: int
) -> tuple[list[str], int]:
    """Units that stood in some year of a table or have figures in it, and how many came later."""
    known = {unit for unit, _, code in covered if code == standard}
    units = [
        code
        for code, unit in report.dataset.units.items()
        if code in known or unit.valid_from is None or unit.valid_from.year <= last_year
    ]
    return units, len(report.dataset.units) - len(units)


def _letters(report: Report, covered: Mapping[Place, Coverage], place: Place) -> str:
    """What is known of a place, and in small letters in which vintages."""
    if place not in covered:
        return MISSING
    marks = "".join(_mark(report, vintage) for vintage in covered[place].vintages)
    return f"{covered[place].letters} {marks}"


def _filled(report: Report, covered: Mapping[Place, Coverage], standard: str) -> str:
    units = {unit for unit, _, code in covered if code == standard}
    return report.tell("quality.filled", units=len(units), all=len(report.dataset.units))


def contradictions_section(report: Report) -> Element:
    """Figures that disagree or are in doubt, side by side with their sources.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    rows = [_contradiction(report, figures) for figures in contradictions(report.dataset)]
    title = report.tell("quality.contradictions")
    sums = list(_sums(report))
    if not rows and not sums:
        return section(title, paragraph(report.tell("quality.no_contradiction")))
    heads = (report.say("column.unit"), report.tell("quality.what"), report.tell("quality.figures"))
    columns = [Column(head) for head in heads]
    notes = [report.say("status.unreliable")]
    table = [data_table(report.tell("quality.caption"), columns, rows, notes)] if rows else []
    return section(title, *table, *([bullets(sums)] if sums else []))


def _contradiction(report: Report, figures: tuple[Observation, ...]) -> list[Words]:
    first = figures[0]
    indicator = report.dataset.indicator(first.indicator)
    spaced = [word for figure in figures for word in ("; ", _figure(report, figure))][1:]
    what = f"{short_name(report, indicator)}, {first.year}"
    return [report.name(first.unit), what, join(*spaced)]


def _figure(report: Report, figure: Observation) -> Inline:
    status = report.say(f"vintage.{figure.vintage.name.lower()}")
    return join(f"{_value(report, figure)} ({status}, ", cited(figure), ")")


def _value(report: Report, figure: Observation) -> str:
    if report.dataset.is_withheld(figure):
        return report.say("table.withheld")
    mark = "†" if figure.status is ObservationStatus.UNRELIABLE else ""
    if report.dataset.indicator(figure.indicator).unit_of_measure == "percent":
        return report.format.percent(figure.value) + mark
    return report.format.number(figure.value) + mark


def _sums(report: Report) -> Iterator[str]:
    """Published figures that do not add up."""
    for finding in report.dataset.findings():
        figure = finding.observation
        indicator = report.dataset.indicator(figure.indicator)
        is_rate = indicator.unit_of_measure == "percent"
        write = report.format.percent if is_rate else report.format.number
        if not report.dataset.is_withheld(figure):
            yield report.tell(
                f"data.finding.{finding.rule}",
                indicator=short_name(report, indicator),
                unit=report.name(figure.unit),
                year=figure.year,
                published=write(figure.value),
                computed=write(finding.computed),
            )


def breaks_section(report: Report) -> Element:
    """Years with figures of each unit, standard by standard: no line joins them.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    series = {unit: standards_of(report.dataset, unit) for unit in report.dataset.units}
    lines = [_series(report, unit, found) for unit, found in series.items() if len(found) > 1]
    title = report.tell("quality.breaks")
    if not lines:
        return section(title, paragraph(report.tell("quality.no_break")))
    twice = any(_counted_twice(found) for found in series.values())
    words = report.tell("quality.counted_twice" if twice else "quality.never_twice")
    return section(title, paragraph(words), bullets(lines))


def _series(report: Report, unit: str, found: Mapping[str, tuple[int, ...]]) -> str:
    parts = (
        f"{report.dataset.standards[code].name(report.language)}: {', '.join(map(str, years))}"
        for code, years in found.items()
    )
    return f"{report.name(unit)} – {'; '.join(parts)}."


def _counted_twice(found: Mapping[str, tuple[int, ...]]) -> bool:
    years = [year for counted in found.values() for year in counted]
    return len(set(years)) < len(years)


def evidence_table(report: Report, outlook: Outlook) -> Element:
    """How many figures each unit's projection rests on; units with the same share a row.

    Parameters
    ----------
    report : Report
        Page it stands on.
    outlook : Outlook
        One indicator of all units.
    """
    heads = ("points", "current_points")
    columns = [
        Column(report.say("column.unit")),
        *(Column(report.tell(f"quality.{head}"), "end") for head in heads),
        Column(report.tell("quality.strength")),
        Column(report.tell("quality.why")),
    ]
    units: dict[Evidence, list[str]] = {}
    for unit in outlook.panel.units:
        if unit in outlook.projection.evidence:
            units.setdefault(outlook.projection.evidence[unit], []).append(unit)
    rows = [_evidence(report, evidence, codes) for evidence, codes in units.items()]
    name = outlook.indicator.name(report.language)
    return data_table(report.tell("quality.evidence", indicator=name), columns, rows)


def _evidence(report: Report, evidence: Evidence, units: list[str]) -> list[Words]:
    names = report.names(units)
    return [
        names[0].upper() + names[1:],
        str(evidence.points),
        str(evidence.points_in_current_standard),
        report.tell(f"assessment.evidence.{evidence.strength}"),
        " ".join(map(report.tell, evidence.reasons)) or MISSING,
    ]
