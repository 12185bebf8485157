import json
from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.run.notebook import Notebook, Scope, list_notebooks, read_notebook, read_notebooks


def test_reads_scope_parameters_and_hash(notebook: Notebook) -> None:
    assert (notebook.name, notebook.scope) == ("briefing", Scope.UNIT)
    assert [p.name for p in notebook.parameters] == ["unit", "seed", "token"]
    assert len(notebook.sha256) == 64


def test_notebook_that_says_nothing_runs_once_and_has_no_parameters(tmp_path: Path) -> None:
    path = tmp_path / "plain.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    plain = read_notebook(path)
    assert (plain.scope, plain.parameters) == (Scope.DATASET, ())


def test_unknown_notebook_is_a_problem_with_the_nearest_name(notebook: Notebook) -> None:
    with pytest.raises(ParameterError, match="Gần nhất: briefing"):
        read_notebooks(notebook.path.parent, ["breifing"], "vi")


def test_empty_folder_says_so(tmp_path: Path) -> None:
    assert list_notebooks(tmp_path) == ()
    with pytest.raises(ParameterError, match="không chứa sổ tay nào"):
        read_notebooks(tmp_path, ["briefing"], "vi")
