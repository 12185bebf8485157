"""Probabilities in words."""

from analysis.assessment import printed_probability_pct, probability_words

TITLE = {
    "vi": "Khả năng đạt chỉ tiêu: bằng lời và làm tròn đến 5%",
    "en": "Probability in words, rounded to 5 %",
}
RULE = {
    "vi": (
        "Xác suất là tỷ lệ các đường dự báo đạt chỉ tiêu ở năm cuối. Khi in ra: làm tròn đến 5%, "
        "không dưới 5% và không quá 95%; lời văn theo con số đã làm tròn nên chữ và số không bao "
        "giờ trái nhau. Luôn kèm câu “theo xu hướng …, chưa tính thay đổi chính sách”. Không nêu "
        "xác suất khi thiếu căn cứ, với kịch bản, hoặc khi tỷ lệ không còn đủ để giảm."
    ),
    "en": (
        "The probability is the share of projected paths that meet the target in its last year. In "
        "print it is a multiple of 5 %, never below 5 nor above 95; the words follow the printed "
        "number, so that the two never disagree. It always says that the trend is supposed to go "
        "on and policy not to change. None is given for thin evidence, for scenarios, or where the "
        "rate has too little left to fall."
    ),
}
TABLE = """
| Tỷ lệ đường dự báo đạt · Share | In ra · Printed | Lời · Words |
|---|---|---|
| 0,9996 | 95% | rất nhiều khả năng đạt |
| 0,88 | 90% | rất nhiều khả năng đạt |
| 0,87 | 85% | nhiều khả năng đạt |
| 0,675 | 70% | nhiều khả năng đạt |
| 0,67 | 65% | khả năng đạt và không đạt gần ngang nhau |
| 0,50 | 50% | khả năng đạt và không đạt gần ngang nhau |
| 0,325 | 35% | khả năng đạt và không đạt gần ngang nhau |
| 0,32 | 30% | ít khả năng đạt |
| 0,13 | 15% | ít khả năng đạt |
| 0,12 | 10% | rất ít khả năng đạt |
| 0,0004 | 5% | rất ít khả năng đạt |
"""


def test_probability_words(row):
    share = row.number("Share")

    assert f"{printed_probability_pct(share)}%" == row["Printed"]
    assert probability_words(share, "vi") == row["Words"]
