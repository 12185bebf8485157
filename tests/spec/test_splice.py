"""A line converted across a change of standard."""
# ruff: noqa: E501 (a table's line is not broken)

import re

import pytest

from analysis.projection.splice import spliced

TITLE = {
    "vi": "Năm có số liệu theo cả hai chuẩn: đường quy đổi chỉ để xem",
    "en": "A year counted in both standards: a converted line for the eye only",
}
RULE = {
    "vi": (
        "Nếu có một năm được rà soát theo cả hai chuẩn, số liệu chuẩn trước được dời trên thang "
        "logit của mục 7 để gặp số liệu chuẩn hiện hành ở năm đó, và vẽ bằng nét đứt mảnh. Đường "
        "này không phải số liệu công bố, không dùng để đánh giá hay dự báo. Không có năm chung "
        "thì không quy đổi: mức chênh giữa hai chuẩn khác nhau tùy đơn vị, không có hệ số chung."
    ),
    "en": (
        "Where one year was reviewed in both standards, figures of the earlier one are moved on "
        "the logit scale of chapter 7 to meet the present ones in that year, and drawn as a thin "
        "dashed line. It is no published figure and enters no verdict or forecast. Without a "
        "common year nothing is converted: the jump differs from place to place, and there is no "
        "common factor."
    ),
}
TABLE = """
| Trường hợp · Case | Chuẩn trước (%) · Older | Chuẩn hiện hành (%) · Newer | Quy đổi (%) · Converted |
|---|---|---|---|
| Năm chung 2021 | 2019: 8,0 · 2020: 7,0 · 2021: 6,0 | 2021: 10,0 · 2022: 9,2 | 2019: 13,1 · 2020: 11,5 · 2021: 10,0 |
| Hai năm chung: lấy năm sau | 2020: 7,0 · 2021: 6,0 | 2020: 12,0 · 2021: 10,0 | 2020: 11,5 · 2021: 10,0 |
| Không có năm chung | 2019: 8,0 · 2020: 7,0 | 2021: 10,0 · 2022: 9,2 | – |
| Bằng 0 vẫn quy đổi được | 2020: 0,0 · 2021: 0,0 | 2021: 1,0 | 2020: 1,0 · 2021: 1,0 |
| Không vượt 100 | 2020: 98,0 · 2021: 90,0 | 2021: 97,0 | 2020: 99,7 · 2021: 97,0 |
"""


def by_year(text):
    found = re.findall(r"(\d{4}): ([\d,]+)", text)
    return {int(year): float(value.replace(",", ".")) for year, value in found}


def test_splice(row):
    converted = spliced(by_year(row["Older"]), by_year(row["Newer"]))

    assert converted == pytest.approx(by_year(row["Converted"]), abs=0.05)
