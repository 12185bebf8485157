"""Words and symbols of the verdicts."""

import pytest

from analysis.assessment import Status, evidence_words, status_symbol, status_word
from analysis.assessment.words import PROBABILITY_BANDS
from analysis.locale import message, message_keys

VIETNAMESE = {
    Status.EXCEED: ("▲", "Vượt chỉ tiêu"),
    Status.MET: ("●", "Đạt chỉ tiêu"),
    Status.NEAR: ("◐", "Gần đạt, cần tăng tốc"),
    Status.SLOW: ("▽", "Chậm tiến độ"),
    Status.WORSE: ("▼", "Đi lùi (tỷ lệ tăng)"),
    Status.FLOOR: ("■", "Đã ở mức thấp, theo dõi duy trì"),
    Status.DONE: ("✓", "Đã đạt mục tiêu, cần duy trì"),
    Status.NODATA: ("–", "Chưa đủ số liệu"),
    Status.BREAK: ("–", "Không so sánh được (đổi chuẩn)"),
}


@pytest.mark.parametrize("status", Status)
def test_status_of_a_rate_that_should_fall(status):
    assert (status_symbol(status), status_word(status, "vi", direction=-1)) == VIETNAMESE[status]


def test_going_backwards_is_a_fall_where_a_rise_is_good():
    assert status_word(Status.WORSE, "vi", direction=+1) == "Đi lùi (tỷ lệ giảm)"
    assert status_word(Status.WORSE, "en", direction=+1) == "Going backwards (rate falls)"


def test_symbols_are_the_same_in_both_languages():
    symbols = {key for key in message_keys("assessment", "en") if ".symbol." in key}

    assert len(symbols) == len(Status)
    assert all(message(key, "vi") == message(key, "en") for key in symbols)


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ("high", "độ tin cậy cao"),
        ("medium", "độ tin cậy trung bình"),
        ("low", "độ tin cậy thấp"),
        ("none", "chưa đủ căn cứ để dự báo"),
    ],
)
def test_evidence_in_words(strength, words):
    assert evidence_words(strength, "vi") == words


def test_bands_cover_every_printed_probability():
    lowest = [bound for bound, _ in PROBABILITY_BANDS]

    assert lowest == sorted(lowest, reverse=True)
    assert lowest[-1] == 0
