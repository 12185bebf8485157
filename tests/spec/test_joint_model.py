"""The joint model's scale and how its uncertainty grows."""
# ruff: noqa: E501 (a table's line is not broken)

import numpy as np
import pytest

from analysis.projection.covariance import Cells

TITLE = {
    "vi": "Mô hình chung: thang đo, các thành phần và độ bất định theo số năm",
    "en": "The joint model: its scale, its parts and how uncertainty grows",
}
RULE = {
    "vi": (
        "Tỷ lệ y (%) được đổi sang thang x = ln((y + 0,5) / (100 − y + 0,5)), nên kết quả luôn "
        "nằm trong 0–100 và nhận cả 0% lẫn 100%. Với đơn vị i, năm t, chuẩn s: x = mức riêng theo "
        "chuẩn + (xu hướng chung + xu hướng riêng) × thời gian + bước ngẫu nhiên chung + bước "
        "ngẫu nhiên riêng + nhiễu. Mức riêng không có tiên nghiệm, vì vậy chỉ mức thay đổi trong "
        "cùng một chuẩn mang thông tin. Xu hướng của hai chuẩn tương quan 0,5; sau số liệu cuối, "
        "mỗi năm xu hướng còn 95%. Tỷ trọng giữa các thành phần được lấy trung bình trên một "
        "lưới, tiên nghiệm học từ các bảng số liệu công khai; phương sai chung được tích phân ra; "
        "mỗi đơn vị có hệ số phương sai riêng, đuôi phân phối t. Số sơ bộ thêm sai số rà soát. "
        "Giá trị giữa là trung bình các đường dự báo, khoảng là phân vị 10–90% và 2,5–97,5%. "
        "Bảng: phương sai của mức thay đổi sau h năm, mỗi thành phần tính cho một đơn vị phương "
        "sai của nó."
    ),
    "en": (
        "A rate y (%) becomes x = ln((y + 0.5) / (100 − y + 0.5)), so that results stay within "
        "0–100 and 0 % and 100 % are allowed. For unit i, year t, standard s: x = own level in "
        "the standard + (common drift + own drift) × time + common random walk + own random walk "
        "+ noise. Levels have no prior, hence only changes within a standard inform. Drifts of "
        "two standards correlate by 0.5; after the last figure 95 % of the drift is left each "
        "year. The shares of the parts are averaged over a grid whose prior was learnt from "
        "public panels; the overall variance is integrated out; each unit has a variance ratio of "
        "its own with tails of a t. Preliminary figures add a revision error. The central value "
        "is the mean of the paths, bands are their 10–90 % and 2.5–97.5 % quantiles. The table: "
        "variance of the change after h years, each part for one unit of its own variance."
    ),
}
TABLE = """
| Sau số năm · Years ahead | Bước ngẫu nhiên · Walk | Nhiễu · Noise | Xu hướng · Drift | Xu hướng nếu không giảm dần · Undamped |
|---|---|---|---|---|
| 1 | 1 | 2 | 0,90 | 1 |
| 2 | 2 | 2 | 3,43 | 4 |
| 3 | 3 | 2 | 7,34 | 9 |
| 6 | 6 | 2 | 25,33 | 36 |
"""


def test_joint_model(row):
    ahead = int(row["Years ahead"])
    cells = Cells(np.array([0, 0]), np.array([2024, 2024 + ahead]), now=2024)

    growth = [kernel[1, 1] - 2 * kernel[0, 1] + kernel[0, 0] for kernel in cells.kernels()]

    stated = [row.number(part) for part in ("Walk", "Noise", "Drift")]
    assert growth == pytest.approx(stated, abs=0.005)
    assert row.number("Undamped") == ahead**2


def test_the_drifts_of_two_standards_correlate_by_one_half():
    cells = Cells(np.array([0, 1]), np.array([2020, 2020]), now=2024)

    drift = cells.kernels()[2]

    assert drift[0, 1] / np.sqrt(drift[0, 0] * drift[1, 1]) == pytest.approx(0.5)
