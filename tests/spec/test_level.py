"""Targets that name a level."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.assessment import assess, status_word
from analysis.locale import Formatter

TITLE = {
    "vi": "Chỉ tiêu dạng mức (lao động qua đào tạo đạt 85% vào năm 2030)",
    "en": "Level targets (85 % trained labour in 2030)",
}
RULE = {
    "vi": (
        "Tốc độ cần có là đoạn thẳng từ số liệu đầu đến mức chỉ tiêu ở năm cuối. Tốc độ thực tế là "
        "đường hồi quy qua các số liệu cùng cách tính, năm gần có trọng số lớn hơn (1 ở năm đầu, "
        "thêm 1 mỗi năm); hai số liệu thì chỉ là hiệu số. Thực tế so với cần có: từ 95% là đạt, từ "
        "60% là gần đạt, từ 0% là chậm, dưới 0 là đi lùi; đã bằng hoặc hơn mức chỉ tiêu là đã đạt. "
        "Nếu từ năm gốc có dưới hai số liệu thì dùng cả các năm trước cùng cách tính. “Cần/năm” là "
        "mức tăng bình quân các năm còn lại."
    ),
    "en": (
        "The required slope is the straight line from the first figure to the target. The observed "
        "slope is a regression through the figures of one definition in which recent years weigh "
        "more (1 in the first year, one more each year); two figures give a mere difference. "
        "Observed over required: on target from 95 %, nearly from 60 %, behind from 0 %, backwards "
        "below; at or above the level the target is reached. With fewer than two figures since the "
        "base year, earlier ones of the same definition count too. “Need” is the mean rise of the "
        "years left."
    ),
}
TABLE = """
| Trường hợp · Case | Mức (%) · Goal | Tỷ lệ cuối năm (%) · Rates | Thực tế/năm · Observed | Cần có/năm · Required | Kết luận · Verdict | Cần/năm · Need |
|---|---|---|---|---|---|---|
| Qua đào tạo, cuối 2023 | 85 | 2023: 72,66 | – | 1,76 | nodata: Chưa đủ số liệu | 1,76 |
| Có bằng cấp, chứng chỉ, cuối 2023 | 36 | 2023: 33,00 | – | 0,43 | nodata: Chưa đủ số liệu | 0,43 |
| Có bằng cấp, từ 2018 | 36 | 2018: 29,10 · 2019: 30,00 · 2023: 33,00 | 0,76 | 0,58 | met: Đạt chỉ tiêu | 0,43 |
| Đúng 95% | 19 | 2021: 10,00 · 2022: 10,95 | 0,95 | 1,00 | met: Đạt chỉ tiêu | 1,01 |
| Dưới 95% | 19 | 2021: 10,00 · 2022: 10,94 | 0,94 | 1,00 | near: Gần đạt, cần tăng tốc | 1,01 |
| Đúng 60% | 19 | 2021: 10,00 · 2022: 10,60 | 0,60 | 1,00 | near: Gần đạt, cần tăng tốc | 1,05 |
| Không tăng | 19 | 2021: 10,00 · 2022: 10,00 | 0,00 | 1,00 | slow: Chậm tiến độ | 1,13 |
| Giảm | 19 | 2021: 10,00 · 2022: 9,90 | −0,10 | 1,00 | worse: Đi lùi (tỷ lệ giảm) | 1,14 |
| Đã đạt | 19 | 2021: 18,10 · 2022: 19,00 | 0,90 | 0,10 | done: Đã đạt mục tiêu, cần duy trì | 0,00 |
| Đổi cách tính | 85 | [cũ] 2021: 60,00 [mới] 2023: 72,66 | – | 1,76 | break: Không so sánh được (đổi chuẩn) | 1,76 |
"""


def test_level(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]}, direction=+1)
    target = target_of("level", row.number("Goal"))
    write = Formatter("vi").number

    assessment = assess(panel, None, target, "A", is_own=True)

    word = status_word(assessment.status, "vi", direction=+1)
    assert (assessment.status.value, word) == row.verdict("Verdict")
    assert write(assessment.observed_pace, 2) == row["Observed"].replace("−", "-")
    assert write(assessment.required_pace, 2) == row["Required"]
    assert write(assessment.need_lower.points_a_year, 2) == row["Need"]
