"""Ranks of units too close to tell apart."""

from analysis.assessment import rank_units

TITLE = {
    "vi": "Xếp hạng giữa các đơn vị: chênh lệch trong sai số coi như bằng nhau",
    "en": "Ranks: differences within noise count as none",
}
RULE = {
    "vi": (
        "Chỉ so các đơn vị có số liệu cùng năm và cùng chuẩn; các đơn vị khác được nêu là chưa có "
        "số liệu. Hai đơn vị chênh nhau không quá 0,2 điểm % (cỡ chênh giữa các lần rà soát) coi "
        "như ngang nhau, nên mỗi đơn vị có một khoảng thứ hạng."
    ),
    "en": (
        "Only units with a figure of the same year and standard are compared; the others are "
        "listed as having none. Units within 0.2 points (the size of a revision) are not told "
        "apart, so that each has a range of ranks."
    ),
}
TABLE = """
| Đơn vị · Unit | Tỷ lệ cuối năm (%) · Rates | Hạng · Ranks |
|---|---|---|
| A | 2023: 1,91 | 1–2 |
| B | 2023: 2,09 | 1–3 |
| C | 2023: 2,29 | 2–3 |
| D | 2023: 7,71 | 4–4 |
| E | 2023: 38,04 | 5–5 |
| F | 2022: 2,00 | – |
| G | [chuẩn khác] 2023: 2,00 | – |
"""


def test_rank(row, panel_of, rows_of):
    units = {r["Unit"]: r["Rates"] for r in rows_of(TABLE)}

    place = rank_units(panel_of(units)).of(row["Unit"])

    assert (f"{place.best_rank}–{place.worst_rank}" if place else "–") == row["Ranks"]
