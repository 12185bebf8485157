"""Lists of tasks and facilities as rows of the plan's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.data.disclosure import SMALLEST_COUNT, shows_count
from analysis.data.facility import Facility
from analysis.data.plan import EventKind, ItemKind, Plan, PlanItem
from analysis.data.tables import records
from analysis.intake.submission import Submission
from analysis.locale import Formatter, message

LANGUAGES = ("vi", "en")
NO_FACILITY = "none"
Row = dict[str, object]
_MILESTONES = {"done": EventKind.DONE, "under_way": EventKind.START, "not_started": EventKind.NOTE}


def evidence_rows(submission: Submission, plan: Plan, common: Mapping[str, object]) -> list[Row]:
    """What a list of tasks says of items of the plan, in the columns of the plan's evidence.

    Parameters
    ----------
    submission : Submission
        Form that was understood.
    plan : Plan
        Items of the plan.
    common : mapping
        Day of knowledge, source and confidence of every row.
    """
    items = {item.code: item for item in plan.items}
    return [
        {**common, **_step(entry, items[entry["subject"]], submission)}
        for entry in _listed(submission, "item")
    ]


def _listed(submission: Submission, kind: str) -> Iterator[dict[str, Any]]:
    """Rows of a form of a kind that name their subject."""
    if submission.form is None or submission.form.key.kind != kind:
        return
    for table in submission.tables:
        frame = table.rows.frame
        is_told = (frame["role"] == "unit") & (frame["subject"] != "") & frame["state"].notna()
        yield from records(frame[is_told])


def _step(entry: dict[str, Any], item: PlanItem, submission: Submission) -> Row:
    """One step of an item; a milestone whose term is moved says so."""
    is_milestone = item.kind is ItemKind.MILESTONE
    event = _MILESTONES[entry["state"]] if is_milestone else EventKind.FIGURE
    due_year = int(entry["due_year"]) if entry["due_year"] else None
    if due_year and is_milestone and event is not EventKind.DONE:
        event = EventKind.REVISED
    return {
        "item": item.code,
        "event": event.value,
        "happened_on": entry["completed"] or "",
        "unit": submission.unit.code if submission.unit else "",
        "due_year": due_year if event is EventKind.REVISED else "",
        **{f"text_{each}": _text(entry, item, submission.year, each) for each in LANGUAGES},
    }


def _text(entry: dict[str, Any], item: PlanItem, year: int, language: str) -> str:
    """Say a row in one line: state, result beside the year's plan, term, proof, difficulties."""
    said = [_say(f"state.{entry['state']}", language)]
    if entry["achieved"] is not None:
        amounts = {name: _amount(entry[name], item, language) for name in ("achieved", "planned")}
        key = "result" if entry["planned"] is None else "result_of_plan"
        said.append(
            " ".join(_say(key, language, **amounts, measure=entry["measure"] or "").split())
        )
    if entry["due_year"]:
        said.append(_say("due_year", language, year=int(entry["due_year"])))
    if entry["proof"]:
        said.append(_say("proof", language, proof=entry["proof"]))
    if entry["difficulty"]:
        said.append(_say("difficulty", language, difficulty=entry["difficulty"].rstrip(".")))
    return _say("line", language, year=year, said="; ".join(said))


def _amount(value: float | None, item: PlanItem, language: str) -> str:
    """Amount as a page prints it; small counts of people are withheld where the plan says so."""
    if value is None:
        return ""
    if item.is_aggregate_only and not shows_count(value):
        return _say("withheld", language, count=SMALLEST_COUNT)
    return Formatter(language).number(value, 0 if float(value).is_integer() else 1)


def facility_rows(submission: Submission, plan: Plan, common: Mapping[str, object]) -> list[Row]:
    """Facilities of a list, in the columns of the plan's facilities."""
    known = {facility.code: facility for facility in plan.facilities}
    return [
        {**common, **_facility(entry, known.get(entry["subject"]))}
        for entry in _listed(submission, "facility")
        if entry["state"] != NO_FACILITY
    ]


def _facility(entry: dict[str, Any], known: Facility | None) -> Row:
    name = entry["name"]
    return {
        "code": entry["subject"],
        "ownership": entry["ownership"],
        "name_vi": known.name_vi if known else name,
        "name_en": known.name_en if known else name,
        "state": entry["state"],
        "since": entry["since"] or "",
        "places": "" if entry["places"] is None else int(entry["places"]),
        "people": "" if entry["people"] is None else int(entry["people"]),
    }


def _say(key: str, language: str, **values: object) -> str:
    return message(f"intake.step.{key}", language, **values)
