"""Standards and the projection."""

import numpy as np

from analysis.projection import project

TITLE = {
    "vi": "Dự báo qua lần đổi chuẩn: mức cũ không kéo theo mức mới",
    "en": "Projection and a change of standard: old levels do not pull the new ones",
}
RULE = {
    "vi": (
        "Mô hình chỉ dùng mức thay đổi trong từng chuẩn. Một số liệu đơn lẻ của chuẩn trước, dù "
        "cao hay thấp, không làm đổi dự báo; hai số liệu trở lên của chuẩn trước có góp thông tin "
        "về xu hướng. Đường dự báo bắt đầu từ số liệu cuối theo chuẩn hiện hành. Ví dụ: A có các "
        "số 2022–2024 theo chuẩn hiện hành, thêm các số chuẩn trước như trong bảng."
    ),
    "en": (
        "The model uses changes within each standard only. One figure of an older standard, high "
        "or low, changes nothing; two or more add information on the trend. Paths start from the "
        "last figure in the present standard. Example: A has figures of 2022–2024 in the present "
        "standard, and those of the older one in the table."
    ),
}
TABLE = """
| Trường hợp · Case | Số liệu chuẩn trước (%) · Older | Dự báo đổi? · Changed |
|---|---|---|
| Không có | – | không |
| Một số cao | 2020: 60,0 | không |
| Một số thấp | 2020: 1,0 | không |
| Hai số, giảm nhanh | 2019: 60,0 · 2020: 40,0 | có |
"""
PRESENT = "[b] 2022: 18,0 · 2023: 16,8 · 2024: 16,0"


def path(panel_of, older):
    panel = panel_of({"A": f"[a] {older} {PRESENT}", "B": PRESENT, "C": PRESENT})
    return project(panel, method="hierarchical_random_walk", horizon=2030, draws=200).of("A")


def test_projection_break(row, panel_of):
    changed = not np.array_equal(path(panel_of, row["Older"]), path(panel_of, "–"))

    assert ("có" if changed else "không") == row["Changed"]
