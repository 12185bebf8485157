"""From a name and a day to a data set."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from analysis.data.as_of import day_of_knowledge
from analysis.data.asked import Source, open_trace
from analysis.data.base import LABOUR_FORCE
from analysis.data.dataset import Dataset
from analysis.data.description import (
    DESCRIPTOR,
    Description,
    description_problems,
    read_description,
    reporting_units,
)
from analysis.data.explanations import explanations_of, read_explanations
from analysis.data.files import DataDirectory, open_directory, reading
from analysis.data.model import Observation
from analysis.data.period import check_begun, period_of
from analysis.data.problems import problem_in_file
from analysis.data.received import known_by, read_received
from analysis.data.register import Register, read_contents, read_register
from analysis.errors import DataError


def load_dataset(
    name: str = "published",
    *,
    as_of: str | dt.date | None = None,
    directory: str | Path | None = None,
    level: str = "",
    with_plan: bool = False,
    period: str = "",
) -> Dataset:
    """Read a data set as it was known on a day.

    Parameters
    ----------
    name : str
        ``"published"`` (Quảng Trị and its ten former districts) or ``"provinces"`` (63 provinces).
    as_of : str or date, optional
        Day (``yyyy-mm-dd``) whose knowledge counts. By default the day on which the newest figure
        or explanation of a unit became known, so that the result does not depend on today's date.
    directory : str or Path, optional
        Data directory, by default the repository's own.
    level : str, optional
        Units that the reports are about: ``"district"`` (the former districts), ``"unit2025"`` (the
        units since 1 July 2025) or ``"province"``; by default the data set's own.
    with_plan : bool, optional
        For pages that follow the plan: the default day is that of its newest evidence or of the
        newest form received where these came later than the figures.
    period : str, optional
        Period reported on (``2024``, ``2024-H1``, ``2024-Q3``, ``2024-M09``): figures of years
        that end after it are left out. By default all that is known.

    Returns
    -------
    Dataset
        Every figure in it was known on that day.

    Raises
    ------
    DataError
        If files are missing or wrong: all problems at once.
    ParameterError
        If there is no such data set or level, or `as_of` or `period` cannot be used.
    """
    files = open_directory(directory)
    source = Source(name, str(as_of or ""), level, period, with_plan, directory=str(files.root))
    with reading():
        return _read(files, source, as_of)


def _read(files: DataDirectory, source: Source, as_of: str | dt.date | None) -> Dataset:
    """Read the tables of a data set and note where its answers come from."""
    descriptor = files.read(DESCRIPTOR)
    description = read_description(descriptor, source.name)
    tables, figures = read_contents(files, description)
    received = read_received(files) if description.takes_received else ()
    words = read_explanations(files, description.explanations) if description.explanations else ()
    register = read_register(tables, figures, received)
    wrong = description_problems(descriptor, description, register.units, register.indicators)
    if wrong or not _known(description, register):
        raise DataError(wrong or [problem_in_file(descriptor, "data.error.no_figures")])
    explanations = explanations_of(words, register.units, register.indicators)
    later = [e.reviewed_on for e in explanations]
    later += [register.newest_of_plan()] if source.with_plan else []
    day = _day(as_of, description, register, later)
    contents = (descriptor, *tables, *figures, *known_by(received, day), *words)
    inputs = {content.path: content.sha256 for content in contents}
    span, reported = period_of(source.period), description.at(source.level)
    check_begun(span, day)
    trace = open_trace(source, inputs)
    # What a data set is, every page asks; its day may follow from the figures.
    trace.note(("described", (), ()), (reported, day, span))
    return Dataset(
        description=reported,
        register=register,
        as_of=day,
        inputs=inputs,
        explained=explanations,
        period=span,
        trace=trace,
    )


def _known(description: Description, register: Register) -> list[Observation]:
    """Figures of the data set's own indicators for its reporting units, whenever known.

    Those of other levels count too, so that reports of all levels are of the same day.
    """
    units = set(reporting_units(description, register.units, register.territories))
    for level in description.levels:
        units.update(reporting_units(description.at(level), register.units, register.territories))
    units -= {description.total}
    return [o for o in _of_families(description, register) if o.unit in units]


def _of_families(description: Description, register: Register) -> list[Observation]:
    codes = {code for family in description.families.values() for code in family}
    return [o for o in register.observations if o.indicator in codes]


def _received_bases(description: Description, register: Register) -> list[Observation]:
    """Labour force of the total, on which its percentages are counted, where tables are taken in.

    A table fetched today is news of today, although no rate is in it.
    """
    wanted = (LABOUR_FORCE, description.total)
    found = (o for o in register.observations if (o.indicator, o.unit) == wanted)
    return list(found) if description.takes_received else []


def _day(
    as_of: str | dt.date | None,
    description: Description,
    register: Register,
    later: list[dt.date],
) -> dt.date:
    known = _known(description, register)
    of_total = [o for o in _of_families(description, register) if o.unit == description.total]
    bases = _received_bases(description, register)
    return day_of_knowledge(
        as_of,
        first=min(o.known_on for o in (*known, *of_total)),
        newest=max([*(o.withdrawn_on or o.known_on for o in (*known, *bases)), *later]),
        today=dt.date.today(),
    )
