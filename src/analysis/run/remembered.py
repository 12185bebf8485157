"""Plans of earlier runs: one whose ingredients are unchanged is read instead of made again.

Making a plan reads and checks every table, which takes a hundred times as long as to find that
all reports stand. A plan follows from the request, the notebooks, the data and the code alone, so
it is kept with the hashes of these, below ``.cache/plans/``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.run.disk import Workspace
from analysis.run.fingerprint import PACKAGE, DataFiles, current_code, digest, hash_files
from analysis.run.model import Plan, Report, Request
from analysis.run.notebook import read_notebooks


class PlanMemory:
    """The plan of one request, as it was last made.

    Parameters
    ----------
    request : Request
        What an operator asks for.
    notebook_directory : Path
        Where the notebooks lie.
    cache : Path
        Folder of what runs keep.
    """

    def __init__(self, request: Request, notebook_directory: Path, cache: Path) -> None:
        self._request = request
        self._notebook_directory = notebook_directory
        asked = [asdict(request), str(notebook_directory.resolve()), str(PACKAGE)]
        self._made_of: dict[str, Any] = {}
        self._path = cache / "plans" / f"{digest(asked)[:32]}.json"

    def plan(self) -> Plan:
        """Plan of the request, remembered or made.

        Raises
        ------
        ParameterError
            Naming everything that is wrong with the request.
        DataError
            If the data set cannot be read.
        """
        return self._recalled() or self._made()

    def keep(self, plan: Plan, workspace: Workspace) -> None:
        """Remember a plan with the hashes of what it was made from."""
        values = {
            **asdict(plan),
            "data_directory": str(plan.data_directory),
            "reports": [{**asdict(r), "notebook": r.notebook.name} for r in plan.reports],
        }
        content = {"made_of": self._made_of, "plan": values}
        text = json.dumps(content, ensure_ascii=False).encode()
        if not self._path.is_file() or self._path.read_bytes() != text:
            workspace.replace_file(self._path, text)

    def _recalled(self) -> Plan | None:
        try:
            content = json.loads(self._path.read_bytes())
            directory = Path(content["plan"]["data_directory"])
            self._made_of = self._ingredients(directory)
            if content["made_of"] == self._made_of:
                return self._read(content["plan"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # What cannot be read is made again, and then says what is wrong.
        return None

    def _made(self) -> Plan:
        # Only now: these read tables, and their libraries load slowly.
        from analysis.data.files import DEFAULT_DIRECTORY
        from analysis.run.plan import make_plan

        place = self._request.data_directory or DEFAULT_DIRECTORY
        # Taken first: a file that changes meanwhile must not count as one that was read.
        self._made_of = self._ingredients(Path(place).expanduser().resolve())
        return make_plan(self._request, self._notebook_directory)

    def _ingredients(self, directory: Path) -> dict[str, Any]:
        folder = self._notebook_directory
        return {
            "code": digest(asdict(current_code())),
            "notebooks": hash_files(sorted(folder.glob("*.ipynb")), folder),
            "data": DataFiles(directory).all(),
        }

    def _read(self, values: Mapping[str, Any]) -> Plan:
        asked = self._request
        found = read_notebooks(self._notebook_directory, asked.notebooks, asked.language)
        notebooks = {notebook.name: notebook for notebook in found}
        reports = (Report(**{**r, "notebook": notebooks[r["notebook"]]}) for r in values["reports"])
        place = Path(values["data_directory"])
        return Plan(**{**values, "data_directory": place, "reports": tuple(reports)})
