"""The register as other programs get it."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.errors import ParameterError
from analysis.run.export_command import export


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
