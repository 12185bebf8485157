"""The plan on its page: every item, honest words, no comparison across a change of method."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from analysis import display as show
from analysis.assessment import Standing, Status
from analysis.data import load_dataset
from analysis.data.receipts import Receipt
from analysis.display.pci_chart import RECALIBRATED, pci_scores, segments
from analysis.display.plan_items import plan_rows, reporting_year
from analysis.locale import message


def page(day: str, language: str = "vi") -> show.Report:
    return show.Report(load_dataset("published", as_of=day, with_plan=True), "45", language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_board_shows_every_item_with_a_word(language: str) -> None:
    report = page("2025-08-22", language)

    board = show.plan_board(report)

    words = message("plan.standing.no_figures", language)
    for item in report.dataset.register.plan.items:
        assert f"{item.code}. {item.name(language)}" in board.text
    silent = [row for row in plan_rows(report) if row.verdict is Standing.NO_FIGURES]
    assert board.text.count(f"– {words}") == len(silent) > 20


def test_milestones_follow_the_day() -> None:
    before = {r.item.code: r.verdict for r in plan_rows(page("2024-12-01"))}
    after = {r.item.code: r.verdict for r in plan_rows(page("2026-01-05"))}

    assert (before["5"], after["5"]) == (Standing.WITHIN, Standing.OVERDUE)
    assert (before["6"], after["6"]) == (Standing.WITHIN, Standing.REPLACED)
    assert (before["18"], after["18"]) == (Standing.UNDERWAY, Status.SLOW)


def test_owner_is_the_one_of_the_day() -> None:
    assert "→ Sở" not in show.plan_board(page("2024-12-01")).text
    assert "Phòng BTXH-TE → Sở Y tế*" in show.plan_board(page("2026-01-05")).text


def test_plan_is_tracked_to_the_newest_evidence_unless_a_day_is_asked_for() -> None:
    newest, day = page(""), page("2025-08-22")

    assert newest.dataset.as_of == newest.dataset.register.plan.newest_evidence()
    assert "Quá hạn" in show.scheme_card(newest, "5").text
    assert "Trong thời hạn" in show.scheme_card(day, "5").text
    assert "khởi công" not in show.scheme_card(day, "18").text
    assert [reporting_year(dt.date(2026, month, 1)) for month in (2, 3)] == [2025, 2026]


def test_scores_are_not_joined_across_a_change_of_method() -> None:
    scores = pci_scores(page("2025-08-22"))

    assert [score.year for score in scores] == list(range(2006, 2024))
    assert [run[0].year for run in segments(scores)][1:] == list(RECALIBRATED)
    assert [s.year for s in scores if s.peers] == list(range(2006, 2017))
    assert all(len(s.peers) >= 62 for s in scores if s.peers)


def test_no_rank_is_printed() -> None:
    text = show.pci_chart(page("2025-08-22", "en")).text.lower()

    assert text.count("rank") == 1
    assert "no rank is given" in text


def test_facilities_and_programmes_say_what_is_known() -> None:
    report = page("2026-01-05")

    facilities = show.facilities_table(report).text
    programmes = show.programmes_table(report).text
    assert facilities.count("Chưa nêu tên") == 3
    assert "2.800 người" in facilities
    assert "Sức chứa" in facilities
    assert programmes.count("Đã hợp nhất") == 3
    assert "Đang thực hiện" in programmes
    assert "Quá hạn" in show.scheme_card(report, "5").text
    assert "1.762 người" in show.jobs_table(report).text


def test_summary_needs_no_forecast() -> None:
    text = show.plan_summary(page("2024-12-01")).text

    assert "01/12/2024" in text
    assert "7 tháng đầu năm 2025" not in text


def test_board_of_submissions_is_honest_where_nothing_came_in() -> None:
    text = show.submission_board(page("2026-01-05", "en")).text

    assert "no proof that nobody sent one" in text
    assert "78 areas" in text
    assert "10 areas" in show.submission_board(page("2024-12-01", "en")).text


def test_board_of_submissions_tells_late_from_in_time() -> None:
    report = page("2026-01-05", "en")
    late = Receipt(
        "467", "trained_labour", 2025, dt.date(2025, 11, 25), dt.date(2025, 11, 25),
        "made here", "R0001", True, "reported", "", 0, "made_here.xlsx", "",
    )  # fmt: skip
    early = replace(late, unit="464", received_on=dt.date(2025, 11, 24), is_accepted=False)
    register = replace(report.dataset.register, receipts=(late, early))
    dataset = replace(report.dataset, register=register)

    lines = show.submission_board(replace(report, dataset=dataset)).text.splitlines()

    (annual,) = (line for line in lines if line.startswith("Yearly report"))
    assert annual.split()[-6:] == ["2", "1", "1", "◆", "Coming", "in"]
    assert any("Dakrong" in line and "▽ Late 25/11/2025, accepted" in line for line in lines)
    assert any("Vinh Linh" in line and "● In time 24/11/2025, waits" in line for line in lines)
    (logged,) = (line for line in lines if line.split()[-1:] == ["1"] and "Dakrong" in line)
    assert "25/11/2025" in logged
    assert sum(line.startswith("Report of last month") for line in lines) == 1


def test_newer_word_of_the_press_outranks_an_old_figure() -> None:
    text = show.plan_board(page("2025-08-22")).text

    assert "20 cơ sở tham gia" in text
    assert "3.666 học viên" in text
    assert "20 cơ sở tham gia" not in show.plan_board(page("2024-06-30")).text
