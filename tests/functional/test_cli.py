"""The `workbook` command as an operator uses it, on two tiny notebooks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from analysis.cli import NOTEBOOK_DIRECTORY, main
from analysis.data.files import DEFAULT_DIRECTORY

PARAMETERS = """dataset: str = "published"  # data set
unit: str = "467"
as_of: str = ""
language: str = "vi"
seed: int = 2030
data_directory: str = ""
fails_for: str = ""
"""

REPORT = """from dataclasses import replace
from analysis.data import load_dataset
from analysis.display.components import masthead
if unit == fails_for:
    raise ValueError("no figures")
dataset = load_dataset(dataset, as_of=as_of, directory=data_directory or None)
name = dataset.unit(unit).name(language)
numbers = {"figures": len(dataset.panel("multidim_poverty_rate").of(unit)), "seed": seed}
report = {"unit": unit, "unit_name": name, "title": "Báo cáo", "language": language,
          "as_of": as_of, "verdicts": [], "numbers": numbers, "inputs": dict(dataset.inputs)}
replace(masthead(name), data={"report": report})"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name, scope in (("briefing", "unit"), ("synthesis", "total")):
        parameters = nbformat.v4.new_code_cell(PARAMETERS)
        parameters.metadata.tags = ["parameters"]
        notebook = nbformat.v4.new_notebook(
            cells=[parameters, nbformat.v4.new_code_cell(REPORT)],
            metadata={"quang_tri_2030": {"scope": scope}},
        )
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "reports"


@pytest.fixture
def workbook(notebooks: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Result:
        code = 0
        try:
            main([*map(str, arguments), "--notebook-directory", str(notebooks)])
        except SystemExit as end:
            code = int(end.code or 0)
        return Result(code, *capsys.readouterr())

    return call


def edition_of(output: Path) -> Path:
    return output / "published" / (output / "published" / "latest").read_text("utf-8").strip()


def test_run_ends_by_saying_where_to_look(workbook: Run, output: Path) -> None:
    result = workbook("run", "--units", "467,45", "--output", output)
    assert result.code == 0
    assert result.out.splitlines()[-2:] == [
        f"Trang mục lục: {output / 'index.html'}",
        f"Đợt báo cáo: {edition_of(output)}",
    ]
    assert {path.name for path in edition_of(output).glob("*.pdf")} == {
        "briefing_467_dakrong_vi.pdf",
        "synthesis_45_quang_tri_vi.pdf",
    }


def test_second_call_builds_nothing_and_says_why_when_asked(workbook: Run, output: Path) -> None:
    arguments = ("run", "--units", "467", "--output", output, "--explain")
    assert "chưa từng lập" in workbook(*arguments).out
    again = workbook(*arguments)
    assert "dùng lại, không có gì thay đổi" in again.out
    assert "lập mới 0, dùng lại 1" in again.out


def test_call_that_changes_nothing_loads_no_library_of_tables(
    workbook: Run, output: Path, notebooks: Path
) -> None:
    arguments = ("run", "--units", "467", "--output", str(output))
    workbook(*arguments)
    program = (
        "import sys; from analysis.cli import main; main()\n"
        "assert not {'pandas', 'numpy', 'scipy', 'papermill'} & set(sys.modules)"
    )
    again = [sys.executable, "-c", program, *arguments, "--notebook-directory", str(notebooks)]
    done = subprocess.run(again, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "lập mới 0, dùng lại 1" in done.stdout


def test_languages_make_reports_of_their_own(workbook: Run, output: Path) -> None:
    workbook("run", "--units", "467", "--language", "vi,en", "--output", output)
    assert {path.name for path in edition_of(output).glob("*.html")} == {
        "briefing_467_dakrong_vi.html",
        "briefing_467_dakrong_en.html",
    }


def test_dry_run_writes_nothing(workbook: Run, output: Path) -> None:
    result = workbook("run", "--dry-run", "--output", output)
    assert len(result.out.splitlines()) == 11
    assert not output.exists()


def test_failed_unit_leaves_the_others_and_is_named_with_exit_code_4(
    workbook: Run, output: Path
) -> None:
    result = workbook("run", "--units", "467,464", "-p", "fails_for=464", "--output", output)
    assert result.code == 4
    assert "✗ briefing_464_vinh_linh_vi: Ô [3]" in result.out
    assert "ValueError: no figures" in (output / "index.html").read_text(encoding="utf-8")
    assert list(output.glob("published/*_incomplete/briefing_467_dakrong_vi.html"))
    assert not (output / "published" / "latest").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--units", "999"), "Gần nhất: 469"),
        (("--as-of", "2999-01-01"), "as_of"),
        (("--as-of", "yesterday"), "as_of"),
        (("--dataset", "publisehd"), "published"),
        (("--notebooks", "breifing"), "Gần nhất: briefing"),
        (("--language", "fr"), "Các giá trị: vi, en"),
        (("--seed", "x"), "seed: “x” không phải số nguyên"),
        (("-p", "sed=1"), "sed: Không có tham số tên này trong các sổ tay đã chọn. Gần nhất: seed"),
        (("-p", "seed"), "tên=giá_trị"),
        (("--unts", "467"), "Không có tùy chọn --unts. Gần nhất: --units"),
    ],
)
def test_mistake_in_the_call_is_one_sentence_and_exit_code_2(
    workbook: Run, output: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = workbook("run", *arguments, "--output", output)
    assert result.code == 2
    assert words in result.err
    assert len(result.err.splitlines()) == 1
    assert not output.exists()


def test_all_mistakes_are_said_at_once(workbook: Run) -> None:
    result = workbook("run", "--units", "999", "--language", "fr", "-p", "sed=1")
    assert result.code == 2
    assert len(result.err.splitlines()) == 3


def test_mistake_in_the_data_is_exit_code_3(workbook: Run, output: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    path = data / "published" / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("value", "valeu", 1), encoding="utf-8")
    result = workbook("run", "--data", data, "--output", output)
    assert result.code == 3
    assert "observations.csv" in result.err
    assert not output.exists()


def test_data_of_another_folder_are_used_and_their_change_seen(
    workbook: Run, output: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEFAULT_DIRECTORY, data)
    arguments = ("run", "--units", "467", "--data", data, "--output", output)
    workbook(*arguments)
    moved = tmp_path / "moved"
    data.rename(moved)
    arguments = ("run", "--units", "467", "--data", moved, "--output", output, "--explain")
    assert "dùng lại, không có gì thay đổi" in workbook(*arguments).out
    path = moved / "reference" / "targets.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert "số liệu đã thay đổi (reference/targets.csv)" in workbook(*arguments).out


def test_json_events_are_one_object_a_line(workbook: Run, output: Path) -> None:
    result = workbook("run", "--units", "467", "--json-events", "--output", output)
    events = [json.loads(line) for line in result.out.splitlines()]
    names = [event["event"] for event in events]
    assert names == ["run_started", "report_built", "edition_published"]


def test_help_prints_every_parameter_or_its_json_schema(workbook: Run) -> None:
    text = workbook("help", "briefing").out
    assert len(text.splitlines()) == 7
    schema = json.loads(workbook("help", "briefing", "--json-schema", "--language", "en").out)
    assert schema["properties"]["seed"] == {
        "type": "integer",
        "default": 2030,
        "description": "Random seed: the same seed gives the same result",
        "minimum": 0,
        "maximum": 2**32 - 1,
    }


def test_list_names_notebooks_and_editions(workbook: Run, output: Path) -> None:
    workbook("run", "--units", "467", "--output", output)
    lines = workbook("list", "--output", output).out.splitlines()
    assert lines[0].split(maxsplit=1) == ["briefing", "mỗi đơn vị một báo cáo"]
    assert lines[-1] == f"Đợt mới nhất: {edition_of(output)}"


def test_verify_finds_a_changed_byte(
    workbook: Run, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook("run", "--units", "467", "--output", output)
    edition = edition_of(output)
    main(["verify", str(edition)])
    assert "Nguyên vẹn" in capsys.readouterr().out
    with (edition / "briefing_467_dakrong_vi.html").open("ab") as page:
        page.write(b" ")
    with pytest.raises(SystemExit, match="4"):
        main(["verify", str(edition)])
    assert "briefing_467_dakrong_vi.html: nội dung đã bị thay đổi" in capsys.readouterr().out


def test_diff_says_which_numbers_moved_and_why(
    workbook: Run, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook("run", "--units", "467", "--output", output)
    before = edition_of(output)
    workbook("run", "--units", "467", "--seed", "7", "--output", output)
    main(["diff", str(before), str(edition_of(output)), "--json"])
    moves = json.loads(capsys.readouterr().out)["moves"]
    assert [(move["name"], move["after"], move["causes"]) for move in moves] == [
        ("seed", 7, ["method"])
    ]
    main(["diff", str(before), str(edition_of(output))])
    assert "phương pháp hoặc tham số" in capsys.readouterr().out


def test_module_and_command_are_the_same_program() -> None:
    found = shutil.which("workbook", path=Path(sys.executable).parent)
    result = subprocess.run([str(found), "--help"], capture_output=True, text=True, check=True)
    for command in ("run", "help", "list", "verify", "diff"):
        assert f"  {command} " in result.stdout


@pytest.mark.skipif(not list(NOTEBOOK_DIRECTORY.glob("*.ipynb")), reason="no notebooks")
def test_own_notebooks_explain_each_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted(NOTEBOOK_DIRECTORY.glob("*.ipynb")):
        main(["help", path.stem, "--language", "en"])
        lines = capsys.readouterr().out.splitlines()
        assert lines
        assert all(len(line.split("  ")[-1].strip()) > 3 for line in lines)
