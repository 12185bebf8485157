"""The last working day before a date of the calendar."""

import datetime as dt

from analysis.data import load_dataset
from analysis.data.calendar import occurrences

TITLE = {
    "vi": "Hạn báo cáo và ngày làm việc",
    "en": "Deadlines and working days",
}
RULE = {
    "vi": (
        "Hạn ghi “trước ngày” thì chính ngày đó đã là muộn; hạn ghi “đến ngày” thì còn kịp. "
        "Ngày làm việc cuối cùng là ngày gần nhất còn kịp mà không rơi vào thứ Bảy, Chủ nhật hoặc "
        "ngày nghỉ lễ (cả Tết, Giỗ Tổ theo âm lịch). Đúng hạn hay muộn xét theo ngày ghi trong văn "
        "bản; nhắc việc tính lùi theo ngày làm việc."
    ),
    "en": (
        "“Before” a day makes the day itself late; “by” a day leaves it in time. The last working "
        "day is the nearest day in time that is no weekend and no public holiday (lunar ones "
        "included). Lateness is judged by the date as written; reminders count working days back."
    ),
}
TABLE = """
| Việc · Event | Năm · Year | Hạn · Day | Ngày cuối · Last | Nhắc đầu · First | Vì sao · Why |
|---|---|---|---|---|---|
| units_report | 2025 | 25/11/2025 | 24/11/2025 | 13/10/2025 | trước 25/11 |
| units_report | 2026 | 25/11/2026 | 23/11/2026 | 12/10/2026 | 24/11 là ngày nghỉ từ năm 2026 |
| synthesis | 2025 | 01/12/2025 | 28/11/2025 | 07/11/2025 | 30/11 là Chủ nhật |
| poverty_preliminary | 2026 | 15/11/2026 | 13/11/2026 | 23/10/2026 | 14/11 là thứ Bảy |
| period_close | 2025 | 14/12/2025 | 12/12/2025 | 05/12/2025 | đến 14/12, Chủ nhật |
| provincial_decision | 2026 | 31/01/2027 | 29/01/2027 | – | tháng 01 năm sau |
| national_decision | 2025 | 28/02/2026 | 27/02/2026 | – | tháng 02 năm sau |
"""


def written(day):
    return day.strftime("%d/%m/%Y")


def test_deadline(row):
    event = load_dataset().register.plan.event(row["Event"])

    (occurrence,) = occurrences(event, int(row["Year"]))

    first = occurrence.reminders[0] if occurrence.reminders else None
    assert written(occurrence.day) == row["Day"]
    assert written(occurrence.last_working_day) == row["Last"]
    assert (written(first) if first else "–") == row["First"]
    assert dt.timedelta(0) <= occurrence.day - occurrence.last_working_day
