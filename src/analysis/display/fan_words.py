"""Fan charts in words: the labels beside the lines, and the text that stands for the drawing."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.assessment import Assessment
from analysis.data import Standard
from analysis.display.fan_data import Fan, FanChart
from analysis.display.fan_segment import Segment
from analysis.display.outlook import Outlook
from analysis.display.phrases import goal_words, moves, short_name, value_words
from analysis.display.report import Report

BAND_PCT = 80
"""The one interval given in words."""


def drawn_assessment(report: Report, outlook: Outlook) -> Assessment | None:
    """Verdict whose target is drawn: the unit's, or the whole's where the unit has no figure."""
    own = outlook.of(report.unit.code)
    if report.dataset.shows_rates(report.unit.code) and own and own.last_value is not None:
        return own
    return outlook.of(outlook.panel.total) if outlook.panel.total else own


def fan_lines(report: Report, chart: FanChart) -> Iterator[str]:
    """Central value of the last year, its interval, and how far the evidence carries."""
    if chart.fan is None:
        return
    yield from _fan_values(report, chart.fan, -1)
    yield report.tell(f"assessment.evidence.{chart.fan.strength}")


def fan_years(report: Report, chart: FanChart) -> Iterator[str]:
    """Central value of each year with its interval, a line a year."""
    if chart.fan:
        for place in range(len(chart.fan.years)):
            yield "; ".join(_fan_values(report, chart.fan, place))


def _fan_values(report: Report, fan: Fan, place: int) -> Iterator[str]:
    value = report.format.percent(fan.central[place], 1)
    yield report.say(f"chart.fan.{fan.basis.value}", year=fan.years[place], value=value)
    if BAND_PCT in fan.bands:
        low, high = fan.bands[BAND_PCT][:, place]
        interval = f"{report.format.number(low, 1)}–{report.format.percent(high, 1)}"
        yield report.say("chart.fan.band", low_high=interval)


def successor_words(report: Report, chart: FanChart) -> str:
    """Say what happens when the standard in force ends; blank where it does not."""
    if chart.successor is None:
        return ""
    document = chart.successor.document_name(report.language)
    return report.say("chart.successor", year=chart.successor.first_year, document=document)


def fan_alt(report: Report, outlook: Outlook, companion: Outlook | None, chart: FanChart) -> str:
    """Text that stands for the drawing: trend by standard, target, gap and interval."""
    return " ".join(_sentences(report, outlook, companion, chart))


def _sentences(
    report: Report, outlook: Outlook, companion: Outlook | None, chart: FanChart
) -> Iterator[str]:
    if not chart.segments:
        yield report.say("chart.alt.no_figures", unit=report.name_in_sentence(report.unit.code))
    yield from (_trend(report, segment) for segment in chart.segments)
    if companion and chart.companion:
        yield f"{short_name(report, companion.indicator)}:"
        yield from (_trend(report, segment) for segment in chart.companion)
    if chart.context:
        last = chart.context[-1].observations[-1]
        value = value_words(report, last)
        yield report.say("chart.alt.whole", whole=report.whole(), year=last.year, value=value)
    yield from _goal(report, outlook, chart)
    if chart.fan:
        yield f"{'; '.join(fan_lines(report, chart))}."
    if chart.successor:
        yield f"{successor_words(report, chart)}."


def _trend(report: Report, segment: Segment) -> str:
    """Movement within one standard, never across two."""
    first, last = segment.observations[0], segment.observations[-1]
    name = _standard_name(report, segment.standard)
    if first is last:
        figure = report.say("chart.alt.figure", year=last.year, value=value_words(report, last))
        return name + figure
    change = last.value - first.value
    movement = report.say(
        "chart.alt.movement",
        first_year=first.year,
        first=value_words(report, first),
        last_year=last.year,
        last=value_words(report, last),
        moved=moves(report, change, report.format.points(abs(change))),
    )
    return name + movement


def _standard_name(report: Report, standard: Standard | None) -> str:
    if standard is None or not standard.document:
        return ""
    return f"{standard.name(report.language)}: "


def _goal(report: Report, outlook: Outlook, chart: FanChart) -> Iterator[str]:
    assessment = drawn_assessment(report, outlook)
    if chart.goal is None or assessment is None:
        return
    ends = sorted({float(chart.goal.low[-1]), float(chart.goal.high[-1])})
    yield report.say(
        "chart.alt.goal",
        goal=goal_words(report, outlook, assessment.target),
        year=chart.goal.years[-1],
        value="–".join(report.format.percent(end, 1) for end in ends),
    )
