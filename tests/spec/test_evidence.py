"""When a projection may speak."""
# ruff: noqa: E501 (a table's line is not broken)

from dataclasses import replace

from analysis.data.model import Vintage
from analysis.projection import METHODS, project
from analysis.projection.evidence import KEPT_WIDE, weigh
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
        "dự báo. Mọi thay đổi đều trong cùng một giai đoạn thì dù bao nhiêu đơn vị cũng chỉ là một "
        "lần nhìn thấy biến động chung: tin cậy thấp; nếu giai đoạn ấy theo chuẩn trước thì khoảng "
        "dự báo để rộng (mức biến động chung lớn nhất mà mô hình dự liệu). Số còn là ước thực hiện "
        "(ư) không tính vào mức tin cậy. Ví dụ: đơn vị A bên cạnh B và C."
    ),
    "en": (
        "Seven figures in the present standard: high; four: medium; fewer: low, with a trend "
        "borrowed from other units or an older standard. No figure: an estimate from the "
        "province's total and the other units, marked as one; without a total in the present "
        "standard, nothing. Where all units together hold fewer than three changes within a "
        "standard, nobody gets paths. Where all changes fall in one and the same period, any number "
        "of units is one look at what they share: evidence is low, and where that period is of an "
        "older standard the bands are kept wide (the largest common movement that the model allows "
        "for). A figure that is still an estimate (ư) does not count. Example: unit A beside B and "
        "C."
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
| Bốn số liệu, số cuối là ước thực hiện | 2021: 13,5 · 2022: 12,2 · 2023: 11,6 · 2024: 10,4 ư | 2022: 18,0 · 2023: 17,0 · 2024: 15,5 | – | series | low |
| Cả nhóm chỉ có một giai đoạn | 2023: 11,6 · 2024: 10,4 | 2023: 17,0 · 2024: 15,5 | – | series | low |
| Cả nhóm chỉ có một giai đoạn, theo chuẩn trước | [a] 2018: 9,0 · 2020: 7,0 [b] 2022: 10,4 | [a] 2018: 18,0 · 2020: 15,5 [b] 2022: 19,0 | – | series | low |
| Cả nhóm quá ít số liệu | 2023: 11,6 · 2024: 10,4 | 2024: 15,5 | – | none | none |
"""


def test_evidence(row, panel_of):
    series = {"A": row["Rates"], "B": row["Others"], "C": row["Others"], "T": row["Total"]}
    panel = panel_of(series, total="T")

    if row["Rates"].endswith("ư"):
        last = panel.latest("A")
        estimate = replace(last, vintage=Vintage.ESTIMATE)
        figures = tuple(estimate if figure is last else figure for figure in panel.observations)
        panel = replace(panel, observations=figures)

    evidence = weigh(panel, measure(panel), METHODS["pooled_trend"])["A"]

    assert (evidence.basis.value, evidence.strength) == (row["Basis"], row["Strength"])


def test_one_period_of_an_older_standard_widens_the_band(panel_of):
    """The same with the year between also known, so that two periods are."""
    one = {
        "A": "[a] 2018: 9,0 · 2020: 7,0 [b] 2022: 10,4",
        "B": "[a] 2018: 18,0 · 2020: 15,5 [b] 2022: 19,0",
    }
    two = {
        unit: text.replace(" · 2020", f" · 2019: {middle} · 2020")
        for (unit, text), middle in zip(one.items(), ("8,0", "16,7"), strict=True)
    }
    widths = []
    for series in (one, two):
        projection = project(panel_of({**series, "C": series["B"]}), horizon=2030, draws=1000)
        low, high = projection.interval("A", 80)[:, -1]
        widths.append(high - low)
        assert (KEPT_WIDE in projection.evidence["A"].reasons) == (series is one)
    assert widths[0] > 1.5 * widths[1]
