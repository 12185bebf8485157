"""Commands of the register: ``log`` and ``undo``, and the notice of editions that are outdated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.locale import Formatter, message

if TYPE_CHECKING:
    from analysis.data.files import DataDirectory
    from analysis.data.received import Record

LANGUAGE = "vi"
Notice = Callable[["DataDirectory", Path, str], Iterator[str]]
"""Sentences on the editions that lack a record, or any record where its code is empty."""


def _say(key: str, **values: object) -> str:
    return message(f"intake.cli.{key}", LANGUAGE, **values)


DATA = click.option("--data", "data_directory", default="", help=_say("data"))
BY = click.option("--by", "made_by", default="", help=_say("by"))
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), default="reports", help=_say("editions")
)


def print_outdated(directory: DataDirectory, output: Path, code: str = "") -> None:
    """Say which editions lack a record; who knows about editions is the root command's object."""
    notice: Notice = click.get_current_context().find_root().obj
    for sentence in notice(directory, output, code):
        click.echo(sentence, err=True)


@click.command(help=_say("log"))
@click.option("--json", "as_json", is_flag=True, help=_say("log_json"))
@OUTPUT
@DATA
def log(data_directory: str, output: Path, as_json: bool) -> None:
    """List the records of the register, and the editions that lack any of them."""
    from analysis.data.files import open_directory
    from analysis.data.receipts import receipt_rows, receipts_of
    from analysis.intake.register import read_records

    directory = open_directory(data_directory)
    records = read_records(directory)
    if as_json:
        rows = receipt_rows(receipts_of(records))
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    gone = {record.withdraws for record in records}
    for record in records:
        mark = _say("log_gone") if record.code in gone else ""
        day = Formatter(LANGUAGE).date(record.made_on)
        click.echo(f"{record.code}  {day}  {record.made_by}  {_line(record)}{mark}")
    if not records:
        click.echo(_say("log_empty"))
    print_outdated(directory, output)


def _line(record: Record) -> str:
    details = record.details
    if record.withdraws:
        return _say("log_withdraws", withdraws=record.withdraws, reason=details.get("reason", ""))
    if table := details.get("table"):
        counted = {"figures": details["figures"], "table": table["layout"]}
        day = Formatter(LANGUAGE).date(_received_on(record))
        return message("fetch.cli.log_table", LANGUAGE, **counted, day=day)
    values: dict[str, Any] = {
        "files": ", ".join(file["name"] for file in details.get("files", ())),
        "day": Formatter(LANGUAGE).date(_received_on(record)),
    }
    if "figures" not in details:
        problems = sum(file.get("problems", 0) for file in details.get("files", ()))
        return _say("log_receipt", problems=problems, **values)
    number = details.get("decision_number", "")
    values |= {
        "figures": details["figures"],
        "vintage": message(f"intake.vintage.{details['vintage']}", LANGUAGE),
        "number": _say("log_number", number=number) if number else "",
    }
    despite = details.get("despite", "")
    return _say("log_accepts", **values) + (_say("log_despite", reason=despite) if despite else "")


def _received_on(record: Record) -> Any:
    import datetime as dt

    return dt.date.fromisoformat(record.details["received_on"])


@click.command(help=_say("undo"))
@click.argument("code")
@click.option("--reason", required=True, help=_say("reason"))
@BY
@OUTPUT
@DATA
def undo(code: str, reason: str, made_by: str, output: Path, data_directory: str) -> None:
    """Withdraw an accepted record."""
    from analysis.data.files import open_directory
    from analysis.intake.register import withdraw
    from analysis.intake.terms import who

    directory = open_directory(data_directory)
    new = withdraw(directory, code, who(made_by), reason)
    click.echo(_say("withdrawn", code=code, new=new))
    print_outdated(directory, output, new)
