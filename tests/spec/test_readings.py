"""The same figures by other bodies' rules."""
# ruff: noqa: E501 (a table's line is not broken)

import pytest

from analysis.assessment import assess
from analysis.locale import Formatter, message

TITLE = {
    "vi": "Cùng số liệu, cách đánh giá của các tổ chức khác",
    "en": "The same figures by the rules of other bodies",
}
RULE = {
    "vi": (
        "Chỉ tiêu giảm bình quân năm được đổi thành một mức ở năm cuối (số đầu − L × số năm), vì "
        "các cách dưới đây so tỷ lệ với một mức. **Eurostat**: tốc độ tăng trưởng kép thực tế chia "
        "cho tốc độ cần có (95/60/0%). **ESCAP**: khoảng cách dự kiến ở năm cuối chia cho quãng "
        "đường phải đi (10/100%). **SDSN**: mức giảm thực tế chia cho mức cần (100/50/0%). **UN "
        "DESA**: phần quãng đường đi được đến năm cuối theo tốc độ kép (95/10%). Các cách này chỉ "
        "để tham khảo độ nhạy, không thay kết luận."
    ),
    "en": (
        "A target of yearly change first becomes a level in the target year (first figure − L × "
        "years), since these rules compare with a level. **Eurostat**: observed over required "
        "compound growth (95/60/0 %). **ESCAP**: gap expected in the target year over the way to "
        "go (10/100 %). **SDSN**: observed over needed change (100/50/0 %). **UN DESA**: share of "
        "the way covered by the target year at compound growth (95/10 %). They show how sensitive "
        "the verdict is, and never replace it."
    ),
}
TABLE = """
| Tỷ lệ cuối năm (%) · Rates | Mức 2030 · Goal | Cách · Method | Tỷ số · Ratio | Kết quả · Reading |
|---|---|---|---|---|
| 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 6,90 | eurostat | 1,115 | Đúng tiến độ |
| 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 6,90 | escap | −0,477 | Duy trì để đạt |
| 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 6,90 | sdsn | 1,420 | Đúng tiến độ ↑ |
| 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 6,90 | unsd | 1,074 | Đạt hoặc đúng tiến độ |
| 2021: 15,90 · 2022: 15,50 | 6,90 | eurostat | 0,284 | Tiến bộ hạn chế |
| 2021: 15,90 · 2022: 15,50 | 6,90 | escap | 0,600 | Cần tăng tốc |
| 2021: 15,90 · 2022: 15,50 | 6,90 | sdsn | 0,400 | Chững lại → |
| 2021: 15,90 · 2022: 15,50 | 6,90 | unsd | 0,362 | Có tiến bộ, cần tăng tốc |
| 2021: 15,90 · 2022: 16,50 | 6,90 | eurostat | −0,426 | Xấu đi |
| 2021: 15,90 · 2022: 16,50 | 6,90 | escap | 1,600 | Cần đảo chiều xu hướng |
| 2021: 15,90 · 2022: 16,50 | 6,90 | sdsn | −0,600 | Xấu đi ↓ |
| 2021: 15,90 · 2022: 16,50 | 6,90 | unsd | −0,699 | Chững lại hoặc thụt lùi |
"""


def test_readings(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]})

    assessment = assess(panel, None, target_of("pace", 1.0, 1.5), "A", is_own=True)

    reading = next(r for r in assessment.readings if r.method == row["Method"])
    assert assessment.implied_target_level == pytest.approx(row.number("Goal"))
    assert Formatter("vi").number(reading.ratio, 3) == row["Ratio"].replace("−", "-")
    assert message(reading.label, "vi") == row["Reading"]
