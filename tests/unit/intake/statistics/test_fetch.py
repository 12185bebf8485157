"""Tables of the statistics office as figures of the register: a recorded answer, and changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import workbook
from analysis.data import ObservationStatus, Vintage, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.errors import DataError, ParameterError
from analysis.intake.register import read_records, withdraw
from analysis.intake.statistics.client import Limits
from analysis.intake.statistics.fetch import answer_of_file, fetch_table
from analysis.intake.statistics.figures import Kind
from analysis.intake.statistics.json_stat import read_json_stat
from analysis.intake.statistics.layout import read_layout, table_names

RECORDED = Path(__file__).parents[1] / "answers" / "V02.34.json"
"""Answer of the office of 2022, as kept in Tuyet3005/DoAnCK_P4DS @ 128bc5f, V02.34.json."""

AREAS, YEARS = 71, 16


def test_recorded_answer_is_what_the_register_has_from_another_copy() -> None:
    table = read_json_stat(RECORDED.read_bytes(), "V02.34")
    directory = DataDirectory(DEFAULT_DIRECTORY)
    layout = read_layout(directory, "labour_force")
    fetched = fetch_table(directory, layout, answer_of_file(RECORDED, Limits()))
    of_quang_tri = {f.year: f for f in fetched.reading.figures if f.unit == "45"}

    assert [len(d.categories) for d in table.dimensions] == [AREAS, YEARS]
    assert table.updated_on is None
    assert len(fetched.reading.figures) == AREAS * YEARS - YEARS
    assert fetched.reading.cells_without_unit == YEARS
    assert {change.kind for change in fetched.changes} == {Kind.SAME}
    assert of_quang_tri[2020].value == 348111
    assert (of_quang_tri[2021].value, of_quang_tri[2021].vintage) == (332800, Vintage.PRELIMINARY)


def test_every_table_has_a_layout_that_can_be_read() -> None:
    directory = DataDirectory(DEFAULT_DIRECTORY)
    register = load_dataset().register

    for name in table_names(directory):
        layout = read_layout(directory, name)
        assert layout.indicator in register.indicators
        assert layout.standard in register.standards
        assert {code for code in layout.areas.values() if code} <= set(register.units)
    with pytest.raises(ParameterError, match="labour_force"):
        read_layout(directory, "../labour_force")


def changed_areas(old: str, new: str) -> bytes:
    return RECORDED.read_text("utf-8").replace(f'"{old}"', f'"{new}"').encode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Quảng Bình", "Quảng Trị mới", ("“Quảng Trị mới”", "thiếu 1 địa phương (quang binh)")),
        ("2005", "Tổng số", ("“Tổng số” không phải là năm",)),
        ("Năm", "Kỳ", ("không có chiều “Năm”", "Địa phương, Kỳ", "chiều “Kỳ”")),
    ],
)
def test_table_that_its_layout_does_not_expect_is_refused(
    directory: DataDirectory, tmp_path: Path, old: str, new: str, said: tuple[str, ...]
) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(changed_areas(old, new))
    layout = read_layout(directory, "labour_force")
    with pytest.raises(DataError) as caught:
        fetch_table(directory, layout, answer_of_file(path, Limits()))

    assert all(words in str(caught.value) for words in said)


@pytest.fixture
def run(directory: DataDirectory, tmp_path: Path) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        places = ["--data", str(directory.root), "--output", str(tmp_path / "reports")]
        return CliRunner().invoke(workbook, [*arguments, *places], catch_exceptions=False)

    return call


def saved(tmp_path: Path, *changes: tuple[str, str]) -> str:
    text = RECORDED.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "V02.34.json"
    path.write_text(text, "utf-8")
    return str(path)


def labour_force(directory: DataDirectory, year: int, as_of: str = "") -> list[Any]:
    found = load_dataset(directory=directory.root, as_of=as_of)
    return [o for o in found.figures("gso_labour_force_15plus", "45") if o.year == year]


def test_revised_and_final_figures_are_new_vintages(
    directory: DataDirectory, tmp_path: Path, run: Callable[..., Result]
) -> None:
    final = ("Sơ bộ 2021", "2021")
    path = saved(tmp_path, final, (",350.6,348.111,", ",351.6,348.111,"))
    before = labour_force(directory, 2019)
    shown = run("fetch", "labour_force", "--file", path)
    assert "70 số liệu mới, 1 điều chỉnh" in shown.stdout
    assert "Điều chỉnh 45 năm 2019: 350.600 → 351.600" in shown.stdout
    assert read_records(directory) == ()

    assert run("fetch", "labour_force", "--file", path, "--accept", "--by", "demo").exit_code == 0
    (record,) = read_records(directory)
    old, new = labour_force(directory, 2019)
    assert [old] == before
    assert (new.value, new.vintage, new.status) == (351600, Vintage.RECHECK, "A")
    assert [o.vintage.name for o in labour_force(directory, 2021)] == ["PRELIMINARY", "REPORTED"]
    assert record.details["table"]["sha256"][:16] in new.source_reference
    assert labour_force(directory, 2019, "2024-01-10") == before
    assert "labour_force của cơ quan thống kê" in run("log").stdout

    again = run("fetch", "labour_force", "--file", path, "--accept", "--by", "demo")
    assert "Không có số liệu mới" in again.stderr
    assert len(read_records(directory)) == 1


def test_second_revision_waits_until_the_first_is_withdrawn(
    directory: DataDirectory, tmp_path: Path, run: Callable[..., Result]
) -> None:
    accept = ("fetch", "labour_force", "--file")
    path = saved(tmp_path, (",350.6,348.111,", ",351.6,348.111,"))
    run(*accept, path, "--accept")
    path = saved(tmp_path, (",350.6,348.111,", ",352.6,348.111,"))
    with pytest.raises(DataError, match="workbook undo R0001"):
        run(*accept, path, "--accept")
    assert [r.code for r in read_records(directory)] == ["R0001"]

    withdraw(directory, "R0001", "demo", "điều chỉnh lần hai")
    run(*accept, path, "--accept")
    assert labour_force(directory, 2019)[-1].value == 352600


def test_new_year_and_preliminary_figures_get_their_own_status(
    directory: DataDirectory, tmp_path: Path, run: Callable[..., Result]
) -> None:
    path = saved(tmp_path, ("Sơ bộ 2021", "Ước tính 2022"), ('"2020"', '"2026"'))
    shown = run("fetch", "labour_force", "--file", path, "--json")
    kinds = [(f["kind"], f["vintage"], f["year"]) for f in json.loads(shown.stdout)["figures"]]
    run("fetch", "labour_force", "--file", path, "--accept")
    (estimate,) = labour_force(directory, 2022)

    assert ("new", "estimate", 2022) in kinds
    assert all(year <= 2024 for _, _, year in kinds)
    assert (estimate.status, estimate.confidence) == (ObservationStatus.ESTIMATED, "low")


def test_one_category_of_another_dimension_is_read(directory: DataDirectory) -> None:
    layout = read_layout(directory, "trained_employed_nation")
    industries = {"index": ["0", "1"], "label": {"0": "TỔNG SỐ", "1": "Khai khoáng"}}
    years = {"index": ["2020", "2021"]}
    table = {
        "class": "dataset",
        "id": ["nganh", "nam"],
        "size": [2, 2],
        "dimension": {
            "nganh": {"label": "Ngành kinh tế", "category": industries},
            "nam": {"label": "Năm", "category": years},
        },
        "value": [26.1, 27.5, 3.0, 4.0],
    }
    path = directory.root / "answer.json"
    path.write_text(json.dumps(table), "utf-8")
    figures = fetch_table(directory, layout, answer_of_file(path, Limits())).reading.figures

    assert [(f.unit, f.year, f.value) for f in figures] == [("VN", 2020, 26.1), ("VN", 2021, 27.5)]
