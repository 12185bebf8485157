"""What past projections would have said, against what happened."""

from __future__ import annotations

from analysis.assessment.past import recorded, replayed
from analysis.data import Dataset
from analysis.display.components import Column, data_table, paragraph, section
from analysis.display.element import Element
from analysis.display.inline import Words
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.projection import Said, Summary, TrackRecord

COMPARED = ("pooled_trend", "hierarchical_random_walk", "naive", "ets", "theta")


def past_record(dataset: Dataset, indicator: str) -> TrackRecord:
    """Replay an indicator with every method, as known on each past day; takes a minute."""
    return replayed(dataset, indicator, COMPARED)


def track_record_table(report: Report, indicator: str, record: TrackRecord) -> Element:
    """Coverage, error and probability score of every method on the figures that came later.

    Parameters
    ----------
    report : Report
        Page it is written for.
    indicator : str
        Code of the indicator that was replayed.
    record : TrackRecord
        What was said and what happened.
    """
    if not record.said:
        return paragraph(report.tell("record.nothing"))
    heads = ("figures", "coverage_80", "coverage_95", "error", "brier", "ratio")
    columns = [
        Column(report.tell("record.method")),
        *(Column(report.tell(f"record.column.{head}"), "end") for head in heads),
    ]
    rows = [_row(report, summary) for summary in record.summaries()]
    name = report.dataset.indicator(indicator).name(report.language)
    caption = report.tell("record.caption", indicator=name)
    return data_table(caption, columns, rows, [report.tell("record.note")])


def units_record(report: Report, indicator: str) -> Element:
    """What can be replayed of a sparse panel: each figure and what was said of it the day before.

    Parameters
    ----------
    report : Report
        Page it is written for, on the data set of the units.
    indicator : str
        Code of the indicator.
    """
    record = replayed(report.dataset, indicator, COMPARED[:1])
    last = {(said.unit, said.year): said for said in record.said}
    name = report.dataset.indicator(indicator).name(report.language)
    count = {"units": len({unit for unit, _ in last}), "figures": len(last)}
    said_so = report.tell("record.units", indicator=name, **count)
    if not last:
        return section(report.tell("record.units_title"), paragraph(said_so))
    heads = ("column.unit", "column.year")
    columns = [
        *(Column(report.say(head)) for head in heads),
        *(Column(report.tell(f"record.{head}"), "end") for head in ("day", "said", "came")),
        Column(report.tell("record.held")),
    ]
    rows = [_said(report, indicator, said) for said in last.values()]
    table = data_table(name, columns, rows)
    return section(report.tell("record.units_title"), paragraph(said_so), table)


def _said(report: Report, indicator: str, said: Said) -> list[Words]:
    """One figure: the band that was said of it, what came, and whether it was held."""
    write = report.format.percent
    figure = next(
        figure
        for figure in report.dataset.panel(indicator).usable(said.unit)
        if (figure.year, figure.value) == (said.year, said.value)
    )
    return [
        report.name(said.unit),
        str(said.year),
        report.format.date(said.as_of),
        f"{write(said.low_80, 1)}–{write(said.high_80, 1)}",
        f"{write(said.value)} ({report.say(f'vintage.{figure.vintage.name.lower()}')})",
        report.tell("record.yes" if said.held_80 else "record.no"),
    ]


def track_record_line(report: Report, family: str) -> str:
    """One sentence on how often the bands of the joint model held, replayed on 63 provinces."""
    summary = recorded()[family]
    return report.tell(
        f"record.line.{family}",
        held=report.format.percent(100 * summary.coverage_80, 0),
        figures=report.format.number(summary.figures),
        error=report.format.points(summary.mean_error, 1),
    )


def _row(report: Report, summary: Summary) -> list[str]:
    number, percent = report.format.number, report.format.percent
    ratio = summary.score_ratio
    return [
        report.tell(f"record.of.{summary.method}"),
        number(summary.figures),
        percent(100 * summary.coverage_80, 0),
        percent(100 * summary.coverage_95, 0),
        number(summary.mean_error, 2),
        number(summary.brier, 3),
        MISSING if ratio is None else number(ratio, 2),
    ]
