import io
import re

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from analysis.display.canvas import draw, tell_at
from analysis.display.picture import embeddable

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def drawn(title: str) -> str:
    figure = Figure(figsize=(2, 2))
    axes = figure.add_subplot(title=title)
    axes.plot([1, 2], [3, 4], "o-")
    stream = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "same", "svg.fonttype": "none"}):
        figure.savefig(stream, format="svg")
    return stream.getvalue()


def test_a_drawing_of_matplotlib_comes_out_bare() -> None:
    svg = embeddable(drawn("Đakrông"))
    assert svg.startswith("<svg")
    assert "Đakrông" in svg
    for left_out in ("<?xml", "<!DOCTYPE", "metadata", "<style", "matplotlib.org"):
        assert left_out not in svg
    assert "stroke-linejoin: round" in svg.partition(">")[0]


def test_references_still_find_what_they_refer_to() -> None:
    svg = embeddable(drawn("một"))
    identities = re.findall(r' id="([^"]+)"', svg)
    references = re.findall(r'(?:url\(|href=")#([^")]+)', svg)
    assert references
    assert set(references) == set(identities)


def test_a_solid_line_written_as_dashes_stays_a_line_on_paper() -> None:
    style = "stroke-dasharray: ; stroke-dashoffset: 0; stroke: #1a1a1a; fill:"
    svg = embeddable(f'{HEAD}<path d="M 0 0 L 1 1" style="{style}"/></svg>')
    assert 'style="stroke-dashoffset: 0; stroke: #1a1a1a; "' in svg


def test_two_drawings_share_no_names() -> None:
    first, second = (set(re.findall(r' id="([^"]+)"', embeddable(drawn(t)))) for t in "ab")
    assert first
    assert not first & second


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        "<foreignObject/>",
        '<image xlink:href="https://example.org/a.png"/>',
        '<a href="javascript:alert(1)"/>',
        '<rect fill="url(https://example.org/a.svg#b)"/>',
        "<style>@import url(x)</style>",
        '<set attributeName="x"/>',
    ],
)
def test_a_drawing_that_acts_or_reaches_out_is_refused(inside: str) -> None:
    with pytest.raises(ValueError, match="a drawing may"):
        embeddable(f"{HEAD}{inside}</svg>")


@pytest.mark.parametrize("svg", ["", "<svg", "<html/>", "<svg/>"])
def test_only_svg_is_a_drawing(svg: str) -> None:
    with pytest.raises(ValueError, match="SVG"):
        embeddable(svg)


def test_a_value_is_told_on_a_screen_and_left_out_on_paper() -> None:
    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        tell_at(axes, 0.5, 0.5, "2024: 43,31% <b>")

    drawing = draw(paint, 4)
    screen, paper = embeddable(drawing), embeddable(drawing, tells_values=False)
    told = r'<g class="value-point"><title>(.*?)</title><circle [^>]+>\s*</g>'
    (place,) = re.findall(told, screen)
    assert place == "2024: 43,31% &lt;b&gt;"
    assert "43,31" not in paper
    assert "circle" not in paper
