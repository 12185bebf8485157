"""The yearly change and its mean."""
# ruff: noqa: E501 (a table's line is not broken)

import pytest

from analysis.assessment import assess

TITLE = {
    "vi": "Mức giảm bình quân năm tính bằng điểm %",
    "en": "The mean yearly change is in percentage points",
}
RULE = {
    "vi": (
        "“Giảm 1–1,5%/năm” là giảm 1–1,5 **điểm %** mỗi năm, không phải giảm 1–1,5% của tỷ lệ. "
        "Mức giảm từng năm là hiệu của hai tỷ lệ liền nhau; bình quân là (số đầu − số cuối) chia "
        "cho số năm. Nếu thiếu số liệu giữa hai năm, hiệu số được chia đều cho số năm cách nhau."
    ),
    "en": (
        "A fall of “1–1.5 % a year” means percentage points of households, not a share of the "
        "rate. A year's fall is the difference of two consecutive rates; the mean is (first − "
        "last) over the years between. Where years are missing, the difference is spread evenly "
        "over the gap."
    ),
}
TABLE = """
| Trường hợp · Case | Tỷ lệ cuối năm (%) · Rates | Giảm từng năm · Falls | Bình quân · Mean |
|---|---|---|---|
| Nghèo đa chiều toàn tỉnh | 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 0,97 · 1,77 · 1,52 | 1,42 |
| Hộ nghèo toàn tỉnh | 2023: 7,71 · 2024: 6,60 | 1,11 | 1,11 |
| Nghèo đa chiều Đakrông | 2022: 53,45 · 2023: 49,14 · 2024: 43,31 | 4,31 · 5,83 | 5,07 |
| Thiếu một năm | 2021: 12,00 · 2023: 9,00 · 2024: 8,40 | 1,50 · 0,60 | 1,20 |
"""


def test_mean_change(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]})

    assessment = assess(panel, None, target_of("pace", 1.0, 1.5), "A", is_own=True)

    falls = [change.points_a_year for change in assessment.changes]
    assert falls == pytest.approx(row.numbers("Falls"))
    assert assessment.observed_pace == pytest.approx(row.number("Mean"))
