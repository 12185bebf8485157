"""From checked forms to a record: new vintages of figures, each naming its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data.description import DESCRIPTOR, read_description
from analysis.data.files import DataDirectory
from analysis.data.model import ObservationStatus, Vintage
from analysis.data.received import EVIDENCE, FACILITIES, FIGURES, read_received
from analysis.data.register import Register, read_contents, read_register
from analysis.errors import DataError, ParameterError, Problem
from analysis.intake.figures import Figure, figures_of
from analysis.intake.plan_rows import evidence_rows, facility_rows
from analysis.intake.register import Made, add_record
from analysis.intake.submission import Asked, Submission
from analysis.intake.terms import Terms
from analysis.intake.units import Territory
from analysis.locale import Formatter, message

DATASET = "published"
STATUS = {
    Vintage.ESTIMATE: ObservationStatus.ESTIMATED,
    Vintage.PRELIMINARY: ObservationStatus.PROVISIONAL,
}
CONFIDENCE = {Vintage.ESTIMATE: "low", Vintage.PRELIMINARY: "medium"}


@dataclass(frozen=True)
class Received:
    """One file, its checksum and what it says."""

    path: Path
    sha256: str
    submission: Submission
    problems: int = 0


def current_register(directory: DataDirectory) -> Register:
    """Everything that is known, forms received until now among it."""
    description = read_description(directory.read(DESCRIPTOR), DATASET)
    return read_register(*read_contents(directory, description), read_received(directory))


def accept(
    directory: DataDirectory, files: Sequence[Received], terms: Terms, territory: Territory
) -> str:
    """Take the figures of forms into the register as one record; its code.

    Raises
    ------
    DataError
        If a figure is there already in the same vintage, or anything twice among the files.
    """

    def make(code: str) -> Made:
        register = current_register(directory)
        rows, problems = _figure_rows(files, terms, territory, register, code)
        evidence, more = _evidence_rows(files, terms, register, code)
        plan = register.plan
        facilities = [
            row
            for f in files
            for row in facility_rows(f.submission, plan, _plan_row(f, terms, code))
        ]
        if problems := [*problems, *more]:
            raise DataError(problems)
        if not (rows or evidence or facilities):
            raise DataError([Problem(message("intake.error.no_figures", "vi"))])
        tables = {FIGURES: rows, EVIDENCE: evidence, FACILITIES: facilities}
        return _record(files, terms, code), tables

    return add_record(directory, make)


def _figure_rows(
    files: Sequence[Received], terms: Terms, territory: Territory, register: Register, code: str
) -> tuple[list[dict[str, object]], list[Problem]]:
    """Rows of figures, and a problem for each that is there already in the same vintage."""
    taken = {o.key for o in register.observations if o.withdrawn_on is None}
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for file in files:
        title = source_title(file.submission, terms)
        for figure in figures_of(file.submission, territory):
            key = (figure.indicator, figure.unit, figure.year, figure.standard, terms.vintage)
            if key in taken:
                problems.append(_taken(file, figure, register, terms))
            taken.add(key)
            rows.append(_row(figure, file, code, title, register, terms))
    return rows, problems


def _evidence_rows(
    files: Sequence[Received], terms: Terms, register: Register, code: str
) -> tuple[list[dict[str, object]], list[Problem]]:
    """Steps of items of the plan, and a problem for each that is on record word for word."""
    plan, today = register.plan, dt.date.today()
    taken = {(e.item, e.unit, e.text_vi) for e in plan.evidence if e.is_known(today)}
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for file in files:
        for row in evidence_rows(file.submission, plan, _plan_row(file, terms, code)):
            key = (str(row["item"]), str(row["unit"]), str(row["text_vi"]))
            if key in taken:
                said = plan.item(key[0]).name_vi
                what = message("intake.error.step_taken", "vi", item=f"{key[0]}. {said}")
                problems.append(Problem(what, file.path.name))
            taken.add(key)
            rows.append(row)
    return rows, problems


def _plan_row(file: Received, terms: Terms, code: str) -> dict[str, object]:
    """Origin of a row of the plan's tables."""
    is_evidence = file.submission.form is not None and file.submission.form.key.kind == "item"
    confidence = {"confidence": CONFIDENCE.get(terms.vintage, "high")} if is_evidence else {}
    return {
        "known_on": terms.received_on.isoformat(),
        "source_title": source_title(file.submission, terms),
        "source_reference": _reference(file, code),
        **confidence,
    }


def _reference(file: Received, code: str) -> str:
    return f"{code}: {file.path.name}, SHA-256 {file.sha256[:16]}"


def receive(
    directory: DataDirectory,
    files: Sequence[Received],
    asked: Asked,
    received_on: dt.date,
    made_by: str,
) -> str:
    """Put on record that forms came in, without taking figures from them; the record's code.

    Raises
    ------
    ParameterError
        If a file does not say its form, unit or year, and the caller does not either.
    """
    entries = [file_entry(file, asked) for file in files]
    unclear = [e["name"] for e in entries if not (e["form"] and e["unit"] and e["year"])]
    if unclear or not entries:
        what = message("intake.error.receipt_unclear", "vi")
        raise ParameterError([Problem(what, name) for name in unclear] or [Problem(what)])
    fields = {"made_by": made_by, "received_on": received_on.isoformat(), "files": entries}
    return add_record(directory, lambda _: (fields, {}))


def source_title(submission: Submission, terms: Terms) -> str:
    """How readers see the source of the figures."""
    assert submission.form is not None  # noqa: S101 (only what was understood gets here)
    kind = "decided" if terms.decision_number else "received"
    return message(
        f"intake.source.{kind}",
        "vi",
        form=submission.form.source,
        year=submission.year,
        number=terms.decision_number,
        vintage=message(f"intake.vintage.{terms.vintage.name.lower()}", "vi"),
        day=Formatter("vi").date(terms.received_on),
    )


def _period(code: str, *, is_computed: bool) -> str:
    return f"end_of_year {code}" + (" computed" if is_computed else "")


def _row(
    figure: Figure, file: Received, code: str, title: str, register: Register, terms: Terms
) -> dict[str, object]:
    note = message("intake.source.computed", "vi") if figure.is_computed else ""
    return {
        "indicator": figure.indicator,
        "unit_code": figure.unit,
        "unit_name": register.units[figure.unit].name_vi,
        "year": figure.year,
        "period_point": _period(code, is_computed=figure.is_computed),
        "standard": figure.standard,
        "value": f"{figure.value:.10g}",
        "unit": register.indicators[figure.indicator].unit_of_measure,
        "source_title": title,
        "source_ref": _reference(file, code),
        "confidence": CONFIDENCE.get(terms.vintage, "high"),
        "note": note,
    }


def _taken(file: Received, figure: Figure, register: Register, terms: Terms) -> Problem:
    what = message(
        "intake.error.figure_taken",
        "vi",
        indicator=register.indicators[figure.indicator].name_vi,
        unit=register.units[figure.unit].full_name_vi,
        year=figure.year,
        vintage=terms.vintage.name.lower(),
    )
    return Problem(what, file.path.name)


def file_entry(file: Received, asked: Asked) -> dict[str, Any]:
    """Describe a file in a record; what it does not say itself is taken from the caller."""
    submission = file.submission
    return {
        "name": file.path.name,
        "sha256": file.sha256,
        "bytes": file.path.stat().st_size,
        "form": submission.form.code if submission.form else asked.form,
        "unit": submission.unit.code if submission.unit else "",
        "year": submission.year or asked.year or 0,
        "problems": file.problems,
    }


def _record(files: Sequence[Received], terms: Terms, code: str) -> Mapping[str, Any]:
    status = STATUS.get(terms.vintage, ObservationStatus.NORMAL)
    titles = {(source_title(f.submission, terms), f.submission.year) for f in files}
    return {
        "made_by": terms.made_by,
        "received_on": terms.received_on.isoformat(),
        "vintage": terms.vintage.name.lower(),
        "decision_number": terms.decision_number,
        "despite": terms.despite,
        "files": [file_entry(file, Asked()) for file in files],
        "sources": [
            {
                "source_title": title,
                "year": year,
                "period_point": _period(code, is_computed=is_computed),
                "status": str(ObservationStatus.DERIVED if is_computed else status),
            }
            for title, year in sorted(titles)
            for is_computed in (False, True)
        ],
    }
