"""The package, the lock and the conda environment ask for the same things."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA_NAMES = {"typst": "typst-py"}
"""Distributions that conda-forge ships under another name."""

NOT_IMPORTED = {"ipykernel", "jupyterlab", "nbclient", "s3fs", "statsmodels"}
"""What runs the notebooks, what an analyst has at hand in them, and what fsspec calls;
docs/decisions.md says why."""

RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
TEST = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["test"]]
CLUSTER = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["cluster"]]
JUPYTER = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["jupyter"]]
STORAGE = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["storage"]]
BUILD = [Requirement(line) for line in PROJECT["dependency-groups"]["build"]]

each_lock = pytest.mark.parametrize("name", ["requirements.lock", "benchmarks/requirements.lock"])


def pins(name: str) -> list[Version]:
    """Versions the lock pins of a distribution: one, or one for each range of Python versions."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", LOCK, flags=re.MULTILINE)
    return [Version(version) for pinned, version in lines if canonicalize_name(pinned) == name]


def imported_distributions() -> set[str]:
    """Distributions whose packages the source imports by name, the standard library apart."""
    modules = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules |= {name.partition(".")[0] for name in names}
    known = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"analysis"}
    return {canonicalize_name(known[module][0]) for module in foreign}


def test_the_package_asks_for_what_it_imports_and_no_more() -> None:
    assert imported_distributions() | NOT_IMPORTED == {
        canonicalize_name(each.name) for each in RUNTIME + CLUSTER + JUPYTER + STORAGE
    }


def test_conda_environment_has_the_floors_of_the_package() -> None:
    packages = {line for line in CONDA["dependencies"] if isinstance(line, str)}
    expected = {
        CONDA_NAMES.get(need.name, need.name) + str(need.specifier)
        for need in RUNTIME + CLUSTER + JUPYTER + STORAGE + TEST
    }

    assert packages == expected | {"pip", "python" + PROJECT["project"]["requires-python"]}


def test_conda_environment_takes_conda_forge_alone_and_ends_with_the_package() -> None:
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert CONDA["dependencies"][-1] == {"pip": ["--editable ."]}


@pytest.mark.parametrize("need", RUNTIME + CLUSTER + JUPYTER + STORAGE + TEST + BUILD, ids=str)
def test_lock_pins_what_the_package_asks_for(need: Requirement) -> None:
    versions = pins(canonicalize_name(need.name))

    assert versions, f"{need.name} is not in requirements.lock: run `make lock`"
    assert all(need.specifier.contains(version) for version in versions)


@each_lock
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())

    assert len(blocks) > len(RUNTIME)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@each_lock
def test_lock_names_no_index_and_no_machine(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")

    assert re.findall(r"https?:|file:|--index|--extra|--find-links|@", lock) == []


def test_build_backend_is_locked_with_the_rest() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]
