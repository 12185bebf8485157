"""Words in figures lie neither on each other nor on a line, and none is cut off at the edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis import display as show
from analysis.data import Dataset, load_dataset
from analysis.display import canvas
from analysis.display.outlook import Outlook

TOUCH_POINTS = 0.9
"""Boxes hold some air above and below the letters; so much of it may be shared."""
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
METHOD = "hierarchical_random_walk"

Boxes = list[tuple[str, Bbox, bool]]


def boxes_of(figure: Figure) -> Boxes:
    """Words, their box, and whether a ground of their own hides what is below."""
    figure.draw_without_rendering()
    hidden = set(labels_out_of_view(figure))
    texts = (
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text() and text not in hidden
    )
    return [
        (
            text.get_text(),
            text.get_window_extent().padded(-TOUCH_POINTS),
            bool(text.get_bbox_patch()),
        )
        for text in texts
    ]


def labels_out_of_view(figure: Figure) -> Iterator[Text]:
    """Labels of ticks beyond the ends of an axis, which are never drawn."""
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low <= tick.get_loc() <= high:
                yield tick.label1


def upright_lines(figure: Figure) -> Iterator[Bbox]:
    for line in figure.findobj(Line2D):
        x, y = line.get_path().vertices.T
        if len(x) == 2 and x[0] == x[1] and line.get_visible() and line.get_linestyle() != "None":
            yield Bbox(line.get_transform().transform(list(zip(x, y, strict=True))))


def collisions(figure: Figure) -> Iterator[str]:
    boxes = boxes_of(figure)
    for (one, first, _), (other, second, _) in combinations(boxes, 2):
        if first.overlaps(second):
            yield f"{one!r} on {other!r}"
    edge = figure.bbox.padded(1.5)
    for words, box, has_ground in boxes:
        if not (edge.contains(box.x0, box.y0) and edge.contains(box.x1, box.y1)):
            yield f"{words!r} sticks out"
        if not has_ground and any(box.overlaps(line.padded(0.2)) for line in upright_lines(figure)):
            yield f"{words!r} on a line"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collisions in all figures painted in a test, in both of their forms."""
    seen: list[str] = []

    def draw(paint: Callable[[Figure], None], height_cm: float, width_cm: float = 16.5) -> str:
        with canvas.house_style():
            figure = Figure(figsize=(width_cm / 2.54, height_cm / 2.54), dpi=72)
            FigureCanvasAgg(figure)
            paint(figure)
            seen.extend(f"{width_cm} cm: {words}" for words in collisions(figure))
        return EMPTY

    monkeypatch.setattr(canvas, "draw", draw)
    return seen


def figures_of_page(
    data: Dataset, unit: str, poverty: tuple[Outlook, ...], training: tuple[Outlook, ...]
) -> None:
    report = show.Report(data, unit)
    show.fan_chart(report, *poverty[:2], height_cm=5.0)
    show.fan_chart(report, *training[:2], height_cm=3.2)
    show.target_ladder(report, poverty[0])
    show.unit_map(report, poverty[0])
    show.unit_ranking(report, poverty[0])
    show.parts_section(report, poverty[0])


@pytest.mark.parametrize(
    ("dataset", "level", "units"),
    [
        ("published", "", ""),
        ("demo", "", "461,464,466,467,45"),
        ("demo", "unit2025", "19555-2025,19333-2025"),
    ],
)
def test_no_word_of_a_page_lies_on_another(
    dataset: str, level: str, units: str, found: list[str]
) -> None:
    data = load_dataset(dataset, level=level)
    outlooks = [
        show.outlooks(data, family, method=METHOD) for family in ("poverty", "trained_labour")
    ]
    problems = {}
    for unit in units.split(",") if units else [*data.reporting_units, "45"]:
        figures_of_page(data, unit, *outlooks)
        problems[unit] = list(found)
        found.clear()

    assert {unit: words for unit, words in problems.items() if words} == {}


def test_no_word_of_the_plan_or_the_record_lies_on_another(found: list[str]) -> None:
    report = show.Report(load_dataset("published"), "45")

    show.pci_chart(report)
    show.record_strip(report, "poverty", "trained_labour")

    assert found == []
