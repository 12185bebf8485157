"""What the edges of the data get: paths, strength of evidence, verdict."""
# ruff: noqa: E501 (a table's line is not broken)

from analysis.assessment import assess
from analysis.locale import Formatter
from analysis.projection import project

TITLE = {
    "vi": "Trường hợp đặc biệt: dự báo và kết luận",
    "en": "Edge cases: projection and verdict",
}
RULE = {
    "vi": (
        "Mọi trường hợp dưới đây đều cho kết quả nằm trong 0–100% hoặc nói rõ là không dự báo. Kết "
        "luận theo chỉ tiêu giảm bình quân 1–1,5 điểm %/năm chỉ dựa trên số đã công bố; dự báo chỉ "
        "thêm khoảng 80% cho năm 2030. Khoảng này là của mô hình, không phải số công bố. Ví dụ: đơn "
        "vị A bên cạnh B và C."
    ),
    "en": (
        "Every case below gives results within 0–100 % or says that there is no projection. The "
        "verdict on a mean fall of 1–1.5 points a year rests on published figures alone; the "
        "projection adds an 80 % band for 2030. The band is the model's, not a published figure. "
        "Example: unit A beside B and C."
    ),
}
TABLE = """
| Trường hợp · Case | A: tỷ lệ (%) · Rates | B và C: tỷ lệ (%) · Others | Căn cứ · Basis | Tin cậy · Strength | Khoảng 80% năm 2030 · Band | Kết luận · Verdict |
|---|---|---|---|---|---|---|
| Luôn bằng 0 | 2021: 0,0 · 2022: 0,0 · 2023: 0,0 · 2024: 0,0 | 2021: 18,0 · 2022: 16,8 · 2023: 16,0 · 2024: 14,9 | series | medium | 0,0–0,1 | floor |
| Luôn bằng 100 | 2021: 100,0 · 2022: 100,0 · 2023: 100,0 · 2024: 100,0 | 2021: 18,0 · 2022: 16,8 · 2023: 16,0 · 2024: 14,9 | series | medium | 99,8–100,0 | slow |
| Chỉ một số liệu, đã cũ | 2022: 12,2 | 2021: 18,0 · 2022: 16,8 · 2023: 16,0 · 2024: 14,9 | series | low | 6,5–13,3 | nodata |
| Mới có số liệu năm cuối | 2024: 10,4 | 2021: 18,0 · 2022: 16,8 · 2023: 16,0 · 2024: 14,9 | series | low | 6,5–11,9 | nodata |
| Cả nhóm không đổi | 2021: 12,0 · 2022: 12,0 · 2023: 12,0 · 2024: 12,0 | 2021: 12,0 · 2022: 12,0 · 2023: 12,0 · 2024: 12,0 | series | medium | 10,4–13,8 | slow |
| Một mình, bốn số liệu | 2021: 13,5 · 2022: 12,2 · 2023: 11,6 · 2024: 10,4 | – | series | medium | 5,8–13,2 | met |
| Một mình, hai số liệu | 2023: 11,6 · 2024: 10,4 | – | none | none | – | met |
| Thiếu 40% số liệu | 2015: 19,0 · 2016: 18,2 · 2018: 16,1 · 2020: 14,3 · 2021: 13,5 · 2024: 10,4 | 2015: 25,0 · 2017: 22,8 · 2018: 21,9 · 2019: 20,6 · 2022: 16,8 · 2024: 14,9 | series | medium | 6,6–8,7 | met |
"""
NO_BAND = "–"


def band(projection, fmt):
    if not projection.has("A"):
        return NO_BAND
    low, high = (fmt.number(bound, 1) for bound in projection.interval("A", 80)[:, -1])
    return f"{low}–{high}"


def test_edge_cases(row, panel_of, target_of):
    panel = panel_of({"A": row["Rates"], "B": row["Others"], "C": row["Others"]})
    projection = project(panel, method="pooled_trend", horizon=2030, draws=2000)

    evidence = projection.evidence.get("A")
    verdict = assess(panel, projection, target_of("pace", 1.0, 1.5), "A", is_own=True).status

    assert (evidence.basis.value, evidence.strength) == (row["Basis"], row["Strength"])
    assert band(projection, Formatter("vi")) == row["Band"]
    assert verdict.value == row["Verdict"]
