"""How final a figure is."""

import datetime as dt

from analysis.data import Vintage, load_dataset
from analysis.data.calendar import data_status
from analysis.locale import message

TITLE = {
    "vi": "Tình trạng số liệu",
    "en": "How final a figure is",
}
RULE = {
    "vi": (
        "Tình trạng theo lần công bố mà nguồn ghi. Nguồn không ghi thì theo lịch báo cáo của lĩnh "
        "vực: số nghèo biết trước hạn sơ bộ 15/11 là ước thực hiện, từ đó đến hết tháng 01 năm sau "
        "là sơ bộ, sau đó là chính thức; số lao động biết sau ngày chốt 14/12 là chính thức."
    ),
    "en": (
        "The vintage that the source names decides. Where it names none, the calendar of the field "
        "does: a poverty figure known before the preliminary date of 15 November is an estimate, "
        "then preliminary until the end of January, then official; a labour figure known after the "
        "cut-off of 14 December is official."
    ),
}
TABLE = """
| Lĩnh vực · Family | Năm · Year | Lần công bố · Vintage | Biết ngày · Known | Tình trạng · Status |
|---|---|---|---|---|
| poverty | 2024 | estimate | 22/08/2025 | estimate: ước thực hiện |
| poverty | 2023 | preliminary | 30/11/2023 | preliminary: sơ bộ |
| poverty | 2023 | decision | 05/01/2024 | official: chính thức |
| poverty | 2023 | recheck | 20/03/2024 | recheck: rà soát lại |
| poverty | 2024 | reported | 15/11/2024 | estimate: ước thực hiện |
| poverty | 2024 | reported | 16/11/2024 | preliminary: sơ bộ |
| poverty | 2024 | reported | 31/01/2025 | preliminary: sơ bộ |
| poverty | 2024 | reported | 01/02/2025 | official: chính thức |
| trained_labour | 2024 | reported | 14/12/2024 | estimate: ước thực hiện |
| trained_labour | 2024 | reported | 15/12/2024 | official: chính thức |
"""


def test_status(row):
    vintage = Vintage[row["Vintage"].upper()]
    known = dt.datetime.strptime(row["Known"], "%d/%m/%Y").date()
    events = load_dataset().register.plan.calendar

    status = data_status(vintage, int(row["Year"]), known, row["Family"], events)

    word = message(f"plan.data_status.{status.value}", "vi")
    assert (status.value, word) == row.verdict("Status")
