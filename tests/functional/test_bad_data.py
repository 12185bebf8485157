"""Every way a data file can be wrong: one Vietnamese sentence with file, row and column."""

import shutil
from pathlib import Path

import pytest

from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import DataError, ExitCode

OBSERVATIONS = "published/observations.csv"
DAKRONG_2023 = "poor_household_rate,467,Đakrông,2023,end_of_year,multidim_ND07_2021,38.04"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Copy of the data directory that a test may spoil."""
    copy = tmp_path / "data"
    for folder in ("explanations", "published", "received", "reference"):
        shutil.copytree(DEFAULT_DIRECTORY / folder, copy / folder)
    return copy


FAMILIES = """\
poverty = ["multidim_poverty_rate", "poor_household_rate", "near_poor_household_rate"]
trained_labour = ["trained_labour_rate_admin", "trained_labour_rate_with_certificate_admin"]"""


def spoil(directory: Path, old: str, new: str, path: str = OBSERVATIONS) -> int:
    """Replace a text once and return the line it stands in."""
    text = (directory / path).read_text(encoding="utf-8")
    assert old in text
    (directory / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def sentences(directory: Path) -> list[str]:
    with pytest.raises(DataError) as refused:
        load_dataset(directory=directory)
    assert refused.value.exit_code is ExitCode.BAD_DATA
    return [str(problem) for problem in refused.value.problems]


def test_sound_copy_loads(directory: Path) -> None:
    assert load_dataset(directory=directory).inputs == load_dataset().inputs


@pytest.mark.parametrize(
    ("new", "column", "what"),
    [
        (DAKRONG_2023.replace("38.04", "ba tám"), "value", "“ba tám” không phải là số"),
        (DAKRONG_2023.replace("38.04", "inf"), "value", "“inf” không phải là số"),
        (DAKRONG_2023.replace("38.04", '"38,04"'), "value", "“38,04” không phải là số"),
        (DAKRONG_2023.replace("38.04", ""), "value", "Ô trống"),
        (DAKRONG_2023.replace("38.04", "140"), "value", "140 nằm ngoài giới hạn từ 0 đến 100"),
        (DAKRONG_2023.replace("38.04", "-1"), "value", "-1 nằm ngoài giới hạn từ 0 đến 100"),
        (DAKRONG_2023.replace("2023", "2023.5"), "year", "“2023.5” không phải là số nguyên"),
        (DAKRONG_2023.replace("2023", "20230"), "year", "20230 nằm ngoài khoảng cho phép"),
        (DAKRONG_2023.replace(",467,", ",999,"), "unit_code", "Mã đơn vị “999” không có trong"),
        (DAKRONG_2023.replace("_ND07", "_ND08"), "standard", "Chuẩn “multidim_ND08_2021”"),
        ("x" + DAKRONG_2023, "indicator", "Chỉ tiêu “xpoor_household_rate” không có"),
    ],
)
def test_wrong_cell_is_named(directory: Path, new: str, column: str, what: str) -> None:
    row = spoil(directory, DAKRONG_2023, new)

    (sentence,) = sentences(directory)

    assert sentence.startswith(f"data/{OBSERVATIONS}, dòng {row}, cột {column}: ")
    assert what in sentence


def test_other_unit_of_measure_is_named(directory: Path) -> None:
    row = spoil(directory, DAKRONG_2023 + ",percent", DAKRONG_2023 + ",households")

    (sentence,) = sentences(directory)

    assert sentence.startswith(f"data/{OBSERVATIONS}, dòng {row}, cột unit: ")
    assert "“households” khác với đơn vị của chỉ tiêu (percent)" in sentence


def test_missing_column_is_named(directory: Path) -> None:
    spoil(directory, ",value,", ",gia_tri,")

    assert sorted(sentences(directory)) == [
        f"data/{OBSERVATIONS}: Cột gia_tri không có trong mẫu. Hãy sửa tên hoặc bỏ cột này.",
        f"data/{OBSERVATIONS}: Thiếu cột value. Hãy thêm cột này vào tệp.",
    ]


def test_duplicate_figure_names_both_rows(directory: Path) -> None:
    path = directory / OBSERVATIONS
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines, 1) if line.startswith(DAKRONG_2023))
    path.write_text("\n".join([*lines, lines[first - 1]]) + "\n", encoding="utf-8")

    (sentence,) = sentences(directory)

    assert sentence.startswith(f"data/{OBSERVATIONS}, dòng {len(lines) + 1}: ")
    assert f"với dòng {first} của data/{OBSERVATIONS}" in sentence


def test_file_in_another_encoding_is_named(directory: Path) -> None:
    path = directory / OBSERVATIONS
    text = path.read_text(encoding="utf-8").replace("Đakrông", "Dakrông", 1)
    path.write_bytes(text.encode("cp1258", errors="replace"))

    (sentence,) = sentences(directory)

    assert "không được lưu ở bảng mã UTF-8" in sentence
    assert sentence.startswith(f"data/{OBSERVATIONS}, dòng ")


def test_unclosed_quote_and_wrong_number_of_cells(directory: Path) -> None:
    (directory / "reference/doubtful.csv").write_text('indicator,"unit', encoding="utf-8")
    row = spoil(directory, DAKRONG_2023, DAKRONG_2023 + ",thừa")

    found = sentences(directory)

    assert "data/reference/doubtful.csv: Tệp không phải là CSV hợp lệ" in found[0]
    assert f"{OBSERVATIONS}, dòng {row}: Dòng có 13 ô, cần 12 ô" in found[1]


def test_repeated_header_is_refused(directory: Path) -> None:
    spoil(directory, "unit_code,unit_name", "unit_code,unit_code")

    (sentence,) = sentences(directory)

    assert "hai cột trùng tên" in sentence


def test_all_missing_files_are_named_at_once(directory: Path) -> None:
    (directory / OBSERVATIONS).unlink()
    (directory / "reference/units.csv").unlink()

    assert [sentence.partition(":")[0] for sentence in sentences(directory)] == [
        "data/reference/units.csv",
        f"data/{OBSERVATIONS}",
    ]


def test_missing_directory_is_named(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path / "nowhere")

    assert sentence.startswith(f"{tmp_path / 'nowhere'}: Không tìm thấy thư mục số liệu")


def test_source_without_a_day_of_knowledge_is_refused(directory: Path) -> None:
    spoil(
        directory, "QĐ 576/QĐ-LĐTBXH 18/05/2021,2020", "Nguồn khác,2020", "reference/vintages.csv"
    )

    (sentence,) = sentences(directory)

    assert "Nguồn “QĐ 576/QĐ-LĐTBXH 18/05/2021”" in sentence
    assert "Hãy bổ sung một dòng vào vintages.csv" in sentence


def test_bad_reference_table_names_row_and_allowed_words(directory: Path) -> None:
    row = spoil(directory, "467,467,district", "467,467,huyện", "reference/units.csv")

    (sentence,) = sentences(directory)

    assert sentence.startswith(f"data/reference/units.csv, dòng {row}, cột level: “huyện”")
    assert "nation, region, province, district" in sentence


def test_bad_date_and_repeated_key_of_a_reference_table(directory: Path) -> None:
    row = spoil(directory, "2024-01-05", "05/01/2024", "reference/vintages.csv")
    units = directory / "reference/units.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    units.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")

    found = sentences(directory)

    assert [s.partition(": ")[0] for s in found] == [
        f"data/reference/units.csv, dòng {len(lines)}",
        f"data/reference/units.csv, dòng {len(lines) + 1}",
        f"data/reference/vintages.csv, dòng {row}, cột known_on",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "column"),
    [
        ("reference/units.csv", "467,467,district,45,", "467,467,district,459,", "parent"),
        ("reference/targets.csv", "poor_household_rate,45,", "poor_rate,45,", "indicator"),
    ],
)
def test_code_that_another_table_lacks_is_named(
    directory: Path, path: str, old: str, new: str, column: str
) -> None:
    row = spoil(directory, old, new, path)

    (sentence,) = sentences(directory)

    assert sentence.startswith(f"data/{path}, dòng {row}, cột {column}: ")
    assert "không có trong data/reference/" in sentence


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[published", "[published]]", "bị hỏng hoặc thiếu mục"),
        ("horizon = 2030", 'horizon = "2030"', "bị hỏng hoặc thiếu mục"),
        ('level = "district"', 'level = "huyện"', "bị hỏng hoặc thiếu mục"),
        ("2024-12-31", '"31/12/2024"', "bị hỏng hoặc thiếu mục"),
        ('total = "45"', 'total = "459"', "Mã “459” trong mô tả"),
        ('"poor_household_rate"', '"poor_rate"', "Mã “poor_rate” trong mô tả"),
        (FAMILIES, 'poverty = ["trained_workers_admin"]', "Không có số liệu nào"),
    ],
)
def test_wrong_description_is_refused(directory: Path, old: str, new: str, what: str) -> None:
    spoil(directory, old, new, "reference/datasets.toml")

    (sentence,) = sentences(directory)

    assert sentence.startswith("data/reference/datasets.toml: ")
    assert what in sentence


def test_problems_of_several_kinds_and_rows_are_reported_together(directory: Path) -> None:
    text_row = spoil(directory, DAKRONG_2023, DAKRONG_2023.replace("38.04", "nhiều"))
    unit_row = spoil(directory, "poor_household_rate,468,", "poor_household_rate,998,")

    found = sentences(directory)

    assert [s.partition(": ")[0] for s in found] == [
        f"data/{OBSERVATIONS}, dòng {text_row}, cột value",
        f"data/{OBSERVATIONS}, dòng {unit_row}, cột unit_code",
    ]


def test_long_wrong_text_is_shortened(directory: Path) -> None:
    spoil(directory, DAKRONG_2023, DAKRONG_2023.replace("38.04", "9x" * 500))

    (sentence,) = sentences(directory)

    assert len(sentence) < 250
    assert "…" in sentence


def test_byte_order_mark_and_windows_line_ends_are_no_problem(directory: Path) -> None:
    path = directory / OBSERVATIONS
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())

    latest = load_dataset(directory=directory).panel("poor_household_rate").latest("467")

    assert latest is not None
    assert latest.value == 38.04
