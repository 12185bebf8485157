"""The thresholds, all in one place."""

from dataclasses import asdict

from analysis.assessment import AssessmentSettings

TITLE = {"vi": "Các ngưỡng đang dùng", "en": "Thresholds in use"}
RULE = {
    "vi": "Mọi ngưỡng nằm trong tệp `assessment/policy.py`; đổi ở đó thì mọi báo cáo đổi theo.",
    "en": "All thresholds are in one file (`assessment/policy.py`); every report follows it.",
}
TABLE = """
| Ngưỡng · Threshold | Giá trị · Value | Căn cứ · Source |
|---|---|---|
| worse_tolerance_points | 0,1 | Chênh giữa kết quả sơ bộ và rà soát lại: 0,1–0,2 điểm % |
| floor_pct | 1 | Quy ước của sổ tay này: “giữ dưới 1%” |
| near_share | 0,6 | Mốc 60% của Eurostat |
| level_on_track_ratio | 0,95 | Eurostat |
| level_near_ratio | 0,6 | Eurostat |
| probability_step_pct | 5 | Độ chính xác đo được của dự báo |
| probability_min_pct | 5 | Độ chính xác đo được của dự báo |
| probability_max_pct | 95 | Độ chính xác đo được của dự báo |
| rank_noise_points | 0,2 | Chênh giữa các lần rà soát một số liệu |
"""


def test_threshold(row):
    assert asdict(AssessmentSettings())[row["Threshold"]] == row.number("Value")


def test_every_threshold_is_listed(rows_of):
    assert [row["Threshold"] for row in rows_of(TABLE)] == list(asdict(AssessmentSettings()))
