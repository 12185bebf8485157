"""Lists behind the board: facilities, programmes, the course of a scheme, jobs and work abroad."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.assessment import Standing, Status, Verdict
from analysis.data.disclosure import SMALLEST_COUNT, shows_count
from analysis.data.facility import Facility, FacilityState
from analysis.data.plan import EventKind, Evidence, Programme
from analysis.display.components import Column, bullets, data_table, note, paragraph
from analysis.display.element import Element
from analysis.display.inline import Inline, Tone, Words, badge, join, link
from analysis.display.plan_items import (
    PLAN_UNIT,
    PlanRow,
    known_figures,
    plan_of,
    plan_rows,
    targets_of,
)
from analysis.display.plan_words import (
    count_target_words,
    figure_words,
    needed_words,
    plan_badge,
    row_badge,
    target_words,
)
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.markup import LINK_SCHEMES

_FACILITY_TONES: dict[FacilityState, tuple[Tone, str]] = {
    FacilityState.OPERATING: ("good", "●"),
    FacilityState.BUILDING: ("info", "◇"),
    FacilityState.PLANNED: ("neutral", "○"),
    FacilityState.NAMED: ("muted", "–"),
    FacilityState.UNNAMED: ("muted", "–"),
    FacilityState.CLOSED: ("bad", "!"),
}
_FACILITY_ITEMS = ("15", "16", "17")
_JOB_ITEMS = ("13", "14")


def facilities_table(report: Report) -> Element:
    """The six facilities of the plan with what is known of each, and the three targets of care.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    facilities = plan_of(report).facilities_on(report.dataset.as_of, report.dataset.last_day)
    heads = ("name", "kind", "state", "people")
    columns = [Column(report.tell(f"plan.facility.{head}")) for head in heads]
    rows = [_facility(report, facility) for facility in facilities]
    found = {row.item.code: row for row in plan_rows(report)}
    notes = [_care_note(report, found[code]) for code in _FACILITY_ITEMS]
    return data_table(report.tell("plan.facility.caption"), columns, rows, notes)


def _facility(report: Report, facility: Facility) -> list[Words]:
    tone, symbol = _FACILITY_TONES[facility.state]
    word = report.tell(f"plan.facility.state.{facility.state.value}")
    since = f" ({report.format.date(facility.since)})" if facility.since else ""
    return [
        facility.name(report.language),
        report.tell(f"plan.facility.{facility.ownership}"),
        join(badge(tone, symbol, word), since),
        _care(report, facility),
    ]


def _care(report: Report, facility: Facility) -> str:
    """People in care and places, as a form of the facility gave them."""
    if facility.people is None and facility.places is None:
        return MISSING
    return f"{_counted(report, facility.people)} / {_counted(report, facility.places)}"


def _counted(report: Report, count: int | None) -> str:
    """Count of people; a small one is withheld."""
    if count is None:
        return MISSING
    if not shows_count(count):
        return report.tell("plan.facility.few", count=SMALLEST_COUNT)
    return report.format.number(count)


def _care_note(report: Report, row: PlanRow) -> Inline:
    """One target of care; where it can be read in two ways, what is known of either."""
    known = []
    for target in targets_of(report, row.item):
        figures = known_figures(report, target.indicator, PLAN_UNIT)
        name = report.dataset.indicator(target.indicator).name(report.language)
        value = figure_words(report, figures[-1]) if figures else report.tell("plan.no_figure")
        known.append(f"{name}: {value}")
    goal = count_target_words(report, targets_of(report, row.item)[0])
    return join(row_badge(report, row), f" {goal}. {'; '.join(known)}.")


def programmes_table(report: Report) -> Element:
    """National programmes with their years and what took their place.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    day = report.dataset.last_day
    known = [p for p in plan_of(report).programmes if p.known_on <= day]
    columns = [Column(report.tell(f"plan.programme.{name}")) for name in ("name", "years", "state")]
    rows = [_programme(report, programme, known) for programme in known]
    cited = [name for programme in known for name in programme.document.split("; ")]
    documents = "; ".join(dict.fromkeys(cited))
    remarks = [
        report.tell("plan.programme.disbursement"),
        f"{report.tell('plan.source')} {documents}.",
    ]
    return data_table(report.tell("plan.programme.caption"), columns, rows, remarks)


def _programme(report: Report, programme: Programme, known: Sequence[Programme]) -> list[Words]:
    return [
        programme.name(report.language),
        f"{programme.first_year}–{programme.last_year}",
        plan_badge(_programme_verdict(report, programme, known), report.language),
    ]


def _programme_verdict(report: Report, programme: Programme, known: Sequence[Programme]) -> Verdict:
    year = report.dataset.last_day.year
    if any(p.code == programme.replaced_by for p in known):
        return Standing.REPLACED
    if year > programme.last_year:
        return Standing.OVERDUE
    return Standing.UNDERWAY if programme.first_year <= year else Standing.WITHIN


def scheme_card(report: Report, item: str) -> Element:
    """Course of a scheme: its term, its state and every known step with its source.

    Parameters
    ----------
    report : Report
        Page it stands on.
    item : str
        Number of the item, ``"5"`` (vocational centre) or ``"18"`` (KOICA centre).
    """
    row = next(row for row in plan_rows(report) if row.item.code == item)
    tone: Tone = "warn" if row.verdict in (Standing.OVERDUE, Status.SLOW) else "info"
    lines: list[Words] = [
        join(row_badge(report, row), f" {target_words(report, row)}."),
        *(_step(report, piece) for piece in row.evidence),
        needed_words(report, row) + ".",
    ]
    return note(row.item.name(report.language), bullets(lines), tone)


def _step(report: Report, piece: Evidence) -> Inline:
    return join(f"{piece.text(report.language)}. ", _source(report, piece))


def _source(report: Report, piece: Evidence) -> Inline:
    title = piece.source_title
    reference = piece.source_reference
    name = link(title, reference) if reference.startswith(LINK_SCHEMES) else join(title)
    return join(report.tell("plan.source"), " ", name, ".")


def jobs_table(report: Report) -> Element:
    """Jobs created and workers sent abroad: what was published beside the plan of the year.

    Parameters
    ----------
    report : Report
        Page it stands on.
    """
    rows = [row for row in plan_rows(report) if row.item.code in _JOB_ITEMS]
    columns = [Column(report.tell(f"plan.jobs.{name}")) for name in ("item", "known")]
    cells: list[list[Words]] = [
        [row.item.name(report.language), "; ".join(_marked(report, e) for e in row.evidence)]
        for row in rows
        if row.evidence
    ]
    if not cells:
        return paragraph(report.tell("plan.jobs.nothing"))
    cited = {e.source_title: e for row in rows for e in row.evidence}
    sources: list[Words] = [word for e in cited.values() for word in ("; ", _source_name(e))][1:]
    remarks: list[Words] = [
        report.tell("plan.jobs.note"),
        join(report.tell("plan.source"), " ", *sources, "."),
    ]
    return data_table(report.tell("plan.jobs.caption"), columns, cells, remarks)


def _marked(report: Report, piece: Evidence) -> str:
    mark = "" if piece.event is EventKind.PLAN or piece.unit == PLAN_UNIT else " ‡"
    return piece.text(report.language) + mark


def _source_name(piece: Evidence) -> Words:
    if piece.source_reference.startswith(LINK_SCHEMES):
        return link(piece.source_title, piece.source_reference)
    return piece.source_title
