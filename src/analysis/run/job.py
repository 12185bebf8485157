"""One report as a job: what its child needs, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.run.isolation import Limits, Usage

PUBLISHED = ("html", "pdf", "docx")
"""Endings of the files of a report that an edition holds."""
KEPT = (*PUBLISHED, "ipynb")
"""Endings of the files of a finished report."""


@dataclass(frozen=True)
class Job:
    """What a child needs to build one report, wherever it runs.

    Parameters
    ----------
    slug : str
        Name of the report's files, without ending.
    notebook_name, notebook_source : str
        Name of the notebook and the text of its file.
    parameters : mapping of str to object
        Values to inject.
    watched : tuple of str
        Folders; which of their files are opened is noted.
    scratch : str or None
        Folder for the private working folder; the system's own where ``None``.
    limits : Limits
        Time and memory.
    source_date : str
        Seconds since 1970 that the files are dated with; blank for the day of the data.
    """

    slug: str
    notebook_name: str
    notebook_source: str
    parameters: Mapping[str, object]
    watched: tuple[str, ...] = ()
    scratch: str | None = None
    limits: Limits = field(default_factory=Limits)
    source_date: str = ""


Asked = Sequence[tuple[Mapping[str, str], Mapping[str, str]]]
"""Data sets, as `analysis.data.asked.Source` names them, with fingerprints by question."""


@dataclass(frozen=True)
class Failure:
    """Why a report could not be built.

    Parameters
    ----------
    kind : str
        ``cell``, ``input``, ``timeout``, ``memory``, ``killed``, ``incomplete`` or ``export``.
    detail : str
        What the notebook or the system said.
    cell : int
        Number of the cell, from 1; 0 where it was none of them.
    """

    kind: str
    detail: str = ""
    cell: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of a job.

    Parameters
    ----------
    artefacts : mapping of str to bytes
        Content by file ending: ``html``, ``pdf``, ``docx``, ``ipynb``; what there is, if it failed.
    summary : mapping
        What the notebook told the index: its verdicts, numbers and headline.
    opened : tuple of str
        Watched files that were opened while the report was made, other than by a data set.
    usage : Usage
        Time and memory.
    log : str
        Everything the cells and the libraries printed.
    failure : Failure or None
        ``None`` where the report is complete.
    asked : sequence of (Source, mapping)
        What data sets were asked, with fingerprints of the answers.
    files : mapping of str to str
        Hashes of the files behind these answers, by path inside the data directory.
    """

    artefacts: Mapping[str, bytes] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    usage: Usage = field(default_factory=lambda: Usage(0.0, 0))
    log: str = ""
    failure: Failure | None = None
    asked: Asked = ()
    files: Mapping[str, str] = field(default_factory=dict)
