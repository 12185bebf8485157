"""Values of the command line: lists, folders that may be at a URL, and what they come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from analysis.locale import LANGUAGES
from analysis.remote import is_url, pulled
from analysis.run.model import Request
from analysis.run.schema import read_assignments

TODAY = "today"
"""Stands for the day of the call where a day is asked for; reports and manifests name the day."""


class CommaSeparated(click.ParamType[tuple[str, ...]]):
    """Several values in one word: ``467,464``."""

    name = "a,b"

    def convert(self, value: Any, *_: object) -> tuple[str, ...]:
        """Values without blanks around them and without repeats."""
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


class FolderOrUrl(click.Path):
    """A folder that is there, or one at a URL, of which a copy is fetched."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, exists=True, file_okay=False)

    def convert(self, value: Any, *where: Any) -> Any:
        """Path of the folder or of its copy."""
        return pulled(value) if is_url(str(value)) else super().convert(value, *where)


def request_of(
    *,
    dataset: str,
    notebooks: tuple[str, ...],
    units: tuple[str, ...],
    as_of: str,
    languages: tuple[str, ...],
    methods: tuple[str, ...],
    data_directory: str,
    level: str,
    period: str,
    assignments: tuple[str, ...],
    **numbers: str | None,
) -> Request:
    """What an operator asks for, from the options of `workbook run`."""
    given = {name: text for name, text in numbers.items() if text is not None}
    return Request(
        notebooks=notebooks,
        units=units,
        languages=languages or LANGUAGES[:1],
        methods=methods,
        dataset=dataset,
        as_of=dt.date.today().isoformat() if as_of == TODAY else as_of,
        data_directory=data_directory,
        level=level,
        period=period,
        given={**read_assignments(assignments, LANGUAGES[0]), **given},
    )


def with_local_data(request: Request) -> Request:
    """Request whose data lie on this machine: those at a URL are fetched first."""
    place = request.data_directory
    return replace(request, data_directory=str(pulled(place))) if is_url(place) else request
