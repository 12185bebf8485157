"""Draws a map of units: shades by class, hatching where nothing is known, numbers for the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from analysis.display import palette
from analysis.display.geography import Area, joint_bounds
from analysis.display.palette import shades

CLASSES = 4
"""Most shades on a map: more cannot be told apart in grey."""
HATCH = "//////"
_INSET_SHARE = 0.16
NUMBER_SIZE = 8.0


def class_edges(values: Sequence[float]) -> list[float]:
    """Round bounds of at most `CLASSES` classes from zero on; the last lies above every value."""
    highest = max(values, default=0.0)
    return [float(edge) for edge in MaxNLocator(CLASSES).tick_values(0, highest)] if values else []


def fill_of(value: float | None, edges: Sequence[float]) -> str | None:
    """Shade of a value, the darker the higher; ``None`` without a value."""
    if value is None:
        return None
    place = int(np.searchsorted(edges, value, side="right")) - 1
    return shades(len(edges) - 1)[min(place, len(edges) - 2)]


def patch_style(fill: str | None, *, is_small: bool = False) -> dict[str, Any]:
    """Look of an area, and of its swatch in the key: shaded, hatched, or blank if too small."""
    hatch = HATCH if fill is None and not is_small else None
    return {"facecolor": fill or "white", "hatch": hatch, "edgecolor": palette.CONTEXT, "lw": 0.5}


def frame_areas(axes: Axes, areas: Sequence[Area]) -> None:
    """Make axes without a frame large enough for areas, all at one scale."""
    axes.set_axis_off()
    axes.set_aspect("equal")
    left, right, bottom, top = joint_bounds(areas)
    margin = 0.01 * (right - left)
    axes.set_xlim(left - margin, right + margin)
    axes.set_ylim(bottom - margin, top + margin)


def paint_areas(axes: Axes, areas: Sequence[Area], styles: Mapping[str, dict[str, Any]]) -> None:
    """Put areas on axes that frame them."""
    for area in areas:
        axes.add_patch(PathPatch(_path(area), **styles[area.code]))


def _path(area: Area) -> Path:
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in area.rings))


def paint_numbers(
    axes: Axes, areas: Sequence[Area], numbers: Mapping[str, int], size: float = NUMBER_SIZE
) -> None:
    """Write the number of each area on a white ground, readable on every shade."""
    for area in areas:
        axes.text(
            *area.label,
            str(numbers[area.code]),
            fontsize=size,
            weight="semibold",
            ha="center",
            va="center_baseline",
            bbox={"boxstyle": "circle,pad=0.18", "fc": "white", "ec": palette.MUTED, "lw": 0.5},
            zorder=5,
        )


def paint_outline(axes: Axes, area: Area) -> None:
    """Draw the lines of the page's unit once more, to stand out on every shade."""
    look = {"facecolor": "none", "edgecolor": palette.HIGHLIGHT, "lw": 2.0, "zorder": 4}
    axes.add_patch(PathPatch(_path(area), **look))


def moved_into_view(area: Area, others: Sequence[Area]) -> Area:
    """Bring an island far off, enlarged, to the free corner at the top right of the map."""
    left, right, _, top = joint_bounds(others)
    side = _INSET_SHARE * (right - left)
    own_left, own_right, own_bottom, own_top = area.bounds
    factor = 0.62 * side / max(own_right - own_left, own_top - own_bottom)
    middle = np.array([(own_left + own_right) / 2, (own_bottom + own_top) / 2])
    corner = np.array([right - side / 2, top - side / 2])
    rings = tuple((ring - middle) * factor + corner for ring in area.rings)
    label = (float(corner[0] - 0.8 * side), float(corner[1]))
    return Area(area.code, area.parent, label, rings)


def inset_frame(others: Sequence[Area]) -> Patch:
    """Frame around the island that was moved."""
    left, right, _, top = joint_bounds(others)
    side = _INSET_SHARE * (right - left)
    corner = (right - side, top - side)
    return Rectangle(corner, side, side, fill=False, ec=palette.CONTEXT, lw=0.5, ls=(0, (2, 1.5)))
