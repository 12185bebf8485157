"""Places words so that they never lie on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

EM_PER_LETTER = 0.56
"""Width of a letter of Inter as a share of the font size: above the mean, so that labels fit."""
LINE_HEIGHT = 1.25
GAP = 4.0
"""Free space between a point and its label, in points."""
DETOUR = 6
"""How many marks of a line a label rather covers than stand away from its point."""


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


def wrap(text: str, width_em: float) -> list[str]:
    """Break words into lines of about `width_em` times the font size.

    Examples
    --------
    >>> wrap("một hai ba", 4)
    ['một hai', 'ba']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width_em / EM_PER_LETTER:
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


def text_width(text: str, font_size: float) -> float:
    """Width of words in points, on the wide side of what Inter takes."""
    return len(text) * font_size * EM_PER_LETTER


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
    taken = list(marks)
    places: list[Box | None] = []
    for anchor, text in zip(anchors, texts, strict=True):
        candidates = _around(anchor, text_width(text, font_size), font_size * LINE_HEIGHT)
        free = [
            (sum(map(box.overlaps, lines)) + detour, box)
            for box, detour in candidates
            if box.is_inside(frame) and not any(map(box.overlaps, taken))
        ]
        chosen = min(free, key=itemgetter(0), default=(0, None))[1]
        places.append(chosen)
        taken += [chosen] if chosen else []
    return places


def _around(anchor: tuple[float, float], width: float, height: float) -> Iterator[tuple[Box, int]]:
    """Places for a label with what each costs: close by, else a little further off."""
    for gap, detour in ((GAP, 0), (3 * GAP, DETOUR)):
        for box in _at_distance(anchor, width, height, gap):
            yield box, detour


def _at_distance(anchor: tuple[float, float], width: float, height: float, gap: float) -> list[Box]:
    """Eight places at one distance: above, below, right, left, and the corners."""
    x, y = anchor
    above, below, middle = y + gap, y - gap - height, y - height / 2
    right, left, centre = x + gap, x - gap - width, x - width / 2
    spots = [(centre, above), (centre, below), (right, middle), (left, middle)]
    spots += [(right, above), (left, above), (right, below), (left, below)]
    return [Box(x, y, width, height) for x, y in spots]
