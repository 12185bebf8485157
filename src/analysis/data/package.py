"""Describe the data directory as a Frictionless Data Package (version 2).

Run ``python -m analysis.data.package`` after a change of a data file; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandera.pandas as pa

from analysis.data import schemas
from analysis.data.files import DataDirectory, open_directory
from analysis.data.register import REFERENCE_TABLES

PACKAGE_FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
VERSION = "1.0.0"
PUBLISHED = "published/observations.csv"
SUPPLEMENT = "published/supplement.csv"
DEMO = "demo/observations.csv"
DEMO_VINTAGES = "demo/vintages.csv"
ORIGIN_SUFFIX = ".origin.json"
TABLES = {
    **dict.fromkeys((PUBLISHED, SUPPLEMENT, DEMO), schemas.OBSERVATIONS),
    DEMO_VINTAGES: schemas.VINTAGES,
    **REFERENCE_TABLES,
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "json": "application/json",
    "md": "text/markdown",
    "toml": "application/toml",
}
SOURCE_FOLDERS = ("demo", "explanations", "published", "reference")
_NUMBER_TYPES = {"int64": "integer", "float64": "number"}


def describe(directory: DataDirectory) -> dict[str, Any]:
    """Describe every file below the `SOURCE_FOLDERS`: size, checksum and schema."""
    paths = sorted(
        path.relative_to(directory.root).as_posix()
        for folder in SOURCE_FOLDERS
        for path in (directory.root / folder).rglob("*")
        if path.is_file()
    )
    return {
        "$schema": PROFILE,
        "name": "quang-tri-2030",
        "title": "Poverty and trained labour of Quang Tri: published figures and references",
        "version": VERSION,
        "resources": [_resource(directory, path) for path in paths],
    }


def _resource(directory: DataDirectory, path: str) -> dict[str, Any]:
    content = directory.read(path)
    suffix = path.rpartition(".")[2]
    resource: dict[str, Any] = {
        "name": path.replace("/", "-").replace("_", "-").lower(),
        "path": path,
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        "encoding": "utf-8",
        "bytes": len(content.data),
        "hash": f"sha256:{content.sha256}",
    }
    if path in TABLES:
        resource |= {"type": "table", "schema": table_schema(TABLES[path])}
    if path.endswith(ORIGIN_SUFFIX):
        # Without its type, frictionless takes the note for the description of a resource.
        resource |= {"type": "json"}
    return resource | _origin(directory, path)


def _origin(directory: DataDirectory, path: str) -> dict[str, Any]:
    """Read sources and licences from the note beside a file, where there is one."""
    sidecar = path.rpartition(".")[0] + ORIGIN_SUFFIX
    if path == sidecar or not (directory.root / sidecar).is_file():
        return {}
    origin = json.loads(directory.read(sidecar).data)
    return {name: origin[name] for name in ("title", "sources", "licenses")}


def table_schema(schema: pa.DataFrameSchema) -> dict[str, Any]:
    """Translate a schema of this package into a Frictionless table schema."""
    described: dict[str, Any] = {
        "fields": [_field(str(name), column) for name, column in schema.columns.items()],
        "missingValues": [""],
    }
    return described | ({"primaryKey": list(schema.unique)} if schema.unique else {})


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    declared = (column.metadata or {}).get("type", "string")
    field: dict[str, Any] = {
        "name": name,
        "type": _NUMBER_TYPES.get(str(column.dtype), declared),
    }
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    for check in column.checks:
        statistics = check.statistics or {}
        if "allowed_values" in statistics:
            constraints["enum"] = [str(value) for value in statistics["allowed_values"]]
        if check.name == "in_range":
            constraints |= {"minimum": statistics["min_value"], "maximum": statistics["max_value"]}
    return field | ({"constraints": constraints} if constraints else {})


def write_package(directory: DataDirectory) -> Path:
    """Write the description into the data directory and return its path."""
    path = directory.root / PACKAGE_FILE
    text = json.dumps(describe(directory), ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    write_package(open_directory(None))
