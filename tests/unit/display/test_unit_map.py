"""Maps: every unit has its lines, and none is shaded without a figure that may be printed."""

from __future__ import annotations

import re

import pytest

from analysis.assessment import similar_units
from analysis.data import Level, load_dataset
from analysis.display import Report, outlooks, unit_map
from analysis.display.geography import areas_of
from analysis.display.map_paint import class_edges, fill_of, patch_style


def test_every_unit_has_its_lines_and_its_label_inside_them(dataset) -> None:
    areas = {area.code: area for area in areas_of(Level.DISTRICT)}

    assert set(areas) == set(dataset.reporting_units)
    for area in areas.values():
        left, right, bottom, top = area.bounds
        assert left < area.label[0] < right
        assert bottom < area.label[1] < top


def test_the_present_units_nest_in_the_former_districts(dataset) -> None:
    present = areas_of(Level.UNIT_2025)

    assert len(present) == 37
    assert {area.parent for area in present} == set(dataset.reporting_units)


def test_map_names_who_is_hatched_and_who_is_too_small(make_report, make_outlook) -> None:
    element = unit_map(make_report("466"), make_outlook())

    assert "Từ tốt nhất: Vĩnh Linh 4,40%; Cam Lộ 4,97%; Đakrông 49,14%." in element.text
    missing = "Đông Hà, TX Quảng Trị, Hướng Hóa, Gio Linh, Triệu Phong, Hải Lăng"
    assert f"Chưa có số liệu năm 2023: {missing}." in element.text
    assert "Quy mô rất nhỏ, không tính tỷ lệ: Cồn Cỏ." in element.text


def test_map_has_a_form_for_phones_with_every_number(make_report, make_outlook) -> None:
    forms = re.findall(r"<svg.*?</svg>", unit_map(make_report(), make_outlook()).html, re.DOTALL)

    assert len(forms) == 2
    for form in forms:
        written = re.findall(r">([^<>]+)</text>", form)
        assert {str(number) for number in range(1, 11)} <= set(written)


def test_shades_rise_with_the_figure_and_blanks_differ_from_gaps() -> None:
    edges = class_edges([4.4, 49.14])
    low, high = fill_of(4.4, edges), fill_of(49.14, edges)

    assert low is not None
    assert high is not None
    assert sum(bytes.fromhex(low[1:])) > sum(bytes.fromhex(high[1:]))
    assert patch_style(None)["hatch"]
    assert not patch_style(None, is_small=True)["hatch"]


@pytest.mark.parametrize(
    ("shares", "peers"),
    [({"a": 78.6, "b": 66.0, "c": 90.0, "d": 2.2}, ("c", "b")), ({"b": 66.0}, ())],
)
def test_peers_have_as_large_a_share_and_the_nearest_comes_first(shares, peers) -> None:
    assert similar_units(shares, "a") == peers


def test_page_says_why_no_peer_is_named(make_report, make_outlook) -> None:
    of_its_own = unit_map(make_report(), make_outlook()).text
    without_share = unit_map(make_report("466"), make_outlook()).text

    assert "không đơn vị nào chênh dưới 15 điểm %" in of_its_own
    assert "nên chưa chọn được đơn vị tương đồng" in without_share


def test_the_37_present_units_are_all_on_the_map_and_say_that_nothing_is_published() -> None:
    data = load_dataset("published", as_of="2025-08-22", level="unit2025")
    report = Report(data, data.reporting_units[0])
    element = unit_map(report, outlooks(data, "poverty", method="no_progress")[0])
    form = re.findall(r"<svg.*?</svg>", element.html, re.DOTALL)[0]
    written = re.findall(r">([^<>]+)</text>", form)

    assert {str(number) for number in range(1, 38)} <= set(written)
    assert {report.name(code) for code in data.reporting_units} <= set(written)
    assert "Chưa có số liệu công bố" in element.text
    assert "%" not in " ".join(written)
