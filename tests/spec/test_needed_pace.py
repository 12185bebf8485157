"""What the years left must bring."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.assessment import assess
from analysis.locale import Formatter

TITLE = {
    "vi": "Mức cần giảm trong các năm còn lại",
    "en": "What the years left must bring",
}
RULE = {
    "vi": (
        "Mức cần = (L × N − n × m) / (N − n): L là cận của chỉ tiêu, N là số năm từ số liệu đầu "
        "đến năm cuối, n là số năm đã có số liệu, m là mức giảm bình quân đã đạt. Quy ra hộ: nhân "
        "với tổng số hộ gần nhất, chia 100. Nếu kết quả đã bảo đảm cận đó thì mức cần bằng 0; nếu "
        "tỷ lệ không còn đủ để giảm từng ấy thì không nêu (–)."
    ),
    "en": (
        "Need = (L × N − n × m) / (N − n): L the bound, N the years from the first figure to the "
        "target year, n the years with figures, m the mean fall so far. Households: times the "
        "latest number of households, over 100. Zero where the results already secure the bound; "
        "none (–) where the rate has not that much left to fall."
    ),
}
TABLE = """
| Trường hợp · Case | Tỷ lệ cuối năm (%) · Rates | Tổng số hộ · Households | Cần cho 1,0 · Need 1.0 | Số hộ/năm · Households a year | Cần cho 1,5 · Need 1.5 | Tỷ lệ 2030 theo 1,0 · Level 2030 |
|---|---|---|---|---|---|---|
| Chín năm 2022–2030 | 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | 182.120 | 0,79 | 1.439 | 1,54 | 6,90 |
| Chưa làm năm nào | 2021: 15,90 | 182.120 | 1,00 | 1.821 | 1,50 | 6,90 |
| Đakrông, hộ nghèo | 2022: 43,69 · 2023: 38,04 | 12.098 | 0,34 | 41 | 0,91 | 35,69 |
| Đã bảo đảm cận thấp | 2022: 53,45 · 2023: 49,14 · 2024: 43,31 | 12.098 | 0,00 | 0 | 0,31 | 45,45 |
| Còn quá ít để giảm | 2022: 2,89 · 2023: 1,91 | 27.222 | – | – | – | 0,00 |
"""


def test_needed_pace(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]})
    base, write = (row.number("Households"), 2023), Formatter("vi").number

    assessment = assess(panel, None, target_of("pace", 1.0, 1.5), "A", is_own=True, base=base)

    least, most = assessment.need_lower, assessment.need_upper
    assert write(least and least.points_a_year, 2) == row["Need 1.0"]
    assert write(least and least.count_a_year) == row["Households a year"]
    assert write(most and most.points_a_year, 2) == row["Need 1.5"]
    assert write(assessment.implied_target_level, 2) == row["Level 2030"]
