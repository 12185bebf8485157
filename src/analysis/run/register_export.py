"""The register for other programs: a tidy table, the same in SDMX-CSV 2.0, and a description."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.data import Dataset, Observation, ObservationStatus, Vintage
from analysis.data.package import PROFILE
from analysis.markup import csv_text

TIDY = "register.csv"
SDMX = "register_sdmx.csv"
DESCRIPTION = "datapackage.json"
TIDY_COLUMNS = (
    "indicator", "unit", "unit_name", "year", "standard", "vintage", "value", "unit_of_measure",
    "status", "known_on", "confidence", "source_title", "source_reference", "summed_from",
)  # fmt: skip
SDMX_COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "INDICATOR", "STANDARD", "VINTAGE",
    "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "CALCULATED", "KNOWN_ON", "SOURCE",
)  # fmt: skip
STRUCTURE_ID = "QT2030:REGISTER(1.0)"
FORECAST, SUPPRESSED = "F", "Q"
"""OBS_STATUS of a forecast, and of a figure that is known and withheld."""

_TYPES = {"year": "integer", "value": "number", "TIME_PERIOD": "integer", "OBS_VALUE": "number"}
_NO_CODE = re.compile(r"[^A-Za-z0-9_@$-]+")
"""What an SDMX code may not hold."""


def export_register(dataset: Dataset, folder: Path) -> tuple[Path, ...]:
    """Write the figures of a data set as known on its day into a new folder.

    Parameters
    ----------
    dataset : Dataset
        Every vintage of every indicator of its units; what may not be printed has no value.
    folder : Path
        It must not be there yet; it appears whole or not at all.

    Returns
    -------
    tuple of Path
        The tidy table, the SDMX-CSV table and the description.
    """
    figures = tuple(exported_figures(dataset))
    prefix = dataset.file_prefix
    tables = {
        f"{prefix}{TIDY}": (TIDY_COLUMNS, [_tidy(dataset, figure) for figure in figures]),
        f"{prefix}{SDMX}": (SDMX_COLUMNS, [_sdmx(dataset, figure) for figure in figures]),
    }
    texts = {name: _csv(columns, rows) for name, (columns, rows) in tables.items()}
    columns = {name: table[0] for name, table in tables.items()}
    texts[f"{prefix}{DESCRIPTION}"] = _description(dataset, texts, columns)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as half_done:
        inside = Path(half_done) / "export"
        inside.mkdir()
        for name, text in texts.items():
            (inside / name).write_text(text, encoding="utf-8", newline="")
        inside.rename(folder)
    return tuple(folder / name for name in texts)


def exported_figures(dataset: Dataset) -> Iterator[Observation]:
    """Every vintage of every figure of a data set; no rates of units too small for them."""
    for code, indicator in dataset.register.indicators.items():
        for unit in dataset.units:
            if dataset.shows_rates(unit) or indicator.unit_of_measure != "percent":
                yield from dataset.figures(code, unit)


def _tidy(dataset: Dataset, figure: Observation) -> list[object]:
    is_shown = not dataset.is_withheld(figure)
    return [
        figure.indicator,
        figure.unit,
        dataset.unit(figure.unit).full_name_vi,
        figure.year,
        figure.standard,
        figure.vintage.name.lower(),
        figure.value if is_shown else "",
        dataset.register.indicators[figure.indicator].unit_of_measure,
        figure.status.value if is_shown else SUPPRESSED,
        figure.known_on.isoformat(),
        figure.confidence,
        figure.source_title,
        figure.source_reference,
        " ".join(figure.parts),
    ]


def _sdmx(dataset: Dataset, figure: Observation) -> list[object]:
    is_shown = not dataset.is_withheld(figure)
    is_calculated = figure.status is ObservationStatus.DERIVED
    return [
        "dataflow",
        STRUCTURE_ID,
        "I",
        "A",
        figure.unit,
        figure.indicator,
        sdmx_code(figure.standard),
        figure.vintage.name,
        figure.year,
        figure.value if is_shown else "",
        _sdmx_status(figure) if is_shown else SUPPRESSED,
        dataset.register.indicators[figure.indicator].unit_of_measure,
        "Y" if is_calculated else "N",
        figure.known_on.isoformat(),
        figure.source_title,
    ]


def sdmx_code(name: str) -> str:
    """Code as SDMX allows them, for a name with blanks or brackets."""
    return _NO_CODE.sub("_", name)


def _sdmx_status(figure: Observation) -> str:
    """Code of SDMX's own list, where D means another definition and not a sum."""
    if figure.vintage is Vintage.FORECAST:
        return FORECAST
    status = figure.status
    return (ObservationStatus.NORMAL if status is ObservationStatus.DERIVED else status).value


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(csv_text, row) for row in rows)
    return stream.getvalue()


def _description(
    dataset: Dataset, texts: Mapping[str, str], columns: Mapping[str, Iterable[str]]
) -> str:
    described = {
        "$schema": PROFILE,
        "name": f"quang-tri-2030-{dataset.folder}".replace("_", "-").lower(),
        "title": dataset.title("en"),
        "version": dataset.as_of.isoformat(),
        "resources": [_resource(name, text, columns[name]) for name, text in texts.items()],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, text: str, columns: Iterable[str]) -> dict[str, object]:
    data = text.encode()
    return {
        "name": name.removesuffix(".csv").replace("_", "-"),
        "path": name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [
                {"name": column, "type": _TYPES.get(column, "string")} for column in columns
            ],
            "missingValues": [""],
        },
    }
