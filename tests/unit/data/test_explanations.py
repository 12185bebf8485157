"""Units' reasons and proposals: read as reviewed, refused with row and column where wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.data import ExplanationKind, load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import DataError

HEADER = "indicator,kind,position,text_vi,text_en,document,received_on,reviewed_on,reviewed_by\n"
REASON = "multidim_poverty_rate,reason,1,Mưa lũ.,Floods.,,2025-09-01,2025-09-05,Văn phòng Sở\n"
PROPOSAL = "multidim_poverty_rate,proposal,1,Bổ sung vốn.,,,2025-09-01,2025-09-05,Văn phòng Sở\n"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for folder in ("explanations", "published", "received", "reference"):
        shutil.copytree(DEFAULT_DIRECTORY / folder, tmp_path / folder)
    return tmp_path


def write(directory: Path, text: str, name: str = "467_2024.csv") -> None:
    (directory / "explanations" / name).write_text(HEADER + text, encoding="utf-8")


def test_words_count_from_the_day_of_their_review(directory: Path) -> None:
    write(directory, REASON + PROPOSAL)
    before = load_dataset(as_of="2025-09-04", directory=directory)
    after = load_dataset(directory=directory)

    assert before.explanations("467") == ()
    assert after.as_of.isoformat() == "2025-09-05"
    proposal, reason = after.explanations("467", year=2024)
    assert (reason.kind, reason.text("en")) == (ExplanationKind.REASON, "Floods.")
    assert proposal.text("en") == "Bổ sung vốn."  # as the unit wrote it where nobody translated it
    assert after.explanations("467", year=2023) == ()
    assert after.inputs["explanations/467_2024.csv"]


@pytest.mark.parametrize(
    ("text", "name", "where", "what"),
    [
        (REASON.replace("reason", "excuse"), "467_2024.csv", "dòng 2, cột kind", "excuse"),
        (REASON.replace("2025-09-05", "05/09/2025"), "467_2024.csv", "cột reviewed_on", "05/09"),
        (REASON.replace("Mưa lũ.", "x" * 601), "467_2024.csv", "dòng 2, cột text_vi", "dài"),
        (REASON.replace("Mưa lũ.", ""), "467_2024.csv", "dòng 2, cột text_vi", "trống"),
        ("x" + REASON, "467_2024.csv", "dòng 2, cột indicator", "xmultidim"),
        (REASON + REASON, "467_2024.csv", "dòng 2", "trùng"),
        (REASON, "999_2024.csv", "999_2024.csv", "mã đơn vị"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(
    directory: Path, text: str, name: str, where: str, what: str
) -> None:
    write(directory, text, name)

    with pytest.raises(DataError) as refused:
        load_dataset(directory=directory)
    problem = next(str(problem) for problem in refused.value.problems if name in str(problem))
    assert where in problem
    assert what in problem


def test_no_explanation_is_made_up_for_the_published_figures() -> None:
    data = load_dataset()

    assert all(data.explanations(unit) == () for unit in data.units)
