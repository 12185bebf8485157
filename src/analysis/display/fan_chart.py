"""Fan chart of an indicator: what was published, what was asked for, what may come."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Observation, TargetKind
from analysis.display.canvas import draw
from analysis.display.components import Column, data_table, figure, paragraph
from analysis.display.element import Element
from analysis.display.fan_data import FanChart, fan_chart_data
from analysis.display.fan_paint import FanWords, paint_fan_chart
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words, moves, trimmed, value_words
from analysis.display.report import Report
from analysis.locale.formats import MISSING


def fan_chart(report: Report, outlook: Outlook, *, height_cm: float = 6.6) -> Element:
    """Figures by standard, target corridor and projection of the page's unit.

    Parameters
    ----------
    report : Report
        Page it is drawn for.
    outlook : Outlook
        Indicator to draw.
    height_cm : float
        Height at a width of 14 cm; the drawing scales with the page.

    Returns
    -------
    Element
        Drawing with a text that stands for it and the table of its numbers. A unit too small for
        rates, or an indicator without any figure, gets a sentence instead.
    """
    unit = report.unit.code
    if not report.dataset.shows_rates(unit):
        return paragraph(report.say("chart.small", unit=report.name_in_sentence(unit)))
    years = outlook.projection.years
    horizon = years[-1] if years else report.dataset.horizon
    chart = fan_chart_data(
        outlook.panel,
        outlook.projection,
        outlook.of(unit),
        unit,
        report.dataset.standards,
        horizon,
    )
    indicator = outlook.indicator.name(report.language)
    if not chart.segments and not chart.context:
        return paragraph(report.say("chart.nothing", indicator=indicator))
    words = _words(report, outlook, chart)
    svg = draw(lambda empty: paint_fan_chart(empty, chart, words, report.format), height_cm)
    caption = report.say("chart.fan.caption", indicator=indicator, unit=report.full_name(unit))
    return figure(
        svg,
        fan_alt(report, outlook, chart),
        caption,
        _table(report, chart, caption),
        table_label=report.say("chart.table_label"),
    )


def _words(report: Report, outlook: Outlook, chart: FanChart) -> FanWords:
    return FanWords(
        goal=_goal_label(report, outlook),
        fan="\n".join(_fan_lines(report, chart)),
        context=report.whole(),
        successor=_successor(report, chart),
    )


def _goal_label(report: Report, outlook: Outlook) -> str:
    assessment = outlook.of(report.unit.code)
    if assessment is None:
        return ""
    target = assessment.target
    if target.kind is TargetKind.LEVEL:
        value = f"{trimmed(report, target.lower or 0.0)}%"
        return report.say("chart.goal_level", year=target.target_year, value=value)
    return report.say(
        "chart.goal" if assessment.is_own_target else "chart.goal_of_whole",
        goal=goal_words(report, outlook, target),
    )


def _fan_lines(report: Report, chart: FanChart) -> Iterator[str]:
    if chart.fan is None:
        return
    value = report.format.percent(chart.fan.central[-1], 1)
    kind = f"chart.fan.{chart.fan.basis.value}"
    yield report.say(kind, year=chart.fan.years[-1], value=value)
    if 80 in chart.fan.bands:
        yield report.say("chart.fan.band", low_high=_interval(report, chart))
    yield report.tell(f"assessment.evidence.{chart.fan.strength}")


def _interval(report: Report, chart: FanChart) -> str:
    low, high = chart.fan.bands[80][:, -1] if chart.fan else (None, None)
    return f"{report.format.number(low, 1)}–{report.format.percent(high, 1)}"


def _successor(report: Report, chart: FanChart) -> str:
    if chart.successor is None:
        return ""
    return report.say(
        "chart.successor",
        year=chart.successor.first_year,
        document=chart.successor.document.partition(" (")[0],
    )


def fan_alt(report: Report, outlook: Outlook, chart: FanChart) -> str:
    """What a fan chart shows, in sentences for those who cannot see it."""
    return " ".join(_alt_sentences(report, outlook, chart))


def _alt_sentences(report: Report, outlook: Outlook, chart: FanChart) -> Iterator[str]:
    for segment in chart.segments:
        yield _alt_segment(
            report,
            segment.observations,
            segment.standard is not None
            and (segment.standard.document != "")
            and segment.standard.name(report.language),
        )
    if not chart.segments:
        yield report.say("chart.alt.no_figures", unit=report.name_in_sentence(report.unit.code))
    if chart.context:
        last = chart.context[-1].observations[-1]
        value = value_words(report, last)
        yield report.say("chart.alt.whole", whole=report.whole(), year=last.year, value=value)
    assessment = outlook.of(report.unit.code)
    if chart.goal and assessment:
        goal = goal_words(report, outlook, assessment.target)
        yield report.say("chart.alt.goal", goal=goal, value=_goal_end(report, chart))
    if chart.fan:
        yield report.say("chart.alt.fan", words="; ".join(_fan_lines(report, chart)))
    if chart.successor:
        yield f"{_successor(report, chart)}."


def _alt_segment(report: Report, figures: tuple[Observation, ...], standard: str | bool) -> str:
    first, last = figures[0], figures[-1]
    start = report.say("chart.alt.figure", year=last.year, value=value_words(report, last))
    if last is not first:
        moved = moves(
            report, last.value - first.value, report.format.points(abs(last.value - first.value))
        )
        start = report.say(
            "chart.alt.movement",
            first_year=first.year,
            first=report.format.percent(first.value),
            last_year=last.year,
            last=value_words(report, last),
            moved=moved,
        )
    return f"{standard}: {start}" if standard else start


def _goal_end(report: Report, chart: FanChart) -> str:
    if chart.goal is None:
        return MISSING
    low, high = chart.goal.low[-1], chart.goal.high[-1]
    ends = [report.format.percent(v, 1) for v in ([low] if low == high else [low, high])]
    return report.say("chart.alt.goal_end", year=chart.goal.years[-1], value="–".join(ends))


def _table(report: Report, chart: FanChart, caption: str) -> Element:
    """Every number of the drawing, by year; of the whole where the unit has none of its own."""
    whose = report.say("column.figure")
    columns = [
        Column(report.say("column.year")),
        Column(whose if chart.segments else f"{whose} ({report.whole()})", "end"),
        Column(report.say("column.goal"), "end"),
        Column(report.say("column.projection"), "end"),
    ]
    rows = [
        [
            str(year),
            _figure_of(report, chart, year),
            _goal_of(report, chart, year),
            _fan_of(report, chart, year),
        ]
        for year in range(chart.first_year, chart.last_year + 1)
    ]
    return data_table(caption, columns, [row for row in rows if set(row[1:]) != {MISSING}])


def _figure_of(report: Report, chart: FanChart, year: int) -> str:
    shown = chart.segments or chart.context
    found = [o for s in shown for o in s.observations if o.year == year]
    return ", ".join(value_words(report, o) for o in found) or MISSING


def _goal_of(report: Report, chart: FanChart, year: int) -> str:
    if chart.goal is None or year not in chart.goal.years:
        return MISSING
    index = chart.goal.years.index(year)
    ends = sorted({chart.goal.low[index], chart.goal.high[index]})
    return "–".join(report.format.percent(v, 1) for v in ends)


def _fan_of(report: Report, chart: FanChart, year: int) -> str:
    if chart.fan is None or year not in chart.fan.years[1:]:
        return MISSING
    index = chart.fan.years.index(year)
    value = report.format.percent(chart.fan.central[index], 1)
    if 80 not in chart.fan.bands:
        return value
    low, high = chart.fan.bands[80][:, index]
    return f"{value} ({report.format.number(low, 1)}–{report.format.number(high, 1)})"
