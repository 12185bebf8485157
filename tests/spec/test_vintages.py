"""What was known on a day."""

import datetime as dt

from analysis.data import load_dataset
from analysis.locale import Formatter

TITLE = {
    "vi": "Số liệu “như đã biết” tại một ngày",
    "en": "Figures as known on a day",
}
RULE = {
    "vi": (
        "Mỗi số liệu có các lần công bố (sơ bộ, quyết định, rà soát lại) và ngày được biết. Báo "
        "cáo “tại ngày” chỉ dùng số đã biết đến ngày đó, lấy lần công bố có giá trị cao nhất; "
        "không lần nào bị ghi đè. Ví dụ: tỷ lệ hộ nghèo Vĩnh Linh cuối năm 2023."
    ),
    "en": (
        "A figure has vintages (preliminary, decision, re-check) and a day on which it became "
        "known. A report as of a day uses what was known by then, of it the vintage that ranks "
        "highest; nothing is overwritten. Example: poor households of Vĩnh Linh, end of 2023."
    ),
}
TABLE = """
| Tại ngày · As of | Số dùng (%) · Rate | Lần công bố · Vintage |
|---|---|---|
| 13/11/2023 | – | – |
| 30/11/2023 | 2,17 | preliminary |
| 18/12/2023 | 1,99 | decision |
| 31/12/2024 | 1,91 | recheck |
"""


def test_vintages(row):
    day = dt.datetime.strptime(row["As of"], "%d/%m/%Y").date()
    panel = load_dataset("published", as_of=day).panel("poor_household_rate")

    known = next((o for o in panel.usable("464") if o.year == 2023), None)

    assert Formatter("vi").number(known and known.value, 2) == row["Rate"]
    assert (known.vintage.name.lower() if known else "–") == row["Vintage"]
