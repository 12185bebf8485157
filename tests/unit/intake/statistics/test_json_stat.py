"""JSON-stat of both dialects, read whole or refused."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import DataError
from analysis.intake.statistics.json_stat import read_json_stat

ANSWERS = Path(__file__).parents[1] / "answers"
RECORDED = ANSWERS / "V02.34.json"
FIXTURE = ANSWERS / "json_stat_2.json"
"""Made up, with what https://json-stat.org/full/ allows in version 2.0."""


def small(value: Any = (1.5, 2.0), **changes: Any) -> dict[str, Any]:
    """A table of one area and two years in the dialect of version 2."""
    years = {"index": ["2020", "2021"], "label": {"2020": "2020", "2021": "Sơ bộ 2021"}}
    table = {
        "version": "2.0",
        "class": "dataset",
        "label": "Thử",
        "updated": "2024-03-01T00:00:00Z",
        "id": ["area", "year"],
        "size": [1, 2],
        "role": {"time": ["year"], "geo": ["area"]},
        "dimension": {
            "area": {"label": "Địa phương", "category": {"label": {"45": "  Quảng Trị"}}},
            "year": {"label": "Năm", "category": years},
        },
        "value": list(value) if isinstance(value, tuple) else value,
    }
    return table | changes


def packed(table: Any) -> bytes:
    return json.dumps(table).encode()


@pytest.mark.parametrize(
    ("value", "status", "expected", "marks"),
    [
        ([1.5, None], None, [1.5, None], ["", ""]),
        ([1.5, ".."], {"1": ".."}, [1.5, None], ["", ".."]),
        ({"1": 2}, ["", "p"], [None, 2.0], ["", "p"]),
        ({}, "e", [None, None], ["e", "e"]),
    ],
)
def test_values_may_be_sparse_or_missing(
    value: Any, status: Any, expected: list[Any], marks: list[str]
) -> None:
    new = small(value, status=status)
    about = {key: new.pop(key) for key in ("id", "size", "role")}
    old = {"dataset": {**new, "dimension": {**new["dimension"], **about}}}

    for table in (small(value, status=status), old):
        read = read_json_stat(packed(table) + b"\0", "x")
        assert list(read.values) == expected
        assert read.dimensions[0].labels == ("Quảng Trị",)
        assert read.updated_on == dt.date(2024, 3, 1)
        assert [cell.mark for cell in read.cells()] == marks


def test_version_2_is_read_whole() -> None:
    table = read_json_stat(FIXTURE.read_bytes(), "x")
    found = {
        tuple(cell.labels[name] for name in ("time", "sex", "geo")): (cell.value, cell.mark)
        for cell in table.cells()
    }

    assert [(d.code, d.label, d.labels) for d in table.dimensions] == [
        ("metric", "Indicator", ("Persons",)),
        ("time", "Year", ("2022", "2023")),
        ("sex", "Sex", ("male", "female", "total")),
        ("geo", "Area", ("Area A", "Area B")),
    ]
    assert len(found) == 12
    assert found["2022", "total", "Area A"] == (22.0, "")
    assert found["2022", "female", "Area B"] == (None, "m")
    assert found["2023", "total", "Area B"] == (8.3, "p")
    assert table.updated_on == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (RECORDED.read_bytes()[:5000], "cắt giữa chừng"),
        (b"<html><body>503</body></html>", "không phải JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b'{"dataset": {"value": ' + b"9" * 5000 + b"}}", "không phải JSON"),
        (b"[1]", "không phải JSON-stat"),
        (packed({"class": "collection"}), "collection"),
        (packed(small((1.0,))), "1 giá trị, kích thước khai 2"),
        (packed(small(size=[1, 3])), "có 2 mục, bảng khai 3"),
        (packed(small(size=[1])), "1 kích thước cho 2 chiều"),
        (packed(small({"7": 1.0})), "8 giá trị"),
        (packed(small({}, size=[10**9, 10**9])), "nhiều hơn mức nhận"),
        (packed(small((1.0, "mười"))), "“mười”"),
        (packed(small((1.0, True))), "“True”"),
        (packed(small()).replace(b"1.5", b"NaN"), "“NaN”"),
        (packed(small()).replace(b"1.5", b"1e999"), "“inf”"),
        (packed(small(dimension={})), "không phải JSON-stat"),
    ],
)
def test_what_is_no_sound_table_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read_json_stat(data, "bảng thử")
    sentence = str(caught.value)

    assert said in sentence
    assert sentence.startswith("bảng thử: ")
    assert "\n" not in sentence
