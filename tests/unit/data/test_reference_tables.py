"""Reference tables against the lists they were made from, and the package that describes them."""

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.data.package import PACKAGE_FILE, TABLES, describe, table_schema, write_package

SOURCE = DEFAULT_DIRECTORY / "reference" / "source"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_package_describes_the_files_as_they_are() -> None:
    written = json.loads((DEFAULT_DIRECTORY / PACKAGE_FILE).read_text(encoding="utf-8"))

    assert written == describe(DataDirectory(DEFAULT_DIRECTORY)), (
        "run python -m analysis.data.package"
    )


def test_package_is_written_into_the_directory_it_describes(tmp_path: Path) -> None:
    for folder in ("published", "reference"):
        (tmp_path / folder).mkdir()
    (tmp_path / "reference" / "note.md").write_text("ba chữ", encoding="utf-8")

    written = json.loads(write_package(DataDirectory(tmp_path)).read_text(encoding="utf-8"))

    assert [(r["path"], r["bytes"]) for r in written["resources"]] == [("reference/note.md", 8)]


@pytest.mark.parametrize("path", TABLES)
def test_header_of_every_table_is_its_schema(path: str) -> None:
    header = (DEFAULT_DIRECTORY / path).read_text(encoding="utf-8").partition("\n")[0].split(",")

    assert [field["name"] for field in table_schema(TABLES[path])["fields"]] == header


def test_schema_carries_types_and_constraints() -> None:
    fields = {f["name"]: f for f in table_schema(TABLES["reference/vintages.csv"])["fields"]}

    assert fields["known_on"]["type"] == "date"
    assert fields["year"] == {
        "name": "year",
        "type": "integer",
        "constraints": {"required": True, "minimum": 1990, "maximum": 2100},
    }
    assert fields["basis"]["constraints"]["enum"] == ["stated", "dated source", "assumed rule"]


@pytest.mark.parametrize("origin", sorted(DEFAULT_DIRECTORY.rglob("*.origin.json")), ids=str)
def test_origin_notes_describe_the_file_beside_them(origin: Path) -> None:
    note = json.loads(origin.read_text(encoding="utf-8"))
    content = DataDirectory(DEFAULT_DIRECTORY).read(note["path"])

    assert (note["bytes"], note["sha256"]) == (len(content.data), content.sha256)
    assert {"title", "producer", "date_accessed", "sources", "licenses"} <= set(note)


def test_published_figures_are_still_the_file_that_was_compiled() -> None:
    content = DataDirectory(DEFAULT_DIRECTORY).read("published/observations.csv")

    assert content.sha256 == "b110084737d57c5fa481b4338edeabbb0565cad98a79add1a82a38fdb16ba462"


@pytest.mark.parametrize(
    ("source", "suffix"),
    [("districts.csv", ""), ("provinces_2024.csv", ""), ("units_2025.csv", "-2025")],
)
def test_units_come_from_the_official_lists(source: str, suffix: str) -> None:
    units = load_dataset().register.units

    for row in rows(SOURCE / source):
        assert units[row["code"] + suffix].full_name_vi == row["full_name_vi"]


def test_no_two_areas_hold_a_statistics_code_at_the_same_time() -> None:
    held: dict[str, list[tuple[str, str]]] = {}
    for row in rows(DEFAULT_DIRECTORY / "reference" / "units.csv"):
        if row["level"] != "group":
            span = (row["valid_from"], row["valid_to"] or "9999")
            held.setdefault(row["statistics_code"], []).append(span)

    assert len(held["44"]) == 2
    for code, spans in held.items():
        assert all(a[1] < b[0] for a, b in pairwise(sorted(spans))), code


def test_every_reference_between_tables_resolves() -> None:
    register = load_dataset().register

    assert all(u.parent in register.units for u in register.units.values() if u.parent)
    assert all(t.unit in register.units for t in register.targets)
    assert all(t.indicator in register.indicators for t in register.targets)
    for indicator in register.indicators.values():
        assert {indicator.count_code, indicator.base_code} <= {None, *register.indicators}


def test_every_doubtful_figure_exists() -> None:
    published = {
        (r["indicator"], r["unit_code"], r["year"], r["source_title"])
        for r in rows(DEFAULT_DIRECTORY / "published" / "observations.csv")
    }
    declared = {
        (r["indicator"], r["unit_code"], r["year"], r["source_title"])
        for r in rows(DEFAULT_DIRECTORY / "reference" / "doubtful.csv")
    }

    assert declared <= published


def test_figures_known_before_their_year_was_over_are_few_and_named() -> None:
    """Press and provincial pages report within the year; reviews close in mid-December."""
    early = {
        row["source_title"].partition(" ")[0]
        for row in rows(DEFAULT_DIRECTORY / "reference" / "vintages.csv")
        if row["known_on"] < f"{row['reference_year']}-12-31"
        if row["vintage"] not in ("forecast", "estimate", "preliminary")
    }

    assert early == {"Báo", "Cổng", "Công", "Dân", "QĐ", "VOV4", "Vĩnh", "ĐCSVN"}
