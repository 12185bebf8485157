"""When a projection may speak."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.projection import METHODS
from analysis.projection.evidence import weigh
from analysis.projection.measurements import measure

TITLE = {
    "vi": "Khi nào được dự báo, và mức tin cậy",
    "en": "When a projection may speak, and how strong its evidence is",
}
RULE = {
    "vi": (
        "Từ 7 số liệu theo chuẩn hiện hành: tin cậy cao; từ 4: trung bình; ít hơn: thấp, xu hướng "
        "mượn từ các đơn vị khác hoặc từ chuẩn trước. Không có số liệu: ước lượng từ số toàn tỉnh "
        "và các đơn vị khác (ghi rõ là ước lượng); không có số toàn tỉnh theo chuẩn hiện hành thì "
        "không dự báo. Cả nhóm có dưới ba mức thay đổi trong cùng chuẩn thì không đơn vị nào được "
        "dự báo. Ví dụ: đơn vị A bên cạnh B và C."
    ),
    "en": (
        "Seven figures in the present standard: high; four: medium; fewer: low, with a trend "
        "borrowed from other units or an older standard. No figure: an estimate from the "
        "province's total and the other units, marked as one; without a total in the present "
        "standard, nothing. Where all units together hold fewer than three changes within a "
        "standard, nobody gets paths. Example: unit A beside B and C."
    ),
}
TABLE = """
| Trường hợp · Case | A: tỷ lệ (%) · Rates | B và C: tỷ lệ (%) · Others | Toàn tỉnh (%) · Total | Căn cứ · Basis | Tin cậy · Strength |
|---|---|---|---|---|---|
| Bảy số liệu | 2018: 16,0 · 2019: 15,2 · 2020: 14,1 · 2021: 13,5 · 2022: 12,2 · 2023: 11,6 · 2024: 10,4 | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | series | high |
| Bốn số liệu | 2021: 13,5 · 2022: 12,2 · 2023: 11,6 · 2024: 10,4 | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | series | medium |
| Hai số liệu | 2023: 11,6 · 2024: 10,4 | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | series | low |
| Một số liệu, ba số chuẩn trước | [a] 2018: 9,0 · 2019: 8,0 · 2020: 7,0 [b] 2024: 10,4 | [b] 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | series | low |
| Không số liệu, có số toàn tỉnh | – | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | 2023: 16,0 · 2024: 15,0 | estimate | low |
| Không số liệu, không số toàn tỉnh | – | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | none | none |
| Cả nhóm quá ít số liệu | 2023: 11,6 · 2024: 10,4 | 2024: 15,5 | – | none | none |
"""


def test_evidence(row, panel_of):
    series = {"A": row["Rates"], "B": row["Others"], "C": row["Others"], "T": row["Total"]}
    panel = panel_of(series, total="T")

    evidence = weigh(panel, measure(panel), METHODS["pooled_trend"])["A"]

    assert (evidence.basis.value, evidence.strength) == (row["Basis"], row["Strength"])
