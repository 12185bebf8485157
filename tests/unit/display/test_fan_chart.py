from __future__ import annotations

import re
import time
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.data import load_dataset
from analysis.display import Outlook, Report, fan_chart, outlooks
from analysis.display.canvas import (
    NARROW_CM,
    POINTS_PER_INCH,
    WIDTH_CM,
    Drawing,
    draw_both,
    house_style,
)

METHOD = "hierarchical_random_walk"
FAMILIES = ("poverty", "trained_labour")


def boxes_of_words(paint, height_cm: float, width_cm: float) -> list[tuple[str, Bbox]]:
    """Where the words really are, measured by another renderer than the one that placed them."""
    with house_style():
        figure = Figure(figsize=(width_cm / 2.54, height_cm / 2.54), dpi=POINTS_PER_INCH)
        canvas = FigureCanvasAgg(figure)
        paint(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        found = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        return [(t.get_text(), t.get_window_extent(renderer)) for t in found]


@pytest.fixture
def words_drawn(monkeypatch):
    drawn: list[list[tuple[str, Bbox]]] = []

    def recording(paint, height_cm) -> Drawing:
        for width in (WIDTH_CM, NARROW_CM):
            drawn.append(boxes_of_words(paint, height_cm(width), width))
        return draw_both(paint, height_cm)

    monkeypatch.setitem(fan_chart.__globals__, "draw_both", recording)
    return drawn


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["published", "provinces"])
def test_words_never_lie_on_each_other(name: str, language: str, words_drawn) -> None:
    data = load_dataset(name)
    units = [data.total, *data.reporting_units]
    families = [outlooks(data, family, method=METHOD) for family in FAMILIES]
    for unit in units[:: 1 if name == "published" else 12]:
        for family in families:
            fan_chart(Report(data, unit, language), *family[:2])

    assert len(words_drawn) >= 20
    touching = [
        (first, second)
        for drawing in words_drawn
        for (first, a), (second, b) in combinations(drawing, 2)
        if Bbox.intersection(a.padded(-1), b.padded(-1)) is not None
    ]
    assert touching == []


def test_words_stay_on_the_drawing(make_report, make_outlook, words_drawn) -> None:
    fan_chart(
        make_report(), make_outlook(units={"467": 43.31}), make_outlook("poor_household_rate")
    )

    for drawn, width_cm in zip(words_drawn, (WIDTH_CM, NARROW_CM), strict=True):
        width = width_cm / 2.54 * POINTS_PER_INCH
        assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 for _, box in drawn)


def test_words_are_large_enough_to_read(make_report, make_outlook) -> None:
    html = fan_chart(make_report(), make_outlook(units={"467": 43.31})).html
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", html)]

    assert min(sizes) >= 8
    assert min(sizes) * 390 / (NARROW_CM / 2.54 * POINTS_PER_INCH) >= 11


def test_every_published_figure_is_written_beside_its_point(make_report, make_outlook) -> None:
    html = fan_chart(make_report(), make_outlook(), make_outlook("poor_household_rate")).html

    for figure in ("56,55", "33,75", "27,89", "43,69", "38,04", "53,45", "49,14", "43,31"):
        assert f"{figure}<" in html


def test_text_for_the_blind_gives_trend_target_and_interval(make_report, make_outlook) -> None:
    text = fan_chart(make_report(), make_outlook(units={"467": 43.31})).text

    assert "từ 53,45% năm 2022 đến 43,31% (ước thực hiện) năm 2024, giảm 10,14 điểm %" in text
    assert "41,5%–45,5% vào năm 2030" in text
    assert "2030: 37,3%" in text
    assert "Khoảng 80%: 35,7–38,9%" in text
    assert "Toàn tỉnh năm 2024: 11,64% (ước thực hiện)" in text


def test_text_never_compares_two_standards(make_report, make_outlook) -> None:
    text = fan_chart(make_report(), make_outlook("poor_household_rate")).text

    assert "từ 56,55% năm 2015 đến 27,89% (dự kiến) năm 2020, giảm 28,66 điểm %" in text
    assert "từ 43,69% năm 2022 đến 38,04% năm 2023, giảm 5,65 điểm %" in text
    assert "27,89% năm 2020 đến 43,69%" not in text


def test_unit_without_figures_shows_the_whole_and_its_corridor(make_report, make_outlook) -> None:
    element = fan_chart(make_report("466"), make_outlook())

    assert "<svg" in element.html
    assert "Chưa có số liệu của huyện Gio Linh" in element.text
    assert "Chỉ tiêu toàn tỉnh" in " ".join(re.findall(r">([^<>]+)</text>", element.html))


def test_rates_of_a_very_small_unit_are_never_drawn(make_report, make_outlook) -> None:
    element = fan_chart(make_report("471"), make_outlook(units={"471": 7.77}))

    assert "1,8" not in element.text
    assert "Nếu theo xu hướng" not in element.text


def test_chart_in_english_has_points_as_decimal_signs(make_report, make_outlook) -> None:
    element = fan_chart(make_report(language="en"), make_outlook(units={"467": 43.31}))

    assert "from 53.45% in 2022 to 43.31% (estimate) in 2024, down 10.14 pp" in element.text


def test_chart_is_drawn_in_a_moment(make_report, make_outlook) -> None:
    outlook: Outlook = make_outlook(units={"467": 43.31})
    fan_chart(make_report(), outlook)
    start = time.perf_counter()
    fan_chart(make_report(), outlook)

    assert time.perf_counter() - start < 1.0
