"""Forms of facilities and of tasks: from a template to the plan of the province."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis import display as show
from analysis.cli import main
from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY, DataDirectory
from analysis.intake.intake import Outcome, take_in
from analysis.intake.preparation import prepare
from analysis.intake.remark import Severity
from analysis.intake.submission import Asked
from analysis.intake.template import first_row, letters_of, write_template

ACCEPT = ("--accept", "--vintage", "reported", "--received", "24/11/2026", "--by", "kiểm thử")
DAY = "2026-11-24"
CARE = "Trung tâm Điều dưỡng người có công và Bảo trợ xã hội"
FACILITIES: Mapping[int, Mapping[str, object]] = {
    0: {"state": "Đang hoạt động", "places": 120, "people": 96, "community": 310},
    2: {"state": "Đang xây dựng", "since": "28/10/2025"},
    3: {
        "facility": "Cơ sở thử nghiệm A",
        "ownership": "Tư thục",
        "state": "dang hoat dong",
        "places": 40,
        "people": 35,
    },
    4: {
        "facility": "Trạm thử nghiệm B",
        "ownership": "Công lập",
        "state": "Không phải cơ sở",
        "community": 512,
    },
}
TASKS: Mapping[str, Mapping[str, object]] = {
    "5": {"state": "Đang thực hiện", "due_year": 2027, "proof": "VB thử nghiệm 01"},
    "8": {"state": "Đã hoàn thành", "achieved": 1250, "planned": "1.500", "measure": "lượt người",
          "completed": "30/10/2026"},
    "28": {"state": "Đang thực hiện", "achieved": 3, "measure": "người"},
}  # fmt: skip


@pytest.fixture(scope="module")
def directory(
    tmp_path_factory: pytest.TempPathFactory, copy_without_forms: Callable[[Path], Path]
) -> DataDirectory:
    """Register into which both forms were accepted."""
    return DataDirectory(copy_without_forms(tmp_path_factory.mktemp("plan")))


def filled(path: Path, form: str, unit: str = "45") -> Path:
    """Template with made-up words and figures."""
    blank = prepare("", form, unit, 2026, "")
    write_template(blank, path)
    book = load_workbook(path)
    sheet, letters = book.worksheets[0], letters_of(blank.form)
    if form == "facilities":
        chosen = dict(FACILITIES)
    else:
        order = [line["item"].partition(".")[0] for line in blank.lines]
        chosen = {order.index(code): row for code, row in TASKS.items() if code in order}
    for offset, row in chosen.items():
        for code, value in row.items():
            sheet[f"{letters[code]}{first_row(blank.form) + offset}"] = value
    book.save(path)
    return path


@pytest.fixture(scope="module")
def accepted(directory: DataDirectory, tmp_path_factory: pytest.TempPathFactory) -> DataDirectory:
    folder = tmp_path_factory.mktemp("forms")
    for form in ("facilities", "tasks"):
        path = filled(folder / f"{form}.xlsx", form)
        main(["intake", str(path), *ACCEPT, "--data", str(directory.root)])
    return directory


def test_sums_of_the_list_are_figures_of_the_unit(accepted: DataDirectory) -> None:
    data = load_dataset(directory=accepted.root, as_of=DAY)
    found = {
        code: [o.value for o in data.figures(code, "45") if o.year == 2026]
        for code in (
            "social_assistance_facilities",
            "facility_capacity_places",
            "people_served_in_facilities",
            "community_care_clients_a_year",
        )
    }

    assert list(found.values()) == [[2.0], [160.0], [131.0], [822.0]]


def test_facilities_are_listed_with_places_and_people(accepted: DataDirectory) -> None:
    data = load_dataset(directory=accepted.root, with_plan=True)
    plan = data.register.plan
    day = plan.newest_evidence()
    known = {f.name_vi: f for f in plan.facilities_on(day)}

    assert (known[CARE].state, known[CARE].places, known[CARE].people) == ("operating", 120, 96)
    assert known["Cơ sở thử nghiệm A"].ownership == "other"
    assert "Trạm thử nghiệm B" not in known
    assert sum(f.state == "unnamed" for f in known.values()) == 2
    page = show.facilities_table(show.Report(data, data.total, "vi")).html
    assert "96 / 120" in page
    assert "Cơ sở thử nghiệm A" in page


def test_tasks_show_on_the_board_of_the_plan(accepted: DataDirectory) -> None:
    data = load_dataset(directory=accepted.root, with_plan=True)
    board = show.plan_board(show.Report(data, data.total, "vi")).html

    assert "đã hoàn thành; kết quả 1.250/1.500 lượt người theo kế hoạch năm" in board
    assert "kết quả dưới 5 người" in board
    assert "đang thực hiện; thời hạn lùi đến năm 2027" in board


def test_withdrawn_steps_are_no_longer_known(accepted: DataDirectory, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(accepted.root, copy)
    main(["undo", "R0002", "--reason", "thử", "--by", "kiểm thử", "--data", str(copy)])
    main(["undo", "R0001", "--reason", "thử", "--by", "kiểm thử", "--data", str(copy)])

    data = load_dataset(directory=copy)
    plan = data.register.plan
    assert not plan.evidence_of("8", plan.newest_evidence())
    assert {f.state for f in plan.facilities_on(plan.newest_evidence())} >= {"unnamed", "named"}
    assert all(o.withdrawn_on for o in data.register.observations if "facility" in o.indicator)


def read(path: Path) -> Outcome:
    return take_in(DataDirectory(DEFAULT_DIRECTORY), [path], Asked())[0]


def test_what_is_wrong_is_said_in_its_cell(tmp_path: Path) -> None:
    path = filled(tmp_path / "tasks.xlsx", "tasks")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for address, value in {"C10": "Sắp xong", "C11": "Hoàn thành", "B12": "8. Tên khác"}.items():
        sheet[address] = value
    sheet["C12"] = "Đang thực hiện"
    book.save(path)

    found = {(r.rule, r.place.address) for r in read(path).remarks if r.severity > Severity.NOTE}
    assert {("choice_unknown", "C10"), ("needed", "G11"), ("item_unknown", "B12")} <= found


def test_items_of_the_province_are_not_taken_from_a_commune(tmp_path: Path) -> None:
    blank = prepare("", "tasks", "467", 2026, "")

    assert not [line for line in blank.lines if line["item"].startswith("28.")]
