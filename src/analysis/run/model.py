"""The values of a run: what an operator asks for, and the reports it comes to.

They import no library of tables, so that a run that changes nothing needs none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.locale import LANGUAGES
from analysis.run.notebook import Notebook

ALL = "all"
"""Word for every reporting unit of the data set."""

PLACE = "data_directory"
"""The one parameter that says where data lie and not what a report says."""


@dataclass(frozen=True)
class Request:
    """What an operator asks for.

    Parameters
    ----------
    notebooks, units, languages, methods : sequence of str
        The grid; ``("all",)`` stands for every reporting unit.
    dataset : str
        Name of the data set.
    as_of : str
        Day of knowledge, ``YYYY-MM-DD``; empty for the data set's own.
    data_directory : str
        Where the data lie; empty for the repository's own.
    level : str
        Level of the units reported on; empty for the data set's own.
    period : str
        Period reported on, such as ``2024-H1``; empty for all that is known.
    given : mapping of str to str
        Any other parameter, as text.
    """

    notebooks: Sequence[str]
    units: Sequence[str] = (ALL,)
    languages: Sequence[str] = LANGUAGES[:1]
    methods: Sequence[str] = ()
    dataset: str = "published"
    as_of: str = ""
    data_directory: str = ""
    level: str = ""
    period: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Language in which the operator is spoken to."""
        return self.languages[0] if self.languages[0] in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True)
class Report:
    """One planned report.

    Parameters
    ----------
    slug : str
        Name of its files, without ending; ASCII, and never two of the same in a plan.
    notebook : Notebook
        What is run.
    unit, unit_name : str or None
        Code and name of what it is about; ``None`` for a notebook that runs once a data set.
    language : str
        Language of its words.
    parameters : mapping of str to object
        Every value that is injected.
    """

    slug: str
    notebook: Notebook
    unit: str | None
    unit_name: str | None
    language: str
    parameters: Mapping[str, object]

    @property
    def content_parameters(self) -> dict[str, object]:
        """The parameters that decide what the report says."""
        return {name: value for name, value in self.parameters.items() if name != PLACE}


@dataclass(frozen=True)
class Plan:
    """Everything a run makes, of one data set as known on one day.

    `inputs` are the files of the data set with their hashes, whether a report asks for what is in
    them or not.
    """

    dataset: str
    title: str
    as_of: str
    language: str
    data_directory: Path
    reports: tuple[Report, ...]
    file_prefix: str = ""
    level: str = ""
    place: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_demo(self) -> bool:
        """Whether the figures are invented."""
        return bool(self.file_prefix)

    @property
    def folder(self) -> str:
        """Name of the folder of its editions: each level of reporting has its own."""
        return self.place or self.dataset
