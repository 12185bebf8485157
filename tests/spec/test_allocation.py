"""A province's need shared among its units."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.assessment import AllocationRule, AllocationUnit, allocate
from analysis.locale import Formatter

TITLE = {
    "vi": "Phân bổ mức cần giảm của tỉnh cho các đơn vị",
    "en": "A province's need shared among its units",
}
RULE = {
    "vi": (
        "Ba cách: **như nhau** (mọi đơn vị giảm cùng số điểm %), **theo tỷ lệ** (giảm nhiều hơn ở "
        "nơi tỷ lệ cao), **theo khả năng** (như nhau, nhưng không quá mức từng đơn vị có thể giảm, "
        "phần thiếu chia cho các đơn vị khác). Số hộ của các đơn vị cộng lại luôn đúng bằng số hộ "
        "của tỉnh; phần không đơn vị nào làm được ghi riêng. Ví dụ: tỉnh cần giảm 1,0 điểm %/năm; "
        "A có 1.000 hộ, tỷ lệ 30%; B có 3.000 hộ, tỷ lệ 6%; khả năng tối đa mỗi năm 4,0 và 0,8 "
        "điểm %."
    ),
    "en": (
        "Three ways: **equal** (the same points everywhere), **proportional** (more where the rate "
        "is higher), **capacity** (the same, but nobody more than it can; the others make up for "
        "it). The households of the units always add up to the province's; what nobody can do is "
        "named apart. Example: the province must fall by 1.0 points a year; A has 1,000 households "
        "at 30 %, B 3,000 at 6 %; at most 4.0 and 0.8 points a year are possible."
    ),
}
TABLE = """
| Cách · Rule | Cần, điểm %/năm · Need | A: điểm %/năm · A points | A: hộ/năm · A households | B: điểm %/năm · B points | B: hộ/năm · B households | Thiếu, hộ/năm · Shortfall |
|---|---|---|---|---|---|---|
| equal_pace | 1,0 | 1,00 | 10 | 1,00 | 30 | 0 |
| proportional | 1,0 | 2,50 | 25 | 0,50 | 15 | 0 |
| capacity_limited | 1,0 | 1,60 | 16 | 0,80 | 24 | 0 |
| capacity_limited | 2,0 | 4,00 | 40 | 0,80 | 24 | 16 |
| equal_pace | 0,33 | 0,33 | 3 | 0,33 | 10 | 0 |
"""
UNITS = (AllocationUnit("A", 1000, 30, 4.0), AllocationUnit("B", 3000, 6, 0.8))


def test_allocation(row):
    write = Formatter("vi").number

    shared = allocate(row.number("Need"), UNITS, AllocationRule(row["Rule"]))

    for share in shared.shares:
        assert write(share.points_a_year, 2) == row[f"{share.unit} points"]
        assert write(share.count_a_year) == row[f"{share.unit} households"]
    assert write(shared.shortfall_a_year) == row["Shortfall"]
