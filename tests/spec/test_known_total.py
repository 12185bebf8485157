"""The published total as an observation of its parts."""
# ruff: noqa: E501 (a table's line is not broken)

import numpy as np

from analysis.locale import Formatter
from analysis.projection import project

TITLE = {
    "vi": "Đơn vị chưa có số liệu: ước lượng từ số toàn tỉnh",
    "en": "A unit without figures: estimated from the published total",
}
RULE = {
    "vi": (
        "Số toàn tỉnh đã công bố là một quan sát của tổng các đơn vị, tính theo số hộ. Mỗi bộ "
        "đường dự báo được dời, ít nhất có thể theo hiệp phương sai chung, để tổng khớp với số đó "
        "trong phạm vi làm tròn và rà soát; đơn vị chưa có số liệu nhận phần còn lại. Kết quả "
        "luôn ghi là ước lượng, có khoảng rộng hơn, và không bao giờ lẫn với số đã công bố. Ví "
        "dụ: A có 1.000 hộ, số liệu 2022–2024 là 31,0 · 30,2 · 29,0; B có 2.000 hộ, số liệu "
        "2021–2023 là 7,5 · 7,0 · 6,4, chưa có 2024; C có 1.000 hộ. Các cột sau cho năm 2024; "
        "tổng lấy từ chính các đường của A, B và C."
    ),
    "en": (
        "A published total observes the sum of its units, weighted by households. Each joint path "
        "is moved, as little as the common covariance allows, to where the sum meets it within "
        "rounding and revision; a unit without figures takes what is left. The result is always "
        "called an estimate, has a wider band and is never mixed with published figures. Example: "
        "A has 1,000 households and 31.0 · 30.2 · 29.0 in 2022–2024; B 2,000 and 7.5 · 7.0 · 6.4 "
        "in 2021–2023, none of 2024; C 1,000 households. The later columns are of 2024; the sum "
        "is taken from the paths of A, B and C themselves."
    ),
}
TABLE = """
| Số của C (%) · Figures | Toàn tỉnh (%) · Total | Căn cứ của C · Basis | C năm 2024 (%) · Mean | Khoảng 80% · Band | Tổng A, B, C (%) · Sum |
|---|---|---|---|---|---|
| – | – | none | – | – | – |
| – | 2024: 12,0 | estimate | 6,3 | 4,7–7,9 | 12,0 |
| – | 2024: 14,0 | estimate | 14,3 | 12,6–15,9 | 14,0 |
| – | 2024: 16,0 | estimate | 22,3 | 20,6–23,9 | 16,0 |
| – | 2023: 14,6 · 2024: 14,0 | estimate | 14,6 | 13,7–15,6 | 14,0 |
| 2023: 15,6 · 2024: 15,0 | 2024: 14,0 | series | 15,0 | 14,8–15,2 | 14,0 |
"""
HOUSEHOLDS = {"A": 1000.0, "B": 2000.0, "C": 1000.0, "T": 4000.0}
A, B = "2022: 31,0 · 2023: 30,2 · 2024: 29,0", "2021: 7,5 · 2022: 7,0 · 2023: 6,4"


def test_known_total(row, panel_of):
    series = {"A": A, "B": B, "C": row["Figures"], "T": row["Total"]}
    panel = panel_of(series, total="T", weights=HOUSEHOLDS)

    projection = project(panel, horizon=2030, draws=4000)

    assert projection.evidence["C"].basis.value == row["Basis"]
    assert projection.has("C") == (row["Basis"] != "none")
    if projection.has("C"):
        year = projection.years.index(2024)
        a, b, c = (projection.of(unit)[year] for unit in "ABC")
        fmt = Formatter("vi")
        low, high = (fmt.number(bound, 1) for bound in np.quantile(c, [0.1, 0.9]))
        assert fmt.number(c.mean(), 1) == row["Mean"]
        assert f"{low}–{high}" == row["Band"]
        assert fmt.number((a + 2 * b + c).mean() / 4, 1) == row["Sum"]
