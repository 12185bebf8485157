"""The command ``workbook export``: the figures as tables that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.errors import ParameterError, Problem
from analysis.locale import message

LANGUAGE = "vi"


def _say(key: str, **values: object) -> str:
    return message(f"exchange.{key}", LANGUAGE, **values)


@click.command(help=_say("about"))
@click.option("--dataset", default="published", help=_say("dataset"))
@click.option("--level", default="", metavar="LEVEL", help=_say("level"))
@click.option("--as-of", default="", help=_say("as_of"))
@click.option("--data", "data_directory", default="", help=_say("data"))
@click.option("--output", type=click.Path(path_type=Path), default=None, help=_say("output"))
def export(dataset: str, level: str, as_of: str, data_directory: str, output: Path | None) -> None:
    """Write the register as a tidy table, as SDMX-CSV and with its description."""
    from analysis.data import load_dataset
    from analysis.run.register_export import export_register

    data = load_dataset(dataset, as_of=as_of, directory=data_directory, level=level)
    folder = output or Path("reports") / "export" / f"{data.folder}_{data.as_of}"
    if folder.exists():
        raise ParameterError([Problem(_say("exists"), str(folder))])
    for path in export_register(data, folder):
        click.echo(_say("written", path=path.resolve()))
