"""How stocks, yearly flows and milestones of the plan are judged."""

import datetime as dt
import re

from analysis.assessment.standing import (
    Milestone,
    flow_verdict,
    milestone_verdict,
    stock_verdict,
)
from analysis.assessment.words import verdict_word

TITLE = {
    "vi": "Mục của kế hoạch: số có đến một năm, số mỗi năm, mốc công việc",
    "en": "Items of the plan: stocks, yearly flows, milestones",
}
RULE = {
    "vi": (
        "Số có đến một năm (6 cơ sở, 2.800 người) theo quy tắc của chỉ tiêu mức; chỉ một số liệu "
        "dưới mức thì chưa đánh giá. Số mỗi năm (800 người) so với riêng năm gần nhất, không cộng "
        "dồn. Mốc công việc: xong, đã hợp nhất, quá hạn, đã lùi hạn (chậm), đang làm, trong hạn; "
        "điều đầu tiên đúng là kết luận. Không có số liệu công bố thì ghi đúng như vậy."
    ),
    "en": (
        "A stock (6 facilities, 2,800 people) follows the rule for levels; one figure below it "
        "is not judged. A yearly flow (800 people) compares the last year alone, never a sum. A "
        "milestone is done, replaced, overdue, moved (slow), under way or in its term, the first "
        "that holds. Where nothing was published, the word says so."
    ),
}
TABLE = """
| Loại · Kind | Số liệu · Known | Yêu cầu · Goal | Tại ngày · Day | Kết luận · Verdict |
|---|---|---|---|---|
| stock | – | 6 (2030) | 31/12/2025 | no_figures: Chưa có số liệu |
| stock | 2024: 4 | 6 (2030) | 31/12/2025 | nodata: Chưa đủ số liệu |
| stock | 2024: 4 · 2026: 5 | 6 (2030) | 31/12/2026 | met: Đạt chỉ tiêu |
| stock | 2024: 3 · 2026: 3 | 6 (2030) | 31/12/2026 | slow: Chậm tiến độ |
| stock | 2024: 4 · 2027: 6 | 6 (2030) | 31/12/2027 | done: Đã đạt mục tiêu, cần duy trì |
| flow | – | 800 (2030) | 31/12/2025 | no_figures: Chưa có số liệu |
| flow | 2024: 500 · 2025: 400 | 800 (2030) | 31/12/2025 | slow: Chậm tiến độ |
| flow | 2025: 480 | 800 (2030) | 31/12/2025 | near: Gần đạt, cần tăng tốc |
| flow | 2025: 801 | 800 (2030) | 31/12/2025 | exceed: Vượt chỉ tiêu |
| milestone | – | (2025) | 31/12/2025 | within: Trong thời hạn |
| milestone | started | (2025) | 31/12/2025 | underway: Đang thực hiện |
| milestone | started | (2025) | 01/01/2026 | overdue: Quá hạn |
| milestone | revised 2027 | (2025) | 01/01/2026 | slow: Chậm tiến độ |
| milestone | revised 2027 | (2025) | 01/01/2028 | overdue: Quá hạn |
| milestone | done | (2025) | 01/01/2028 | done: Đã đạt mục tiêu, cần duy trì |
| milestone | replaced | (2025) | 01/01/2028 | replaced: Đã hợp nhất |
"""


def series(text):
    return [(int(year), float(value)) for year, value in re.findall(r"(\d{4}): (\d+)", text)]


def verdict_of(row):
    known, year = row["Known"], int(re.search(r"\((\d{4})\)", row["Goal"])[1])
    day = dt.datetime.strptime(row["Day"], "%d/%m/%Y").date()
    if row["Kind"] == "milestone":
        revised = re.search(r"\d{4}", known)
        return milestone_verdict(
            Milestone(
                year,
                int(revised[0]) if revised else None,
                is_started=known == "started",
                is_done=known == "done",
                is_replaced=known == "replaced",
            ),
            day,
        )
    goal = float(row["Goal"].split()[0])
    if row["Kind"] == "stock":
        return stock_verdict(series(known), goal, year)
    return flow_verdict(series(known), goal)


def test_verdict(row):
    verdict = verdict_of(row)

    assert (verdict.value, verdict_word(verdict, "vi")) == row.verdict("Verdict")
