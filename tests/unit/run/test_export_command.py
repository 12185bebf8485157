"""The register as other programs get it."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.data import Vintage, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import ParameterError
from analysis.run.export_command import export
from analysis.run.register_export import STRUCTURE_ID, exported_figures, sdmx_code


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "new"
    arguments = ["--as-of", "2025-08-22", "--output", str(path)]
    result = CliRunner().invoke(export, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return path


def test_tidy_table_holds_every_vintage_and_its_source(folder: Path) -> None:
    found = [
        row
        for row in rows(folder / "register.csv")
        if (row["indicator"], row["unit"], row["year"]) == ("poor_household_rate", "464", "2023")
    ]

    assert [(row["vintage"], row["value"]) for row in found] == [
        ("preliminary", "2.17"),
        ("decision", "1.99"),
        ("recheck", "1.91"),
    ]
    assert all(row["source_title"] and row["unit_name"] == "Huyện Vĩnh Linh" for row in found)


def test_sdmx_keys_are_unique_and_its_codes_are_codes(folder: Path) -> None:
    found = rows(folder / "register_sdmx.csv")
    key = ("FREQ", "REF_AREA", "INDICATOR", "STANDARD", "VINTAGE", "TIME_PERIOD")

    assert list(found[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert len({tuple(row[name] for name in key) for row in found}) == len(found) > 300
    assert {row["OBS_STATUS"] for row in found} <= set("APEUFQ")
    assert not [row for row in found if set(row["STANDARD"]) & set(" /()")]
    assert all(row["OBS_VALUE"] or row["OBS_STATUS"] == "Q" for row in found)


def test_description_knows_every_byte_and_column(folder: Path) -> None:
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))

    for resource in described["resources"]:
        data = (folder / resource["path"]).read_bytes()
        header = data.decode().partition("\n")[0].split(",")
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_folder_that_is_there_is_left_alone(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(ParameterError):
        CliRunner().invoke(export, ["--output", str(folder)], catch_exceptions=False)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["new"]


def test_invented_figures_are_named_so(tmp_path: Path) -> None:
    arguments = ["--dataset", "demo", "--output", str(tmp_path / "new")]
    CliRunner().invoke(export, arguments, catch_exceptions=False)

    names = [path.name for path in (tmp_path / "new").iterdir()]
    assert names
    assert all(name.startswith("demo_") for name in names)


VALIDATE = """
import json, sys
from frictionless import validate
reports = [validate(path, type="package") for path in sys.argv[1:]]
print(json.dumps([(r.valid, len(r.tasks), r.flatten(["note"])) for r in reports]))
"""


def test_frictionless_calls_the_packages_valid(folder: Path) -> None:
    packages = [str(path / "datapackage.json") for path in (folder, DEFAULT_DIRECTORY)]
    command = [sys.executable, "-c", VALIDATE, *packages]
    found = subprocess.run(command, capture_output=True, check=True)

    (exported, tables, wrong), (data, files, wrong_data) = json.loads(found.stdout)
    assert (exported, tables, wrong) == (True, 2, [])
    assert (data, wrong_data) == (True, [])
    assert files > 40


def test_sdmx_table_gives_back_every_figure_as_it_was(folder: Path) -> None:
    figures = load_dataset(as_of="2025-08-22")
    read = rows(folder / "register_sdmx.csv")
    back = {observation_key(row): row for row in read}
    known = [o for o in exported_figures(figures) if not figures.is_withheld(o)]

    assert {(r["STRUCTURE"], r["STRUCTURE_ID"], r["ACTION"]) for r in read} == {
        ("dataflow", STRUCTURE_ID, "I")
    }
    assert len(known) > 300
    for figure in known:
        row = back.pop((figure.indicator, figure.unit, str(figure.year), figure.vintage.name,
                        sdmx_code(figure.standard)))  # fmt: skip
        assert float(row["OBS_VALUE"]) == figure.value
        assert status_of(row) == figure.status or figure.vintage is Vintage.FORECAST
        assert (row["KNOWN_ON"], row["SOURCE"]) == (str(figure.known_on), figure.source_title)
    assert {row["OBS_STATUS"] for row in back.values()} <= {"Q"}


def observation_key(row: Mapping[str, str]) -> tuple[str, ...]:
    columns = ("INDICATOR", "REF_AREA", "TIME_PERIOD", "VINTAGE", "STANDARD")
    return tuple(row[column] for column in columns)


def status_of(row: Mapping[str, str]) -> str:
    """The register's own status: SDMX says in another column that a figure is a sum."""
    return "D" if row["CALCULATED"] == "Y" else row["OBS_STATUS"]


def test_tidy_table_loses_nothing(folder: Path) -> None:
    dataset = load_dataset(as_of="2025-08-22")
    shown = [
        (o.indicator, o.unit, o.year, o.standard, o.vintage.name.lower(), o.value, str(o.status),
         str(o.known_on), o.confidence, o.source_title, o.source_reference, " ".join(o.parts))
        for o in exported_figures(dataset)
        if not dataset.is_withheld(o)
    ]  # fmt: skip
    read = [
        (r["indicator"], r["unit"], int(r["year"]), r["standard"], r["vintage"], float(r["value"]),
         r["status"], r["known_on"], r["confidence"], r["source_title"], r["source_reference"],
         r["summed_from"])
        for r in rows(folder / "register.csv")
        if r["status"] != "Q"
    ]  # fmt: skip

    assert read == shown


def test_standards_stay_apart_as_codes_of_sdmx() -> None:
    standards = load_dataset().standards

    assert len({sdmx_code(name) for name in standards}) == len(standards)
