"""Which figures of the register a table of the statistics office holds: a small file a table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.data.files import DataDirectory
from analysis.errors import DataError, ParameterError, Problem
from analysis.intake.words import fold
from analysis.locale import message

FOLDER = "reference/statistics"
AREAS = "areas_"
"""How the names of lists of areas begin; the other files are tables."""


@dataclass(frozen=True)
class TableLayout:
    """One table: where it is, what it measures, and which of its categories are meant.

    Parameters
    ----------
    name : str
        Name of the file, by which the command asks for it.
    address : str
        Address of the table in version 1 of PX-Web.
    indicator, standard : str
        What the figures are in the register.
    factor : float
        What one unit of the table is in units of the indicator: 1000 where thousands are printed.
    decimals : int
        Decimals the office vouches for; figures that agree so far are the same.
    year_dimension : str
        Dimension of the years.
    area_dimension : str
        Dimension of the areas; empty where all figures are of the one unit of `areas`.
    areas : mapping of str to str
        Code of the unit by the folded label; no code where the area is kept in no register.
    select : mapping of str to str
        The one category that is meant of every other dimension, by label.
    """

    name: str
    address: str
    title: str
    indicator: str
    standard: str
    factor: float
    decimals: int
    year_dimension: str
    area_dimension: str
    areas: Mapping[str, str]
    select: Mapping[str, str]
    last_year: int


def table_names(directory: DataDirectory) -> tuple[str, ...]:
    """Names of the tables there are."""
    paths = sorted((directory.root / FOLDER).glob("*.toml"))
    return tuple(path.stem for path in paths if not path.name.startswith(AREAS))


def read_layout(directory: DataDirectory, name: str) -> TableLayout:
    """Read the description of a table.

    Raises
    ------
    ParameterError
        If there is no such table.
    DataError
        If its file or its list of areas is no valid description.
    """
    known = table_names(directory)
    if name not in known:
        what = message("fetch.error.unknown_table", "vi", value=name, known=", ".join(known))
        raise ParameterError([Problem(what)])
    entry = _read(directory, f"{FOLDER}/{name}.toml")
    try:
        return _layout(directory, name, entry)
    except (KeyError, TypeError, ValueError) as error:
        what = message("fetch.error.layout", "vi", value=str(error))
        raise DataError([Problem(what, f"{FOLDER}/{name}.toml")]) from error


def _read(directory: DataDirectory, path: str) -> dict[str, Any]:
    content = directory.read(path)
    try:
        return tomllib.loads(content.data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError([Problem(message("data.error.not_toml", "vi"), content.name)]) from error


def _layout(directory: DataDirectory, name: str, entry: dict[str, Any]) -> TableLayout:
    areas = {"": str(entry["unit"])} if "unit" in entry else {}
    if "areas" in entry:
        listed = _read(directory, f"{FOLDER}/{AREAS}{entry['areas']}.toml")
        areas = {fold(label): str(code) for label, code in listed["areas"].items()}
    return TableLayout(
        name=name,
        **{key: str(entry[key]) for key in ("address", "title", "indicator", "standard")},
        factor=float(entry.get("factor", 1)),
        decimals=int(entry["decimals"]),
        year_dimension=str(entry["year_dimension"]),
        area_dimension=str(entry["area_dimension"]) if "areas" in entry else "",
        areas=areas,
        select={str(k): str(v) for k, v in entry.get("select", {}).items()},
        last_year=int(entry.get("last_year", 9999)),
    )
