"""Commands of the intake: ``template``, ``intake``, ``log`` and ``undo``."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.errors import ExitCode, ParameterError, Problem
from analysis.intake.log_commands import BY, DATA, OUTPUT, log, print_outdated, undo
from analysis.locale import message

if TYPE_CHECKING:
    from analysis.data.files import DataDirectory
    from analysis.intake.intake import Outcome
    from analysis.intake.submission import Asked
    from analysis.intake.terms import Terms

LANGUAGE = "vi"
COPY_FOLDER = "checked"
MOST_PRINTED_REMARKS = 200
TERMS = ("vintage", "decision_number", "received", "despite", "made_by")


def _say(key: str, **values: object) -> str:
    return message(f"intake.cli.{key}", LANGUAGE, **values)


@click.command(help=_say("template"))
@click.argument("form")
@click.option("--unit", required=True, help=_say("unit"))
@click.option("--year", type=int, required=True, help=_say("year"))
@click.option("--standard", default="", help=_say("standard"))
@click.option("--output", type=click.Path(path_type=Path), default=None, help=_say("output"))
@DATA
def template(
    form: str, unit: str, year: int, standard: str, output: Path | None, data_directory: str
) -> None:
    """Write a blank form."""
    from analysis.intake.preparation import prepare
    from analysis.intake.template import write_template

    blank = prepare(data_directory, form, unit, year, standard)
    path = output or Path(f"{form}_{blank.unit.code}_{year}.xlsx")
    if path.exists():
        raise ParameterError([Problem(_say("exists"), str(path))])
    write_template(blank, path)
    click.echo(_say("written", path=path.resolve()))


@click.command(help=_say("intake"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--form", default="", help=_say("form"))
@click.option("--unit", default="", help=_say("unit"))
@click.option("--year", type=int, default=None, help=_say("year"))
@click.option("--standard", default="", help=_say("standard"))
@click.option("--json", "as_json", is_flag=True, help=_say("json"))
@click.option("--copies", type=click.Path(path_type=Path), default=None, help=_say("copies"))
@click.option("--receive", is_flag=True, help=_say("receive"))
@click.option("--accept", is_flag=True, help=_say("accept"))
@click.option("--vintage", default="", help=_say("vintage"))
@click.option("--decision-number", default="", help=_say("decision_number"))
@click.option("--received", default="", help=_say("received"))
@click.option("--despite", default="", help=_say("despite"))
@BY
@OUTPUT
@DATA
def intake(files: tuple[Path, ...], data_directory: str, **given: Any) -> None:
    """Check received forms, and put them on record where asked to."""
    from analysis.data.files import open_directory
    from analysis.intake.intake import take_in, without_collector
    from analysis.intake.submission import Asked
    from analysis.intake.terms import parse_day, parse_terms

    said = {name: given[name] for name in TERMS}
    terms = parse_terms(**said) if given["accept"] else None
    day = parse_day(given["received"]) if given["receive"] else None
    directory = open_directory(data_directory)
    asked = Asked(given["form"], given["unit"], given["year"], given["standard"])
    with without_collector():
        outcomes = take_in(directory, [path for path in files if not path.is_dir()], asked)
        _report(outcomes, given["copies"], as_json=given["as_json"])
    is_sound = _is_sound(outcomes, despite=bool(given["despite"].strip()))
    if terms is not None and is_sound and outcomes:
        _accept(directory, outcomes, terms, given["output"])
    elif day is not None and outcomes:
        _receive(directory, outcomes, asked, day, given["made_by"])
    elif terms is not None:
        click.echo(_say("not_accepted"), err=True)
    if not is_sound:
        sys.exit(ExitCode.BAD_DATA)


def _is_sound(outcomes: Sequence[Outcome], *, despite: bool) -> bool:
    from analysis.intake.remark import Severity

    most = Severity.WRONG if despite else Severity.NOTE
    return all(outcome.severity is None or outcome.severity <= most for outcome in outcomes)


def _accept(
    directory: DataDirectory, outcomes: Sequence[Outcome], terms: Terms, output: Path
) -> None:
    from analysis.intake.acceptance import accept, current_register
    from analysis.intake.units import Territory

    register = current_register(directory)
    territory = Territory(register.units, register.territories)
    code = accept(directory, [outcome.received for outcome in outcomes], terms, territory)
    click.echo(_say("accepted", code=code), err=True)
    print_outdated(directory, output, code)


def _receive(
    directory: DataDirectory, outcomes: Sequence[Outcome], asked: Asked, day: Any, made_by: str
) -> None:
    from analysis.intake.acceptance import receive
    from analysis.intake.terms import who

    received = [outcome.received for outcome in outcomes]
    code = receive(directory, received, asked, day, who(made_by))
    click.echo(_say("receipt", code=code), err=True)


def _report(outcomes: Sequence[Outcome], folder: Path | None, *, as_json: bool) -> None:
    copies = _write_copies(outcomes, folder)
    if as_json:
        shown = [outcome.as_json(LANGUAGE) for outcome in outcomes]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _print(outcomes, copies)


def _write_copies(outcomes: Sequence[Outcome], folder: Path | None) -> dict[Path, Path]:
    from analysis.intake.annotated import write_copy

    copies: dict[Path, Path] = {}
    for outcome in outcomes:
        if outcome.remarks and outcome.book.sheets:
            path = _copy_path(outcome.path, folder, set(copies.values()))
            write_copy(outcome.book.sheets, outcome.remarks, path)
            copies[outcome.path] = path
    return copies


def _copy_path(form: Path, folder: Path | None, taken: Collection[Path]) -> Path:
    """Where the copy of a form goes: beside others of this call, never in their place."""
    name = form.stem if form.suffix.lower() == ".xlsx" else form.name
    parent = folder or form.parent / COPY_FOLDER
    numbered = (parent / f"{name}{f'_{i}' if i else ''}.xlsx" for i in range(len(taken) + 1))
    return next(path for path in numbered if path not in taken)


def _print(outcomes: Sequence[Outcome], copies: Mapping[Path, Path]) -> None:
    for outcome in outcomes:
        click.echo(_headline(outcome))
        for remark in outcome.remarks[:MOST_PRINTED_REMARKS]:
            severity = message(f"intake.severity.{remark.severity.name.lower()}", LANGUAGE)
            cell = " ".join(filter(None, (remark.place.sheet, remark.place.address)))
            click.echo(f"  {severity:<16}{cell:<22} {remark.text(LANGUAGE)}")
        if (rest := len(outcome.remarks) - MOST_PRINTED_REMARKS) > 0:
            click.echo("  " + message("intake.copy.more", LANGUAGE, count=rest))
        if outcome.path in copies:
            click.echo("  " + _say("copy", path=copies[outcome.path].resolve()))


def _headline(outcome: Outcome) -> str:
    submission = outcome.submission
    if submission.form is None:
        return _say("not_understood", file=outcome.path.name)
    unit = submission.unit.full_name_vi if submission.unit else "–"
    rows = submission.row_count
    form, year = submission.form.source, submission.year or "–"
    return _say("understood", file=outcome.path.name, form=form, unit=unit, year=year, rows=rows)


COMMANDS = (template, intake, log, undo)
