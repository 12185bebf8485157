from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.figure import Figure

from analysis.display.canvas import draw, tell_at
from analysis.display.picture import embeddable


def paint(figure: Figure) -> None:
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([0, 1], [0, 1], "o-")
    axes.set_title("Tỷ lệ hộ nghèo")


def test_drawing_scales_to_any_width() -> None:
    head = draw(paint, 5).partition(">")[0]

    assert "viewBox" in head
    assert not re.search(r"\s(width|height)=", head)


def test_words_stay_words_in_the_bundled_font() -> None:
    svg = draw(paint, 5)

    assert ">Tỷ lệ hộ nghèo<" in svg
    assert "Inter" in svg


def test_same_figures_give_the_same_bytes() -> None:
    assert draw(paint, 5) == draw(paint, 5)


def test_drawing_says_nothing_of_when_or_with_what_it_was_made() -> None:
    svg = draw(paint, 5)

    assert "dc:date" not in svg
    assert "Matplotlib" not in svg


def test_style_does_not_leak_into_other_figures() -> None:
    before = dict(mpl.rcParams)
    draw(paint, 5)

    assert dict(mpl.rcParams) == before


def test_a_name_is_drawn_as_it_is_written_and_never_as_a_formula() -> None:
    hostile = r"$\frac{1}{0}$ <script>alert(1)</script> _{x} ${y}"

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.set_title(hostile)
        tell_at(axes, 0, 0, hostile)

    drawing = embeddable(draw(paint, 4))
    words = [element.text for element in ET.fromstring(drawing).iter() if element.text]  # noqa: S314
    assert words.count(hostile) == 2
    assert "<script" not in drawing
