"""Which reports a run makes: notebooks by units by languages by methods, all checked beforehand."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

from analysis.data import Dataset, Level, load_dataset
from analysis.data.files import open_directory
from analysis.data.model import Unit
from analysis.errors import ParameterError, Problem
from analysis.locale import LANGUAGES, message
from analysis.projection import METHODS
from analysis.run.model import ALL, PLACE, Plan, Report, Request
from analysis.run.notebook import Notebook, Scope, read_notebooks
from analysis.run.schema import Schema, unknown_names

T = TypeVar("T")

LEVELS = tuple(map(str, (Level.DISTRICT, Level.UNIT_2025, Level.PROVINCE)))
"""Levels of reporting; which of them a data set has, it says itself."""

CHOICES: Mapping[str, Sequence[str]] = {
    "language": LANGUAGES,
    "level": ("", *LEVELS),
    "method": tuple(METHODS),
}
"""Parameters with a closed list of values; those of units and data sets are checked as read."""


def make_plan(request: Request, notebook_directory: Path) -> Plan:
    """Plan a run.

    Raises
    ------
    ParameterError
        Naming everything that is wrong with the request.
    DataError
        If the data set cannot be read.
    """
    problems: list[Problem] = []
    notebooks = (
        _collect(problems, read_notebooks, notebook_directory, request.notebooks, request.language)
        or ()
    )
    problems += _request_problems(request, notebooks)
    dataset = _collect(problems, _load, request)
    units = _units(request, dataset, problems) if dataset else ()
    if problems or dataset is None:
        raise ParameterError(tuple(dict.fromkeys(problems)))
    reports = tuple(_reports(request, notebooks, dataset, units))
    if not reports:
        raise ParameterError([Problem(message("run.plan.empty", request.language), "units")])
    return Plan(
        dataset=request.dataset,
        title=_title(dataset, request.language),
        as_of=dataset.as_of.isoformat(),
        language=request.language,
        data_directory=open_directory(request.data_directory or None).root,
        reports=reports,
        file_prefix=dataset.file_prefix,
        level=str(dataset.level),
        place=dataset.folder,
        inputs=dict(dataset.inputs),
    )


def _title(dataset: Dataset, language: str) -> str:
    """Name of the data set, with the period that the reports look back on."""
    title = dataset.title(language)
    if dataset.period is None:
        return title
    period = dataset.period.words(language)
    return message("run.plan.title_of_period", language, title=title, period=period)


def _collect(problems: list[Problem], function: Callable[..., T], *arguments: object) -> T | None:
    """Take a step; if it fails, add its problems to the others."""
    try:
        return function(*arguments)
    except ParameterError as error:
        problems.extend(error.problems)
        return None


def _load(request: Request) -> Dataset:
    return load_dataset(
        request.dataset,
        as_of=request.as_of or None,
        directory=request.data_directory or None,
        level=request.level or request.given.get("level", ""),
        period=_period(request),
    )


def _period(request: Request) -> str:
    return request.period or request.given.get("period", "")


def _request_problems(request: Request, notebooks: Sequence[Notebook]) -> Iterator[Problem]:
    given = dict(request.given)
    for values in _scenarios(request):
        given |= values
        for notebook in notebooks:
            yield from Schema(notebook, CHOICES).check(given, request.language)
    if notebooks:
        yield from unknown_names(given, notebooks, request.language)
    for notebook in notebooks:
        if _period(request) and notebook.parameter("period") is None:
            key = "run.plan.no_period"
            yield Problem(message(key, request.language, notebook=notebook.name), "period")


def _scenarios(request: Request) -> Iterator[dict[str, str]]:
    """Languages by methods: the part of the grid that does not depend on the data."""
    for language, method in product(request.languages, request.methods or ("",)):
        yield {"language": language} | ({"method": method} if method else {})


def _units(request: Request, dataset: Dataset, problems: list[Problem]) -> tuple[Unit, ...]:
    """Units of the grid; ``all`` also stands for what they add up to."""
    codes = list(request.units)
    if ALL in codes:
        codes = [*dataset.reporting_units, *([dataset.total] if dataset.total else [])]
    found = (_collect(problems, dataset.unit, code) for code in dict.fromkeys(codes))
    return tuple(unit for unit in found if unit)


def _reports(
    request: Request, notebooks: Sequence[Notebook], dataset: Dataset, units: Sequence[Unit]
) -> Iterator[Report]:
    has_formal = any(notebook.scope is Scope.TOTAL for notebook in notebooks)
    for notebook, scenario in product(notebooks, _scenarios(request)):
        for unit in _units_of(notebook, dataset, units, has_formal=has_formal):
            given = {**request.given, **scenario, **_place(request, dataset, notebook, unit)}
            language = scenario["language"]
            method = scenario.get("method", "") if len(request.methods) > 1 else ""
            slug = dataset.file_prefix + _slug(notebook.name, unit, language, method)
            code, name = (unit.code, _name(unit, language)) if unit else (None, None)
            yield Report(slug, notebook, code, name, language, Schema(notebook).values(given))


def _name(unit: Unit, language: str) -> str:
    """Name in the index; official for units of 2025, which bear names of former districts."""
    is_official = unit.level is Level.UNIT_2025 and language == "vi"
    return unit.full_name_vi if is_official else unit.name(language)


def _units_of(
    notebook: Notebook, dataset: Dataset, units: Sequence[Unit], *, has_formal: bool
) -> Sequence[Unit | None]:
    """Units of a notebook; the whole has its formal report, or a page of its own without one."""
    if notebook.scope is Scope.DATASET:
        return (None,)
    is_total = notebook.scope is Scope.TOTAL
    if not is_total and not has_formal:
        return units
    return [unit for unit in units if (unit.code == dataset.total) is is_total]


def _place(
    request: Request, dataset: Dataset, notebook: Notebook, unit: Unit | None
) -> dict[str, str]:
    """Parameters that the data set decides, so that no notebook has to guess them again."""
    return {
        "dataset": request.dataset,
        "as_of": _day(request, dataset, notebook).isoformat(),
        "level": str(dataset.level),
        "period": _period(request),
        "horizon": request.given.get("horizon", str(dataset.horizon)),
        PLACE: str(Path(request.data_directory).resolve()) if request.data_directory else "",
    } | ({"unit": unit.code} if unit else {})


def _day(request: Request, dataset: Dataset, notebook: Notebook) -> dt.date:
    """Day asked for; where none is, pages on the plan look at it with its newest evidence."""
    if request.as_of or not notebook.follows_plan:
        return dataset.as_of
    return max(dataset.as_of, dataset.register.newest_of_plan())


def _slug(notebook: str, unit: Unit | None, language: str, method: str) -> str:
    unit_parts = [unit.code, ascii_name(unit.name_vi)] if unit else []
    return "_".join(part for part in (notebook, *unit_parts, method, language) if part)


def ascii_name(name: str) -> str:
    """Name in lower-case ASCII letters, for files that travel on any disk.

    Examples
    --------
    >>> ascii_name("Đakrông")
    'dakrong'
    """
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
