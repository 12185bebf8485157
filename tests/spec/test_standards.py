"""No difference across a change of standard."""
# ruff: noqa: E501 (a table's line is not broken)

import pytest

from analysis.assessment import assess

TITLE = {
    "vi": "Đổi chuẩn nghèo: không trừ số liệu của hai chuẩn",
    "en": "A change of standard: figures of two standards are never subtracted",
}
RULE = {
    "vi": (
        "Chỉ dùng các số liệu cùng chuẩn với số liệu mới nhất, kể từ năm gốc của chỉ tiêu. Số liệu "
        "theo chuẩn trước vẫn hiển thị trong bảng nhưng không tham gia tính toán."
    ),
    "en": (
        "Only figures in the standard of the latest one count, from the target's base year on. "
        "Figures of earlier standards stay in the table but enter no calculation."
    ),
}
TABLE = """
| Trường hợp · Case | Tỷ lệ cuối năm (%) · Rates | Từ năm · From | Đến năm · To | Bình quân · Mean |
|---|---|---|---|---|
| Đakrông, hộ nghèo | [2016–2020] 2019: 33,75 [2022–2026] 2022: 43,69 · 2023: 38,04 | 2022 | 2023 | 5,65 |
| Chuẩn mới từ 2027 | [2022–2026] 2025: 10,00 · 2026: 9,00 [2027–2030] 2027: 14,00 · 2028: 13,20 | 2027 | 2028 | 0,80 |
| Hai chuẩn cùng năm 2026 | [2022–2026] 2025: 10,00 · 2026: 9,00 [2027–2030] 2026: 14,60 · 2027: 13,50 | 2026 | 2027 | 1,10 |
| Mới có một số liệu chuẩn mới | [2022–2026] 2025: 10,00 · 2026: 9,00 [2027–2030] 2027: 14,00 | – | – | – |
| Trước năm gốc 2021 không tính | 2019: 20,00 · 2021: 15,90 · 2022: 14,93 | 2021 | 2022 | 0,97 |
"""


def test_standards(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]})

    assessment = assess(panel, None, target_of("pace", 1.0, 1.5), "A", is_own=True)

    first, last = assessment.window or (None, None)
    assert (first, last) == (row.number("From"), row.number("To"))
    assert assessment.observed_pace == pytest.approx(row.number("Mean"))
