"""Notebooks that the workbook can run, and what each asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, Problem
from analysis.locale import message
from analysis.run.parameters import Parameter, read_parameters

METADATA = "quang_tri_2030"
"""Key of the notebook's metadata that says how often it runs and what it follows."""


class Scope(StrEnum):
    """How often a notebook runs: for each reporting unit, for their total, or once a data set."""

    UNIT = "unit"
    TOTAL = "total"
    DATASET = "dataset"


@dataclass(frozen=True)
class Notebook:
    """A notebook as it stands on disk.

    Parameters
    ----------
    name : str
        File name without its ending.
    path : Path
        Absolute path.
    scope : Scope
        How often it runs.
    parameters : tuple of Parameter
        What its ``parameters`` cell declares.
    sha256 : str
        Hash of the file's bytes.
    follows_plan : bool
        Whether its newest day is that of the plan's evidence and not of the figures alone.
    """

    name: str
    path: Path
    scope: Scope
    parameters: tuple[Parameter, ...]
    sha256: str
    follows_plan: bool = False

    def parameter(self, name: str) -> Parameter | None:
        """Parameter of a name, or ``None`` where the notebook has none."""
        return next((p for p in self.parameters if p.name == name), None)


def read_notebook(path: Path) -> Notebook:
    """Read what a notebook asks for, without the notebook libraries, which load slowly."""
    content = path.read_bytes()
    document = json.loads(content)
    about = document["metadata"].get(METADATA, {})
    return Notebook(
        name=path.stem,
        path=path.resolve(),
        scope=Scope(about.get("scope", Scope.DATASET)),
        parameters=read_parameters(_parameters_source(document)),
        sha256=hashlib.sha256(content).hexdigest(),
        follows_plan=about.get("follows") == "plan",
    )


def list_notebooks(directory: Path) -> tuple[str, ...]:
    """Names of the notebooks in a folder."""
    return tuple(sorted(path.stem for path in directory.glob("*.ipynb")))


def read_notebooks(directory: Path, names: Sequence[str], language: str) -> tuple[Notebook, ...]:
    """Read the named notebooks of a folder.

    Raises
    ------
    ParameterError
        Naming every notebook that is not there, with the nearest name.
    """
    known = list_notebooks(directory)
    problems = [_unknown(name, known, directory, language) for name in names if name not in known]
    if problems:
        raise ParameterError(problems)
    return tuple(read_notebook(directory / f"{name}.ipynb") for name in names)


def _unknown(name: str, known: Sequence[str], directory: Path, language: str) -> Problem:
    nearest = get_close_matches(name, known, n=1, cutoff=0.0)
    key = "run.notebook.unknown" if nearest else "run.notebook.none"
    values = {"name": name, "nearest": "".join(nearest), "directory": directory}
    return Problem(message(key, language, **values), "notebooks")


def _parameters_source(document: Mapping[str, Any]) -> str:
    for cell in document["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            return "".join(cell["source"])
    return ""
