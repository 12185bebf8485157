"""From a name and a day to a data set."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from analysis.data.as_of import day_of_knowledge
from analysis.data.dataset import Dataset
from analysis.data.files import open_directory
from analysis.data.register import (
    DESCRIPTOR,
    Description,
    Register,
    read_contents,
    read_description,
    read_register,
    reporting_units,
)


def load_dataset(
    name: str = "published",
    *,
    as_of: str | dt.date | None = None,
    directory: str | Path | None = None,
) -> Dataset:
    """Read a data set as it was known on a day.

    Parameters
    ----------
    name : str
        ``"published"`` (Quảng Trị and its ten former districts) or ``"provinces"`` (63 provinces).
    as_of : str or date, optional
        Day (``yyyy-mm-dd``) whose knowledge counts. By default the day on which the newest figure
        of a reporting unit became known, so that the result does not depend on today's date.
    directory : str or Path, optional
        Data directory, by default the repository's own.

    Returns
    -------
    Dataset
        Every figure in it was known on that day.

    Raises
    ------
    DataError
        If files are missing or wrong: all problems at once.
    ParameterError
        If there is no such data set, or `as_of` is no usable day.
    """
    files = open_directory(directory)
    descriptor = files.read(DESCRIPTOR)
    description = read_description(descriptor, name)
    tables, figures = read_contents(files, description)
    register = read_register(tables, figures)
    inputs = {content.path: content.sha256 for content in (descriptor, *tables, *figures)}
    return Dataset(description, register, _day(as_of, description, register), inputs)


def _day(as_of: str | dt.date | None, description: Description, register: Register) -> dt.date:
    codes = {code for family in description.families.values() for code in family}
    units = set(reporting_units(description, register))
    known = [o for o in register.observations if o.indicator in codes]
    newest = max(o.known_on for o in known if o.unit in units)
    first = min(o.known_on for o in known if o.unit in {*units, description.total})
    return day_of_knowledge(as_of, first=first, newest=newest, today=dt.date.today())
