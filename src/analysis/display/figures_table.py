"""Table of published figures: every vintage, with its standard, status and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.data import Indicator, Observation, ObservationStatus, Vintage
from analysis.display.components import Column, data_table, paragraph
from analysis.display.element import Element
from analysis.display.inline import Inline, Words, join
from analysis.display.phrases import cited, short_name
from analysis.display.report import Report
from analysis.display.territory import ROLLED_UP, rolled_up_legend
from analysis.locale.formats import MISSING

_MARKS = {ObservationStatus.DERIVED: "*", ObservationStatus.UNRELIABLE: "†"}
"""Sign behind a figure that is a sum, or that another source contradicts."""


@dataclass(frozen=True)
class _Publication:
    """What was published of one year on one day: what shares a row."""

    year: int
    standard: str
    vintage: Vintage
    known_on: dt.date

    @classmethod
    def of(cls, figure: Observation) -> _Publication:
        return cls(figure.year, figure.standard, figure.vintage, figure.known_on)


def figures_table(report: Report, family: str, *, most_rows: int | None = None) -> Element:
    """All figures of a family and unit that were known on the report's day.

    Parameters
    ----------
    report : Report
        Page it is written for.
    family : str
        ``"poverty"`` or ``"trained_labour"``.
    most_rows : int, optional
        Keep the newest so many; a line says that older ones are in the attached file.

    Returns
    -------
    Element
        One row a publication, indicators side by side; contradicted figures are shown and marked.
        A unit without figures gets the whole's, under its name.
    """
    indicators = report.dataset.indicators_of(family)
    unit = report.unit.code
    figures = _figures(report, indicators, unit)
    if figures:
        return _table(report, indicators, figures, unit, most_rows)
    total = report.dataset.total
    figures = _latest_standard(report, _figures(report, indicators, total)) if total else ()
    if not figures or total is None:
        return paragraph(report.say("table.nothing"))
    return _table(report, indicators, figures, total, most_rows)


def _figures(report: Report, indicators: Iterable[Indicator], unit: str) -> tuple[Observation, ...]:
    if not report.dataset.shows_rates(unit):
        return ()
    return tuple(o for i in indicators for o in report.dataset.figures(i.code, unit))


def _latest_standard(report: Report, figures: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Figures on the standard in force: a stand-in needs no history."""
    standards = report.dataset.standards
    latest = max((o.standard for o in figures), key=lambda c: standards[c].first_year, default="")
    return tuple(o for o in figures if o.standard == latest)


def _table(
    report: Report,
    indicators: Sequence[Indicator],
    figures: Sequence[Observation],
    unit: str,
    most_rows: int | None,
) -> Element:
    every = _ordered(figures)
    ordered = every[-most_rows:] if most_rows else every
    figures = [figure for _, cells in ordered for figure in cells.values()]
    shown = [i for i in indicators if any(o.indicator == i.code for o in figures)]
    sources = dict.fromkeys(
        figure.source_title for _, cells in ordered for figure in cells.values()
    )
    numbers = {title: index for index, title in enumerate(sources, start=1)}
    has_standard = any(_standard_words(report, o.standard) for o in figures)
    unit_name = report.full_name(unit)
    return data_table(
        report.say(f"table.figures.{shown[0].family}", unit=unit_name),
        _columns(report, shown, has_standard),
        [_row(report, shown, key, cells, numbers, has_standard) for key, cells in ordered],
        [_remarks(report, figures, numbers, len(every) - len(ordered))],
    )


def _ordered(figures: Iterable[Observation]) -> list[tuple[_Publication, dict[str, Observation]]]:
    """Publications with their figures, oldest first."""
    rows: dict[_Publication, dict[str, Observation]] = {}
    for figure in figures:
        rows.setdefault(_Publication.of(figure), {})[figure.indicator] = figure
    return sorted(rows.items(), key=lambda row: (row[0].year, row[0].known_on, row[0].vintage))


def _left_out(report: Report, count: int) -> list[str]:
    return [report.tell("briefing.figures.older", count=count)] if count else []


def _columns(report: Report, shown: Sequence[Indicator], has_standard: bool) -> list[Column]:
    rates = [
        Column(short_name(report, indicator), "end", _unit(report, indicator))
        for indicator in shown
    ]
    standard = [Column(report.say("column.standard"))] if has_standard else []
    status = Column(report.say("column.status"))
    return [Column(report.say("column.year")), *rates, *standard, status]


def _unit(report: Report, indicator: Indicator) -> str:
    """Name what the number in brackets behind a rate counts."""
    return report.say(f"unit.counted.{indicator.family}") if indicator.count_code else ""


def _row(
    report: Report,
    shown: Sequence[Indicator],
    key: _Publication,
    cells: Mapping[str, Observation],
    numbers: Mapping[str, int],
    has_standard: bool,
) -> list[Words]:
    standard = [_standard_words(report, key.standard) or MISSING] if has_standard else []
    return [
        str(key.year),
        *(_cell(report, indicator, cells.get(indicator.code)) for indicator in shown),
        *standard,
        _status(report, key, cells.values(), numbers),
    ]


def _status(
    report: Report,
    key: _Publication,
    figures: Iterable[Observation],
    numbers: Mapping[str, int],
) -> str:
    cited = sorted({numbers[figure.source_title] for figure in figures})
    marks = "".join(f"[{number}]" for number in cited)
    return f"{report.say(f'vintage.{key.vintage.name.lower()}')} {marks}"


def _cell(report: Report, indicator: Indicator, figure: Observation | None) -> str:
    if figure is None:
        return MISSING
    if report.dataset.is_withheld(figure):
        return report.say("table.withheld")
    mark = ROLLED_UP if figure.parts else _MARKS.get(figure.status, "")
    value = report.format.percent(figure.value) + mark
    counts = (
        report.dataset.figures(indicator.count_code, figure.unit) if indicator.count_code else ()
    )
    count = next((c for c in counts if c.key[1:] == figure.key[1:]), None)
    return value if count is None else f"{value} ({report.format.number(count.value)})"


def _standard_words(report: Report, code: str) -> str:
    """Years of a standard, as short as a cell needs; blank where no standard applies."""
    standard = report.dataset.standards.get(code)
    if standard is None or not standard.document:
        return ""
    return f"{standard.first_year}–{standard.last_year or ''}"


def _remarks(
    report: Report, figures: Sequence[Observation], numbers: Mapping[str, int], left_out: int
) -> Inline:
    """Sources by number, what the signs behind figures mean, and how many rows are not shown."""
    by_title = {figure.source_title: figure for figure in figures}
    entries = [_source(report, number, by_title[title]) for title, number in numbers.items()]
    spaced = [word for entry in entries for word in ("; ", entry)][1:]
    sentences = [*_legend(report, figures), *_left_out(report, left_out)]
    legend = "".join(f" {sentence}" for sentence in sentences)
    return join(report.say("table.sources"), " ", *spaced, ".", legend)


def _source(report: Report, number: int, figure: Observation) -> Inline:
    return join(f"[{number}] ", cited(figure), f" ({report.format.date(figure.known_on)})")


def _legend(report: Report, figures: Sequence[Observation]) -> list[str]:
    plain = (figure for figure in figures if not figure.parts)
    used = dict.fromkeys(figure.status for figure in plain if figure.status in _MARKS)
    marks = [f"{_MARKS[status]} {report.say(f'status.{status.name.lower()}')}" for status in used]
    return [*marks, *rolled_up_legend(report, figures)]
