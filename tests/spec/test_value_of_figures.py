"""Which figure to ask for first: what each would take away from the bands of 2030."""
# ruff: noqa: E501 (a table's line is not broken)

import pytest

from analysis.data.model import Vintage
from analysis.locale import Formatter
from analysis.projection import Figure, knowledge, project

TITLE = {
    "vi": "Nên đề nghị cung cấp số liệu nào trước",
    "en": "Which figure to ask for first",
}
RULE = {
    "vi": (
        "Mức thu hẹp khoảng 80% năm 2030 do một số liệu còn thiếu mang lại không phụ thuộc số liệu "
        "ấy là bao nhiêu nên tính được trước khi hỏi. Ví dụ: A và D chưa có số liệu nào; B có số liệu "
        "chính thức 2018–2023, riêng 2024 mới là sơ bộ; C thiếu số liệu 2024; toàn tỉnh có số liệu "
        "2022–2024. Số đầu tiên của một đơn vị giá trị nhất; thêm một số cho chuỗi đã dài, thay số "
        "sơ bộ bằng số chính thức, hoặc một số lẻ theo chuẩn cũ hầu như không thu hẹp được gì."
    ),
    "en": (
        "How far a missing figure narrows the 80 % band of 2030 does not depend on what it will "
        "say, so that it is known before asking. Example: A and D never had a figure; B has official "
        "figures of 2018–2023 and a preliminary one of 2024; C lacks 2024; the province has "
        "2022–2024. The first figure of a unit is worth most; one more of a long series, an "
        "official one in place of a preliminary, or a lone one in an old standard narrows next to "
        "nothing."
    ),
}
TABLE = """
| Số liệu đề nghị · Asked | Đơn vị · Unit | Năm · Year | Chuẩn · Standard | Khoảng 80% của đơn vị, điểm % · Before | Sau khi có · After |
|---|---|---|---|---|---|
| Số đầu tiên của A, năm cuối | A | 2024 | now | 12,8 | 4,9 |
| Số đầu tiên của A, hai năm trước | A | 2022 | now | 12,8 | 5,2 |
| Số năm cuối của C | C | 2024 | now | 1,6 | 1,5 |
| Một năm trước chuỗi của B | B | 2017 | now | 2,8 | 2,8 |
| Số chính thức thay số sơ bộ của B | B | 2024 | now | 2,8 | 2,8 |
| Một số lẻ theo chuẩn cũ của C | C | 2016 | old | 1,6 | 1,6 |
"""
SERIES = {
    "A": "–",
    "D": "–",
    "B": "[old] 2015: 9,0 · 2016: 8,6 [now] 2018: 16,0 · 2019: 15,2 · 2020: 14,1 · 2021: 13,5 · 2022: 12,2 · 2023: 11,6",
    "C": "2018: 8,0 · 2019: 7,7 · 2020: 7,1 · 2021: 6,6 · 2022: 6,2 · 2023: 5,8",
    "T": "2022: 14,0 · 2023: 13,2 · 2024: 12,5",
}


@pytest.fixture(scope="module")
def known(panel_of, preliminary):
    panel = preliminary(panel_of(SERIES, total="T"), "B", 2024, 10.9)
    years = [("now", year) for year in range(2017, 2025)] + [("old", 2016)]
    asked = [Figure(unit, year, standard) for unit in "ABCD" for standard, year in years]
    return knowledge(panel, project(panel, horizon=2030, draws=1000), asked)


@pytest.fixture(scope="module")
def preliminary():
    """Panel with one more figure, of preliminary vintage."""
    from dataclasses import replace

    def build(panel, unit, year, value):
        last = panel.latest(unit)
        extra = replace(last, year=year, value=value, vintage=Vintage.PRELIMINARY)
        figures = (*panel.observations, extra)
        return replace(
            panel, observations=tuple(sorted(figures, key=lambda o: (o.unit, o.year, o.standard)))
        )

    return build


def test_value_of_figures(row, known):
    figure = Figure(row["Unit"], int(row["Year"]), row["Standard"])
    before, after = (known.width(asked).units[figure.unit] for asked in ((), (figure,)))
    fmt = Formatter("vi")
    assert (fmt.number(before, 1), fmt.number(after, 1)) == (row["Before"], row["After"])


def test_a_unit_without_figures_is_asked_before_one_more_point_of_a_known_one(known):
    first, more = Figure("A", 2024, "now"), Figure("B", 2017, "now")
    assert known.width((first,)).mean < 0.8 * known.width((more,)).mean
    assert known.width((first, more)).mean <= known.width((first,)).mean


def test_the_total_gives_the_last_unit_away(known):
    """Once all others are known the province's figure tells what is left for the last."""
    others = (Figure("D", 2024, "now"),)
    further = (
        known.width(others).units["A"] - known.width((*others, Figure("A", 2024, "now"))).units["A"]
    )
    assert further < 0.1 * known.width().units["A"]
