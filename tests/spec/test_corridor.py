"""The ladder of a corridor of yearly change."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.assessment import assess, status_word

TITLE = {
    "vi": "Chỉ tiêu dạng khoảng (giảm nghèo 1–1,5 điểm %/năm)",
    "en": "Corridor targets (poverty falls by 1–1.5 points a year)",
}
RULE = {
    "vi": (
        "Xét lần lượt, điều nào đúng trước thì lấy: **không so sánh được** (chỉ có số liệu ở hai "
        "chuẩn khác nhau) → **chưa đủ số liệu** (dưới hai số liệu cùng chuẩn) → **đi lùi** (bình "
        "quân tăng quá 0,1 điểm %) → **vượt** (trên cận cao) → **đạt** (trong khoảng) → **đã ở mức "
        "thấp** (từ 1% trở xuống, hoặc tỷ lệ còn lại nhỏ hơn cận thấp nhân số năm còn lại) → **gần "
        "đạt** (từ 60% cận thấp) → **chậm**. “Đi lùi” xét trước “mức thấp” để không che việc nghèo "
        "tăng lại."
    ),
    "en": (
        "The first that holds: **not comparable** (figures in two standards only) → **too few "
        "figures** (fewer than two in one standard) → **backwards** (mean rise above 0.1 points) → "
        "**above target** → **on target** (inside the corridor) → **already low** (1 % or less, or "
        "less left than the lower bound times the years left) → **nearly** (60 % of the lower "
        "bound) → **behind**. A rise is looked at before the low level, so that it is never hidden."
    ),
}
TABLE = """
| Trường hợp · Case | Tỷ lệ cuối năm (%) · Rates | Kết luận · Verdict |
|---|---|---|
| Toàn tỉnh, nghèo đa chiều | 2021: 15,90 · 2022: 14,93 · 2023: 13,16 · 2024: 11,64 | met: Đạt chỉ tiêu |
| Toàn tỉnh, hộ nghèo | 2023: 7,71 · 2024: 6,60 | met: Đạt chỉ tiêu |
| Đakrông, hộ nghèo | 2022: 43,69 · 2023: 38,04 | exceed: Vượt chỉ tiêu |
| Vĩnh Linh, hộ nghèo | 2022: 2,89 · 2023: 1,91 | floor: Đã ở mức thấp, theo dõi duy trì |
| Đúng cận thấp | 2021: 15,90 · 2022: 14,90 | met: Đạt chỉ tiêu |
| Đúng cận cao | 2021: 15,90 · 2022: 14,40 | met: Đạt chỉ tiêu |
| Trên cận cao | 2021: 15,90 · 2022: 14,39 | exceed: Vượt chỉ tiêu |
| Bằng 60% cận thấp | 2021: 15,90 · 2022: 15,30 | near: Gần đạt, cần tăng tốc |
| Dưới 60% cận thấp | 2021: 15,90 · 2022: 15,31 | slow: Chậm tiến độ |
| Tăng trong sai số rà soát | 2021: 15,90 · 2022: 16,00 | slow: Chậm tiến độ |
| Tăng quá 0,1 điểm % | 2021: 15,90 · 2022: 16,01 | worse: Đi lùi (tỷ lệ tăng) |
| Ở mức thấp nhưng tăng lại | 2021: 0,50 · 2022: 0,80 | worse: Đi lùi (tỷ lệ tăng) |
| Ở mức thấp, giữ nguyên | 2021: 0,90 · 2022: 0,90 | floor: Đã ở mức thấp, theo dõi duy trì |
| Chỉ một số liệu | 2023: 2,09 | nodata: Chưa đủ số liệu |
| Mỗi chuẩn một số liệu | [2016–2020] 2019: 3,57 [2022–2026] 2023: 2,09 | break: Không so sánh được (đổi chuẩn) |
"""


def test_corridor(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"]})

    status = assess(panel, None, target_of("pace", 1.0, 1.5), "A", is_own=True).status

    assert (status.value, status_word(status, "vi", direction=-1)) == row.verdict("Verdict")
