"""Commands of the intake: ``template``, ``intake``, ``log`` and ``undo``."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.errors import ExitCode, ParameterError, Problem
from analysis.locale import message

if TYPE_CHECKING:
    from analysis.intake.intake import Outcome

LANGUAGE = "vi"
COPY_FOLDER = "checked"


def _say(key: str, **values: object) -> str:
    return message(f"intake.cli.{key}", LANGUAGE, **values)


_DATA = click.option("--data", "data_directory", default="", help=_say("data"))
_BY = click.option("--by", "made_by", default="", help=_say("by"))


@click.command(help=_say("template"))
@click.argument("form")
@click.option("--unit", required=True, help=_say("unit"))
@click.option("--year", type=int, required=True, help=_say("year"))
@click.option("--standard", default="", help=_say("standard"))
@click.option("--output", type=click.Path(path_type=Path), default=None, help=_say("output"))
@_DATA
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
@click.option("--accept", is_flag=True, help=_say("accept"))
@click.option("--vintage", default="", help=_say("vintage"))
@click.option("--decision-number", default="", help=_say("decision_number"))
@click.option("--received", default="", help=_say("received"))
@click.option("--despite", default="", help=_say("despite"))
@_BY
@_DATA
def intake(files: tuple[Path, ...], data_directory: str, as_json: bool, **given: Any) -> None:
    """Check received forms, and take them into the register where asked to."""
    from analysis.data.files import open_directory
    from analysis.intake.intake import take_in
    from analysis.intake.submission import Asked

    terms = (
        _terms(
            **{
                n: given[n]
                for n in ("vintage", "decision_number", "received", "despite", "made_by")
            }
        )
        if given["accept"]
        else None
    )
    directory = open_directory(data_directory)
    asked = Asked(given["form"], given["unit"], given["year"], given["standard"])
    outcomes = take_in(directory, [path for path in files if not path.is_dir()], asked)
    copies = _write_copies(outcomes, given["copies"])
    if as_json:
        shown = [outcome.as_json(LANGUAGE) for outcome in outcomes]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _print(outcomes, copies)
    is_sound = _is_sound(outcomes, despite=bool(given["despite"]))
    if terms is not None and is_sound and outcomes:
        _accept(directory, outcomes, terms)
    elif terms is not None:
        click.echo(_say("not_accepted"), err=True)
    if not is_sound:
        sys.exit(ExitCode.BAD_DATA)


def _is_sound(outcomes: Sequence[Outcome], *, despite: bool) -> bool:
    from analysis.intake.remark import Severity

    most = Severity.WRONG if despite else Severity.NOTE
    return all(outcome.severity is None or outcome.severity <= most for outcome in outcomes)


def _terms(vintage: str, decision_number: str, received: str, despite: str, made_by: str) -> Any:
    from analysis.data.model import Vintage
    from analysis.intake.acceptance import ACCEPTED_VINTAGES, Terms

    problems = []
    if vintage not in ACCEPTED_VINTAGES:
        known = ", ".join(ACCEPTED_VINTAGES)
        problems.append(
            Problem(_say("vintage_unknown", value=vintage or "–", known=known), "--vintage")
        )
    if vintage in ("decision", "recheck") and not decision_number.strip():
        problems.append(Problem(_say("number_missing"), "--decision-number"))
    try:
        day = dt.datetime.strptime(received, "%d/%m/%Y").date()
        if day > dt.date.today():
            problems.append(Problem(_say("received_future", value=received), "--received"))
    except ValueError:
        problems.append(Problem(_say("received_form", value=received or "–"), "--received"))
    if problems:
        raise ParameterError(problems)
    who = made_by or getpass.getuser()
    return Terms(Vintage[vintage.upper()], day, who, decision_number.strip(), despite.strip())


def _accept(directory: Any, outcomes: Sequence[Outcome], terms: Any) -> None:
    from analysis.intake.acceptance import accept, current_register
    from analysis.intake.intake import read_territory

    territory = read_territory(directory, current_register(directory).units)
    code = accept(directory, [outcome.received for outcome in outcomes], terms, territory)
    click.echo(_say("accepted", code=code), err=True)


def _write_copies(outcomes: Sequence[Outcome], folder: Path | None) -> dict[Path, Path]:
    from analysis.intake.annotated import write_copy

    copies = {}
    for outcome in outcomes:
        if outcome.remarks and outcome.book.sheets:
            path = (folder or outcome.path.parent / COPY_FOLDER) / f"{outcome.path.stem}.xlsx"
            write_copy(outcome.book.sheets, outcome.remarks, path)
            copies[outcome.path] = path
    return copies


def _print(outcomes: Sequence[Outcome], copies: dict[Path, Path]) -> None:
    for outcome in outcomes:
        click.echo(_headline(outcome))
        for remark in outcome.remarks:
            severity = message(f"intake.severity.{remark.severity.name.lower()}", LANGUAGE)
            cell = " ".join(filter(None, (remark.place.sheet, remark.place.address)))
            click.echo(f"  {severity:<16}{cell:<22} {remark.text(LANGUAGE)}")
        if outcome.path in copies:
            click.echo("  " + _say("copy", path=copies[outcome.path].resolve()))


def _headline(outcome: Outcome) -> str:
    submission = outcome.submission
    if submission.form is None:
        return _say("not_understood", file=outcome.path.name)
    unit = submission.unit.full_name_vi if submission.unit else "–"
    rows = sum(len(table.entries) for table in submission.tables)
    form, year = submission.form.source, submission.year or "–"
    return _say("understood", file=outcome.path.name, form=form, unit=unit, year=year, rows=rows)


@click.command(help=_say("log"))
@_DATA
def log(data_directory: str) -> None:
    """List the records of the register."""
    from analysis.data.files import open_directory
    from analysis.intake.register import read_records

    records = read_records(open_directory(data_directory))
    gone = {record.withdraws for record in records}
    for record in records:
        details = record.details
        kind = "log_withdraws" if record.withdraws else "log_accepts"
        text = _say(
            kind,
            withdraws=record.withdraws,
            figures=details.get("figures", 0),
            vintage=details.get("vintage", ""),
            number=details.get("decision_number", "") or "–",
            files=", ".join(file["name"] for file in details.get("files", ())),
            reason=details.get("reason", ""),
        )
        mark = _say("log_gone") if record.code in gone else ""
        click.echo(f"{record.code}  {record.made_on:%d/%m/%Y}  {record.made_by}  {text}{mark}")
    if not records:
        click.echo(_say("log_empty"))


@click.command(help=_say("undo"))
@click.argument("code")
@click.option("--reason", required=True, help=_say("reason"))
@_BY
@_DATA
def undo(code: str, reason: str, made_by: str, data_directory: str) -> None:
    """Withdraw an accepted record."""
    from analysis.data.files import open_directory
    from analysis.intake.register import withdraw

    new = withdraw(open_directory(data_directory), code, made_by or getpass.getuser(), reason)
    click.echo(_say("withdrawn", code=code, new=new))


COMMANDS = (template, intake, log, undo)
