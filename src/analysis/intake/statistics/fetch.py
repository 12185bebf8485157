"""A table of the statistics office from its server, from memory or from a file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from analysis.data.files import DataDirectory
from analysis.errors import DataError, Problem
from analysis.intake.statistics.acceptance import Fetched, standing_figures
from analysis.intake.statistics.client import Answer, Client, FetchError, Limits, page_of
from analysis.intake.statistics.figures import compare, read_figures
from analysis.intake.statistics.json_stat import read_json_stat
from analysis.intake.statistics.layout import TableLayout
from analysis.intake.words import fold
from analysis.locale import message

FORMAT = "json-stat"


def fetch_table(directory: DataDirectory, layout: TableLayout, answer: Answer) -> Fetched:
    """Read an answer by the layout of its table and compare it with the register.

    Raises
    ------
    DataError
        If the answer is no such table.
    """
    reading = read_figures(read_json_stat(answer.data, answer.address), layout)
    return Fetched(reading, answer, compare(reading, standing_figures(directory)))


def answer_of_server(layout: TableLayout, client: Client) -> Answer:
    """Ask for a table: first which variables it has, then for the figures.

    Raises
    ------
    DataError
        One sentence where the server gave nothing and nothing is remembered.
    """
    try:
        variables = client.variables(layout.address)
        return client.figures(layout.address, selection(variables.data, layout))
    except FetchError as error:
        raise DataError([Problem(_sentence(error, layout, client.limits))]) from error


def answer_of_file(path: Path, limits: Limits) -> Answer:
    """Take the answer that was saved by hand; its day is that of the file.

    Raises
    ------
    DataError
        If there is no such file, or it is larger than any table.
    """
    try:
        about = path.stat()
        data = path.read_bytes() if about.st_size <= limits.most_bytes else None
    except OSError as error:
        raise DataError([Problem(message("data.error.missing_file", "vi"), str(path))]) from error
    if data is None:
        raise DataError([Problem(message("fetch.reason.too_large", "vi", most=20), str(path))])
    return Answer(path.name, data, dt.datetime.fromtimestamp(about.st_mtime, dt.UTC))


def selection(variables: bytes, layout: TableLayout) -> dict[str, Any]:
    """Query for everything a layout reads: all years and areas, one category of the rest.

    Raises
    ------
    DataError
        If the server's list of variables is none.
    """
    chosen = {fold(name): fold(label) for name, label in layout.select.items()}
    try:
        listed = cast(
            "list[dict[str, Any]]", json.loads(variables.decode("utf-8-sig"))["variables"]
        )
        query = [_choice(v, chosen.get(fold(str(v["text"])), "")) for v in listed]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = message("fetch.error.no_variables", "vi")
        raise DataError([Problem(what, layout.name)]) from error
    return {"query": query, "response": {"format": FORMAT}}


def _choice(variable: dict[str, Any], label: str) -> dict[str, Any]:
    values = zip(variable["values"], variable["valueTexts"], strict=True)
    wanted = [value for value, text in values if label and fold(str(text)) == label]
    selected = (
        {"filter": "item", "values": wanted} if wanted else {"filter": "all", "values": ["*"]}
    )
    return {"code": variable["code"], "selection": selected}


def _sentence(error: FetchError, layout: TableLayout, limits: Limits) -> str:
    reason = message(
        f"fetch.reason.{error.reason}",
        "vi",
        seconds=round(limits.read_seconds),
        most=limits.most_bytes // 1_000_000,
        **error.values,
    )
    host, page = urlsplit(layout.address).netloc, page_of(layout.address)
    return message(
        "fetch.error.unreachable", "vi", table=layout.name, host=host, reason=reason, page=page
    )
