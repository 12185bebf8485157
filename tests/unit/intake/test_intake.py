"""From a template to a checked form, and to figures of the register."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from analysis.cli import main
from analysis.data import load_dataset
from analysis.data.files import DataDirectory
from analysis.intake.intake import Outcome, read_known, take_in
from analysis.intake.remark import Severity
from analysis.intake.submission import Asked

Fill = Callable[..., Path]
CALL = "from analysis.cli import main; main()"
ACCEPT = ("--accept", "--vintage", "decision", "--decision-number", "thử nghiệm")
ACCEPT += ("--received", "20/11/2026", "--by", "kiểm thử")


def read(directory: DataDirectory, path: Path) -> Outcome:
    return take_in(directory, [path], Asked())[0]


def rules(outcome: Outcome) -> set[str]:
    return {remark.rule for remark in outcome.remarks if remark.severity > Severity.NOTE}


def run(directory: DataDirectory, *words: object) -> None:
    main([*map(str, words), "--data", str(directory.root)])


def test_filled_template_reads_back_without_a_remark(directory: DataDirectory, fill: Fill) -> None:
    outcome = read(directory, fill())

    assert rules(outcome) == set()
    submission = outcome.submission
    assert submission.form is not None
    assert submission.unit is not None
    assert (submission.form.code, submission.unit.code, submission.year) == (
        "poverty_review",
        "467",
        2026,
    )
    assert submission.standard == "multidim_ND07_2021"
    poor = submission.tables[0].rows.frame
    assert list(poor.loc[poor["role"] == "unit", "end"]) == [100.0] * 5
    assert poor["end_rate"].iloc[0] == 10.0


def set_cell(address: str, value: object, sheet: str = "Hộ nghèo") -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][address] = value

    return change


@pytest.mark.parametrize(
    ("address", "value", "rule", "where"),
    [
        ("J10", 99, "balance", "J10"),
        ("L10", 12.5, "rate", "L10"),
        ("K10", 101, "at_most", "K10"),
        ("F10", 200, "at_most", "F10"),
        ("C10", -5, "negative", "C10"),
        ("C10", 10.5, "not_whole", "C10"),
        ("C10", "1,234", "not_a_number", "C10"),
        ("C10", "12/03/2026", "not_a_number", "C10"),
        ("C10", None, "value_missing", "C10"),
        ("B10", "Xã Không Có", "unit_unknown", "B10"),
        ("B11", "19555", "unit_twice", "B11"),
        ("C15", 4999, "total", "C15"),
        ("H8", "Bỗng dưng", "heading_unknown", "H7"),
    ],
)
def test_each_mistake_is_found_in_its_cell(
    directory: DataDirectory, fill: Fill, address: str, value: object, rule: str, where: str
) -> None:
    if rule == "unit_twice":
        value = "Hướng Hiệp"
    outcome = read(directory, fill(change=set_cell(address, value)))

    found = {(r.rule, r.place.address) for r in outcome.remarks}
    assert (rule, where) in found


def test_tables_of_one_form_must_agree(directory: DataDirectory, fill: Fill) -> None:
    outcome = read(directory, fill(change=set_cell("C10", 999, "Hộ cận nghèo")))

    assert "same_across" in rules(outcome)


@pytest.mark.parametrize(
    "name",
    [
        "Hướng Hiệp",
        "huong hiep",
        "X. Hướng Hiệp",
        "XÃ HƯỚNG HIỆP",
        "Hu\u031bo\u031b\u0301ng Hie\u0323\u0302p",
    ],
)
def test_names_are_understood_as_people_type_them(
    directory: DataDirectory, fill: Fill, name: str
) -> None:
    outcome = read(directory, fill(change=set_cell("B10", name)))

    assert outcome.submission.tables[0].rows.frame.at[10, "subject"] == "19555-2025"


def test_copy_marks_the_cell_and_says_why(directory: DataDirectory, fill: Fill) -> None:
    path = fill(change=set_cell("J10", 99))

    with pytest.raises(SystemExit) as ended:
        run(directory, "intake", path)

    copy = load_workbook(path.parent / "checked" / path.name)
    comment = copy["Hộ nghèo"]["J10"].comment
    assert ended.value.code == 3
    assert comment is not None
    assert "tính từ các cột khác là 100" in comment.text
    assert copy.sheetnames[0] == "Kết quả kiểm tra"


def test_copies_of_forms_of_one_name_do_not_replace_each_other(
    directory: DataDirectory, tmp_path: Path
) -> None:
    forms = []
    for folder, ending in (("a", "csv"), ("b", "csv"), ("b", "txt")):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = tmp_path / folder / f"form.{ending}"
        forms.append(list_of(path, "H. Đakrông", 2026, ["Xã Hướng Hiệp"]))
    run(directory, "intake", *forms, "--copies", tmp_path / "copies")

    names = sorted(path.name for path in (tmp_path / "copies").iterdir())
    assert names == ["form.csv.xlsx", "form.csv_1.xlsx", "form.txt.xlsx"]


def test_json_names_file_sheet_and_cell(
    directory: DataDirectory, fill: Fill, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(directory, "intake", fill(change=set_cell("J10", 99)), "--json")

    remark = json.loads(capsys.readouterr().out)[0]["remarks"][0]
    assert (remark["sheet"], remark["cell"], remark["severity"]) == ("Hộ nghèo", "J10", "wrong")


def test_accepted_figures_are_known_from_the_day_of_receipt(
    directory: DataDirectory, fill: Fill
) -> None:
    run(directory, "intake", fill(), *ACCEPT)

    dataset = load_dataset(directory=directory.root)
    figures = {o.year: o for o in dataset.figures("poor_household_rate", "467")}
    before = load_dataset(directory=directory.root, as_of="2026-11-19")
    assert figures[2026].value == 10.0
    assert figures[2026].known_on == dt.date(2026, 11, 20)
    assert figures[2026].status == "D"
    assert 2026 not in {o.year for o in before.figures("poor_household_rate", "467")}
    assert dataset.figures("multidim_poor_households", "467")[-1].value == 1000.0


def test_nothing_is_taken_in_where_something_is_wrong(directory: DataDirectory, fill: Fill) -> None:
    with pytest.raises(SystemExit) as ended:
        run(directory, "intake", fill(change=set_cell("J10", 99)), *ACCEPT)

    assert ended.value.code == 3
    assert sorted(p.name for p in (directory.root / "received").iterdir()) == ["README.md"]


def test_the_same_vintage_twice_is_refused(directory: DataDirectory, fill: Fill) -> None:
    path = fill()
    run(directory, "intake", path, *ACCEPT)

    with pytest.raises(SystemExit) as ended:
        run(directory, "intake", path, *ACCEPT)

    assert ended.value.code == 3
    names = sorted(p.name for p in (directory.root / "received").iterdir())
    assert [name for name in names if not name.startswith(".")] == ["R0001", "README.md"]


def test_undo_withdraws_by_a_new_record(
    directory: DataDirectory, fill: Fill, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fill()
    run(directory, "intake", path, *ACCEPT)
    record = directory.root / "received" / "R0001" / "record.json"
    before = record.read_bytes()

    run(directory, "undo", "R0001", "--reason", "nhầm biểu", "--by", "kiểm thử")
    run(directory, "intake", path, *ACCEPT)
    run(directory, "log")

    lines = capsys.readouterr().out.splitlines()[-3:]
    assert record.read_bytes() == before
    assert [line[:5] for line in lines] == ["R0001", "R0002", "R0003"]
    assert lines[0].endswith("đã rút lại")


def test_two_processes_at_once_lose_nothing(directory: DataDirectory, fill: Fill) -> None:
    path = fill()
    common = ["--accept", "--received", "20/11/2026", "--data", directory.root, "--by", "kiểm thử"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", CALL, "intake", path, "--vintage", vintage, *common],
            stdout=subprocess.DEVNULL,
        )
        for vintage in ("preliminary", "reported")
    ]

    assert [process.wait(120) for process in runs] == [0, 0]
    dataset = load_dataset(directory=directory.root)
    found = [o.vintage.name for o in dataset.figures("poor_households", "467") if o.year == 2026]
    assert sorted(found) == ["PRELIMINARY", "REPORTED"]


def test_changed_figures_are_refused(directory: DataDirectory, fill: Fill) -> None:
    run(directory, "intake", fill(), *ACCEPT)
    figures = directory.root / "received" / "R0001" / "observations.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace(",10,", ",9,", 1), "utf-8")

    with pytest.raises(Exception, match="không còn như khi được ghi nhận"):
        load_dataset(directory=directory.root)


HEADING = (
    "Hộ nghèo\nNăm báo cáo: {year}\nĐơn vị báo cáo: {unit}\n"
    "TT;Đơn vị;Tổng số hộ;Đầu năm;Thoát;Tái nghèo;Phát sinh;Cuối năm\n"
)


def list_of(path: Path, unit: str, year: int, names: list[str]) -> Path:
    """Form of a row of 100 households for each name, ten of them poor."""
    rows = [f"{i};{name};100;12;3;0;1;10\n" for i, name in enumerate(names, 1)]
    path.write_text(HEADING.format(unit=unit, year=year) + "".join(rows), encoding="utf-8")
    return path


def communes(directory: DataDirectory, district: str, day: dt.date) -> list[str]:
    known = read_known(directory).context.territory
    return [unit.full_name_vi for unit in known.parts(known.units[district], day)]


@pytest.mark.parametrize(
    ("day", "count", "in_south"),
    [(dt.date(2024, 12, 31), 18, 4), (dt.date(2025, 1, 1), 16, 3)],
)
def test_communes_of_either_list_report_for_2024_and_are_summed_to_every_level(
    directory: DataDirectory, tmp_path: Path, day: dt.date, count: int, in_south: int
) -> None:
    names = communes(directory, "469", day)
    form = list_of(tmp_path / "form.csv", "H. Triệu Phong", 2024, names)
    run(directory, "intake", form, *ACCEPT)

    found = {}
    for level, unit in {"district": "469", "unit2025": "19639-2025"}.items():
        dataset = load_dataset(directory=directory.root, level=level)
        found[level] = dataset.figures("poor_households", unit)[-1]
    assert len(names) == count
    assert {name: (f.year, f.value) for name, f in found.items()} == {
        "district": (2024, 10.0 * count),
        "unit2025": (2024, 10.0 * in_south),
    }
    assert "19627-2025q1" in found["unit2025"].parts


def test_start_of_a_present_unit_is_held_against_the_sum_of_its_former_communes(
    directory: DataDirectory, tmp_path: Path
) -> None:
    before = communes(directory, "469", dt.date(2024, 12, 31))
    run(directory, "intake", list_of(tmp_path / "a.csv", "469", 2024, before), *ACCEPT)
    now = communes(directory, "469", dt.date(2025, 12, 31))
    outcome = read(directory, list_of(tmp_path / "b.csv", "469", 2025, now))

    said = {r.text("vi") for r in outcome.remarks if r.rule == "carried_over"}
    assert len(now) == 5
    assert any("cuối năm trước đã có 40" in text for text in said)


def test_commune_of_the_other_list_is_refused_with_the_one_it_went_into(
    directory: DataDirectory, tmp_path: Path
) -> None:
    names = [*communes(directory, "469", dt.date(2025, 1, 1)), "Xã Triệu Vân"]
    outcome = read(directory, list_of(tmp_path / "form.csv", "H. Triệu Phong", 2024, names))

    said = [r.text("vi") for r in outcome.remarks if r.rule == "unit_former"]
    assert len(said) == 1
    assert "phải là 19627-2025q1 Xã Triệu Tân" in said[0]
