"""Places words so that they never lie on each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from matplotlib.ft2font import FT2Font, LoadFlags

from analysis.assets import FONT_DIRECTORY

POINTS_PER_INCH = 72
_MEASURED_AT = 100
_ROUNDS = 2
_WORST_CROSSING = 8
_SHIFTS = (0.0, 0.5, -0.5, 1.0, -1.0)
"""Places from straight above or below to wholly to the right or left of a point."""
LINE_HEIGHT = 1.25
GAPS = (4.0, 8.0, 13.0)
"""Free space between a point and its label, in points: the nearest is the best."""
MARGIN = 1.5
"""Free space on each side of a label, in points, so that neighbours read as two."""
CROSSING = 12.0
"""What each bit of line that a label covers costs, in points of distance."""


@cache
def _font(weight: str) -> FT2Font:
    return FT2Font(str(FONT_DIRECTORY / f"Inter-{weight}.otf"))


if hasattr(os, "register_at_fork"):
    # A font reads its file as it goes: processes that share the open file would lose their place.
    os.register_at_fork(after_in_child=_font.cache_clear)


@lru_cache(maxsize=4096)
def text_width(text: str, font_size: float, weight: str = "Regular") -> float:
    """Width of words in points, as the bundled font sets them."""
    font = _font(weight)
    font.set_size(_MEASURED_AT, POINTS_PER_INCH)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 / _MEASURED_AT * font_size)


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres of stacked labels, as near as possible to where each is wanted.

    Parameters
    ----------
    wanted : sequence of float
        Centre that each label would have if it were alone.
    heights : sequence of float
        Height of each label in the same unit, including its margin.
    low, high : float
        Bounds of the column; labels higher in sum than the column overflow at its top.

    Returns
    -------
    list of float
        Centres in the order of `wanted`; neighbours touch at most.

    Examples
    --------
    >>> spread([1.0, 1.0], [1.0, 1.0], 0.0, 10.0)
    [0.5, 1.5]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[list[int], float]] = []
    for index in order:
        blocks.append(([index], _clamped([index], wanted, heights, low, high)))
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], heights):
            merged = blocks[-2][0] + blocks[-1][0]
            blocks[-2:] = [(merged, _clamped(merged, wanted, heights, low, high))]
    centres = [0.0] * len(wanted)
    for members, bottom in blocks:
        for index in members:
            centres[index] = bottom + heights[index] / 2
            bottom += heights[index]
    return centres


def _clamped(
    members: list[int], wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> float:
    """Bottom of a block of touching labels that moves them least in sum of squares."""
    below, shift = 0.0, 0.0
    for index in members:
        shift += wanted[index] - (below + heights[index] / 2)
        below += heights[index]
    return max(low, min(high - below, shift / len(members)))


def _overlap(
    lower: tuple[list[int], float], upper: tuple[list[int], float], heights: Sequence[float]
) -> bool:
    return lower[1] + sum(heights[i] for i in lower[0]) > upper[1] + 1e-9


def wrap(text: str, width: float, font_size: float) -> list[str]:
    """Break words into lines no wider than `width` points, unless a single word is.

    Examples
    --------
    >>> wrap("một hai ba", 40, 10)
    ['một hai', 'ba']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", font_size) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Box:
    """Rectangle on the page, in points."""

    left: float
    bottom: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.bottom < other.bottom + other.height
            and other.bottom < self.bottom + self.height
        )

    def is_inside(self, other: Box) -> bool:
        """Whether no part of it sticks out of the other."""
        return (
            self.left >= other.left
            and self.bottom >= other.bottom
            and self.left + self.width <= other.left + other.width
            and self.bottom + self.height <= other.bottom + other.height
        )


def place(
    anchors: Sequence[tuple[float, float]],
    texts: Sequence[str],
    font_size: float,
    *,
    marks: Sequence[Box],
    lines: Sequence[Box],
    frame: Box,
) -> list[Box | None]:
    """Put a label beside each point, in order of importance, where nothing is in the way.

    Parameters
    ----------
    anchors : sequence of (float, float)
        Points that the labels belong to, the most important first.
    texts : sequence of str
        One line each.
    font_size : float
        In points, as everything here.
    marks : sequence of Box
        What no label may cover.
    lines : sequence of Box
        What a label should rather not cover.
    frame : Box
        Where labels may stand.

    Returns
    -------
    list of Box or None
        A place for each label; ``None`` where there is no free one. It is then left out, as a
        figure that cannot be read is worse than one to be found in the table.
    """
    places: list[Box | None] = [None] * len(texts)
    for _ in range(_ROUNDS):
        for index, (anchor, text) in enumerate(zip(anchors, texts, strict=True)):
            others = [box for i, box in enumerate(places) if box and i != index]
            size = text_width(text, font_size) + 2 * MARGIN, font_size * LINE_HEIGHT
            places[index] = _best(list(_around(anchor, *size)), [*marks, *others], lines, frame)
    return places


def _best(
    candidates: Sequence[tuple[float, Box]],
    taken: Sequence[Box],
    lines: Sequence[Box],
    frame: Box,
) -> Box | None:
    """Cheapest of the places that are inside the frame and on nothing that was there before."""
    boxes = [box for _, box in candidates]
    crossings = np.minimum(_covered(boxes, lines), _WORST_CROSSING)
    is_taken = _covered(boxes, taken) > 0
    free = [
        (cost + CROSSING * crossing, box)
        for (cost, box), crossing, blocked in zip(candidates, crossings, is_taken, strict=True)
        if not blocked and box.is_inside(frame)
    ]
    return min(free, key=itemgetter(0), default=(0.0, None))[1]


def _covered(boxes: Sequence[Box], others: Sequence[Box]) -> npt.NDArray[np.int_]:
    """Count, for each box, how many of the others share area with it."""
    (left, bottom, right, top), theirs = _edges(boxes), _edges(others)
    across = (left[:, None] < theirs[2]) & (theirs[0] < right[:, None])
    up = (bottom[:, None] < theirs[3]) & (theirs[1] < top[:, None])
    return np.asarray((across & up).sum(axis=1))


def _edges(boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    corners = [(b.left, b.bottom, b.left + b.width, b.bottom + b.height) for b in boxes]
    return np.array(corners, dtype=float).reshape(-1, 4).T


def _around(
    anchor: tuple[float, float], width: float, height: float
) -> Iterator[tuple[float, Box]]:
    """Places for a label with what each costs: close by and centred, else further off."""
    x, y = anchor
    for gap, (column, shift) in product(GAPS, enumerate(_SHIFTS)):
        beside = x - width / 2 + shift * (width / 2 + gap)
        middle = [y - height / 2] if abs(shift) == 1.0 else []
        for row, bottom in enumerate([y + gap, y - gap - height, *middle]):
            yield gap + column + 0.5 * row, Box(beside, bottom, width, height)
