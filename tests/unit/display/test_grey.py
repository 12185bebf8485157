"""What a black-and-white printer leaves of the colours: every pair apart in grey or in shape."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from analysis.display import palette

APART = 8.0
"""Least difference of lightness (CIE L*, 0 to 100) that an eye tells on an office print."""

LINES = {
    "figures": (palette.INK, "o", palette.SEGMENT_LINES[-1]),
    "whole": (palette.CONTEXT, ".", palette.CONTEXT_LINE),
    "second indicator": (palette.COMPANION, "v", palette.COMPANION_LINE),
    "trend": (palette.PROJECTION, "", "solid"),
    "weak trend": (palette.PROJECTION, "", palette.WEAK_PROJECTION_LINE),
    "target": (palette.GOAL, "", palette.GOAL_LINE),
    "scenario": (palette.SCENARIO, "", palette.SCENARIO_LINE),
}
"""Colour, marker and line of what may stand in one chart."""


def lightness(colour: str) -> float:
    """L* of a colour, from its relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(
        share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("count", range(1, 5))
def test_classes_of_a_map_are_steps_of_grey(count: int) -> None:
    steps = [lightness("#FFFFFF"), *map(lightness, palette.shades(count))]
    assert all(light - dark >= APART for light, dark in pairwise(steps))


def test_bands_are_steps_of_grey() -> None:
    steps = [lightness(palette.PROJECTION_BANDS[level]) for level in (95, 80, 50)]
    assert all(light - dark >= APART for light, dark in pairwise(steps))


def test_no_two_lines_of_a_chart_are_told_apart_by_hue_alone() -> None:
    alike = [
        {one, other}
        for (one, first), (other, second) in combinations(LINES.items(), 2)
        if first[1:] == second[1:] and abs(lightness(first[0]) - lightness(second[0])) < APART
    ]
    assert alike == []


def test_the_units_own_mark_stands_out_of_the_others() -> None:
    """A ranking marks the page's unit by a diamond and by darkness."""
    assert lightness(palette.CONTEXT) - lightness(palette.HIGHLIGHT) >= APART
