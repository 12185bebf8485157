"""Form of the yearly review: start of the year, movements and end of the year of every area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.data import Observation
from analysis.display.components import Column, data_table, paragraph, stack
from analysis.display.element import Element
from analysis.display.report import Report
from analysis.locale.formats import MISSING


@dataclass(frozen=True)
class _Part:
    """One part of the form: indicators of the stock and of what moves it."""

    name: str
    households: str
    rate: str
    movements: tuple[str, str, str]


_PARTS = (
    _Part(
        "poor",
        "poor_households",
        "poor_household_rate",
        (
            "households_exiting_poverty",
            "households_relapsing_into_poverty",
            "households_newly_poor",
        ),
    ),
    _Part(
        "near_poor",
        "near_poor_households",
        "near_poor_household_rate",
        (
            "households_exiting_near_poverty",
            "households_relapsing_into_near_poverty",
            "households_newly_near_poor",
        ),
    ),
)
_ALL_HOUSEHOLDS = "households_in_review"


def review_form(report: Report) -> Element:
    """Poor and near-poor households of the last reviewed year, in the columns of the review's form.

    Parameters
    ----------
    report : Report
        Report of the whole.

    Returns
    -------
    Element
        A table each; what was not published stays blank, units with nothing are named below, and
        small counts are withheld.
    """
    total = report.dataset.total or report.unit.code
    last = report.dataset.panel(_PARTS[0].households).latest(total)
    if last is None:
        return paragraph(report.tell("synthesis.form.nothing"))
    return stack(*(_table(report, part, last, number) for number, part in enumerate(_PARTS, 1)))


def _table(report: Report, part: _Part, last: Observation, number: int) -> Element:
    def say(key: str) -> str:
        return report.tell(f"synthesis.form.{key}")

    columns = [
        Column(report.say("column.unit")),
        Column(say("all"), "end"),
        Column(say("start"), "end"),
        *(Column(say(name), "end") for name in ("exits", "relapses", "newly")),
        Column(say("end"), "end"),
        Column(say("rate"), "end"),
    ]
    total = report.dataset.total or report.unit.code
    cells = {
        unit: list(_cells(report, part, unit, last))
        for unit in (*report.dataset.reporting_units, total)
    }
    blank = [unit for unit, row in cells.items() if unit != total and set(row) == {MISSING}]
    rows = [[_name(report, unit), *row] for unit, row in cells.items() if unit not in blank]
    caption = report.tell(f"synthesis.form.{part.name}", number=number, year=last.year)
    notes = [say("note")]
    if blank:
        notes.append(report.tell("synthesis.form.without", names=report.names(blank)))
    return data_table(caption, columns, rows, notes)


def _name(report: Report, unit: str) -> str:
    return report.whole() if unit == report.dataset.total else report.name(unit)


def _cells(report: Report, part: _Part, unit: str, last: Observation) -> Iterator[str]:
    yield _count(report, _ALL_HOUSEHOLDS, unit, last, last.year)
    yield _count(report, part.households, unit, last, last.year - 1)
    for code in (*part.movements, part.households):
        yield _count(report, code, unit, last, last.year)
    rate = _known(report, part.rate, unit, last, last.year)
    is_shown = rate is not None and report.dataset.shows_rates(unit)
    if rate is None or not is_shown:
        yield MISSING
    else:
        withheld = report.dataset.is_withheld(rate)
        yield report.say("table.withheld") if withheld else report.format.percent(rate.value)


def _count(report: Report, code: str, unit: str, last: Observation, year: int) -> str:
    figure = _known(report, code, unit, last, year)
    if figure is None:
        return MISSING
    if report.dataset.is_withheld(figure):
        return report.say("table.withheld")
    return report.format.number(figure.value)


def _known(
    report: Report, code: str, unit: str, last: Observation, year: int
) -> Observation | None:
    """Best figure of a year, by the standard of the form's year where one applies to it."""
    found = report.dataset.panel(code, units=[unit]).usable(unit)
    fits = (o for o in found if o.year == year and o.standard in (last.standard, "n/a"))
    return next(iter(fits), None)
