"""The command ``workbook fetch``: tables of the statistics office, and what is new in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.intake.log_commands import BY, DATA, LANGUAGE, OUTPUT, print_outdated
from analysis.locale import Formatter, message

if TYPE_CHECKING:
    from analysis.data.files import DataDirectory
    from analysis.intake.statistics.acceptance import Fetched
    from analysis.intake.statistics.client import Answer
    from analysis.intake.statistics.figures import Change
    from analysis.intake.statistics.layout import TableLayout

SHOWN_CHANGES = 10
CACHE = Path("~/.cache/quang-tri-2030/statistics.sqlite")
KINDS = ("new", "revised", "same", "outranked")


def _say(key: str, **values: object) -> str:
    return message(f"fetch.cli.{key}", LANGUAGE, **values)


@click.command(help=_say("about"))
@click.argument("table", default="")
@click.option("--file", type=click.Path(path_type=Path), default=None, help=_say("file"))
@click.option("--accept", is_flag=True, help=_say("accept"))
@click.option("--offline", is_flag=True, help=_say("offline"))
@click.option("--refresh", is_flag=True, help=_say("refresh"))
@click.option("--json", "as_json", is_flag=True, help=_say("json"))
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, help=_say("cache"))
@BY
@OUTPUT
@DATA
def fetch(table: str, data_directory: str, accept: bool, made_by: str, **given: Any) -> None:
    """Compare a table with the register, and put what is new on record where asked to."""
    from analysis.data.files import open_directory
    from analysis.intake.statistics.fetch import fetch_table
    from analysis.intake.statistics.layout import read_layout

    directory = open_directory(data_directory)
    if not table:
        _list(directory)
        return
    layout = read_layout(directory, table)
    fetched = fetch_table(directory, layout, _answer(layout, **given))
    if given["as_json"]:
        click.echo(json.dumps(_as_json(fetched), ensure_ascii=False, indent=2))
    else:
        _print(fetched)
    if accept:
        _accept(directory, fetched, made_by, given["output"])


def _list(directory: DataDirectory) -> None:
    from analysis.intake.statistics.layout import read_layout, table_names

    for name in table_names(directory):
        click.echo(f"{name:<24} {read_layout(directory, name).title}")


def _answer(layout: TableLayout, **given: Any) -> Answer:
    from analysis.intake.statistics.client import Client, Limits
    from analysis.intake.statistics.fetch import answer_of_file, answer_of_server

    if given["file"]:
        return answer_of_file(given["file"], Limits())
    cache = given["cache"].expanduser()
    with Client(cache, offline=given["offline"], refresh=given["refresh"]) as client:
        return answer_of_server(layout, client)


def _print(fetched: Fetched) -> None:
    write, table, answer = Formatter(LANGUAGE), fetched.reading.table, fetched.answer
    sizes = " × ".join(f"{len(d.categories)} {d.label.lower()}" for d in table.dimensions)
    click.echo(f"{table.title} ({sizes})")
    day, age = answer.fetched_at.astimezone(), answer.age_days(dt.datetime.now(dt.UTC))
    when = f"{day:%H:%M} {write.date(day.date())}"
    click.echo("  " + _say("from", address=answer.address, when=when))
    if answer.is_stale or answer.is_kept:
        click.echo("  " + _say("stale" if answer.is_stale else "kept", days=age), err=True)
    kinds = [str(change.kind) for change in fetched.changes]
    counts = {kind: write.number(kinds.count(kind)) for kind in KINDS}
    click.echo("  " + _say("changes", **counts))
    reading = fetched.reading
    empty, apart, later = reading.empty_cells, reading.cells_without_unit, reading.later_cells
    click.echo("  " + _say("left_out", empty=empty, apart=apart, later=later))
    for change in [c for c in fetched.changes if c.known is not None][:SHOWN_CHANGES]:
        click.echo("  " + _revision(change))


def _revision(change: Change) -> str:
    write, figure = Formatter(LANGUAGE), change.figure
    known = change.known.value if change.known else None
    decimals = 0 if figure.value.is_integer() else 2
    before, after = (write.number(value, decimals) for value in (known, figure.value))
    return _say("revision", unit=figure.unit, year=figure.year, before=before, after=after)


def _accept(directory: DataDirectory, fetched: Fetched, made_by: str, output: Path) -> None:
    from analysis.intake.statistics.acceptance import TAKEN, accept_table
    from analysis.intake.terms import who

    if not fetched.of_kind(*TAKEN):
        click.echo(_say("nothing_new"), err=True)
        return
    code = accept_table(directory, fetched, who(made_by))
    click.echo(message("intake.cli.accepted", LANGUAGE, code=code), err=True)
    print_outdated(directory, output, code)


def _as_json(fetched: Fetched) -> dict[str, Any]:
    answer, table = fetched.answer, fetched.reading.table
    return {
        "table": fetched.reading.layout.name,
        "title": table.title,
        "address": answer.address,
        "fetched_at": answer.fetched_at.isoformat(timespec="seconds"),
        "sha256": answer.sha256,
        "is_kept": answer.is_kept,
        "is_stale": answer.is_stale,
        "updated_on": table.updated_on.isoformat() if table.updated_on else None,
        "figures": [
            {
                "kind": str(change.kind),
                "unit": change.figure.unit,
                "year": change.figure.year,
                "vintage": change.figure.vintage.name.lower(),
                "value": change.figure.value,
                "known": change.known.value if change.known else None,
            }
            for change in fetched.changes
        ],
    }
