"""Maps of the index: one of which each area leads to its report, and small ones beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from analysis.data import Level
from analysis.display.geography import Area, FloatArray, areas_under, joint_bounds
from analysis.display.map_paint import inset_frame, moved_into_view
from analysis.markup import escape_html

WIDTH = 300.0
"""Width of a map in its own units; on the page it is as wide as its place."""
LEAST_SHARE = 0.5
"""A map is drawn if at least this share of its areas has a report."""
_ISLAND_SHARE = 0.2
"""Of the typical size: what is smaller would be a dot out at sea if drawn to scale."""


@dataclass(frozen=True)
class Mark:
    """How one unit stands on one map.

    Parameters
    ----------
    number : int
        Its number in the list.
    tone, symbol : str
        Its state in colour and sign.
    words : str
        Its name and state, read out and shown on hovering.
    target : str
        Address of its report.
    """

    number: int
    tone: str
    symbol: str
    words: str
    target: str


@dataclass(frozen=True, eq=False)
class Ground:
    """Areas as the map shows them.

    Parameters
    ----------
    mainland, islands : tuple of Area
        Areas in their place; tiny ones far off, brought near and enlarged.
    """

    mainland: tuple[Area, ...]
    islands: tuple[Area, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """All of them, in the order of their codes."""
        return tuple(sorted((*self.mainland, *self.islands), key=lambda area: area.code))

    def placed(self, points: FloatArray) -> list[tuple[float, float]]:
        """Points in units of the picture, from its top left corner."""
        left, right, _, top = joint_bounds(self.mainland)
        scale = WIDTH / (right - left)
        return [((x - left) * scale, (top - y) * scale) for x, y in points]

    @property
    def height(self) -> float:
        """Height of the picture."""
        left, right, bottom, top = joint_bounds(self.mainland)
        return WIDTH * (top - bottom) / (right - left)


def ground_for(level: str, units: Sequence[str]) -> Ground | None:
    """Areas of a level if most of them have a report; nothing otherwise."""
    areas = areas_under(Level(level), units) if level in set(Level) else ()
    known = {area.code for area in areas}.intersection(units)
    if not areas or len(known) < LEAST_SHARE * len(areas):
        return None
    sizes = {area.code: _size(area) for area in areas}
    least = _ISLAND_SHARE * median(sizes.values())
    mainland = tuple(area for area in areas if sizes[area.code] >= least)
    islands = (area for area in areas if sizes[area.code] < least)
    return Ground(mainland, tuple(moved_into_view(area, mainland) for area in islands))


def _size(area: Area) -> float:
    left, right, bottom, top = area.bounds
    return max(right - left, top - bottom)


def linked_map(ground: Ground, marks: Mapping[str, Mark], label: str) -> str:
    """SVG in which every area with a report is a link to it.

    Parameters
    ----------
    ground : Ground
        What to draw.
    marks : mapping of str to Mark
        By code of the unit; an area without one stays blank.
    label : str
        What the map shows, read out before its links.
    """
    shapes = "".join(_linked(area, marks.get(area.code), ground) for area in ground.areas)
    return _svg(ground, shapes, f'role="group" aria-label="{escape_html(label)}"')


def small_map(ground: Ground, marks: Mapping[str, Mark], label: str) -> str:
    """SVG that shows the state of every area by colour and sign, a picture as a whole."""
    shapes = "".join(_plain(area, marks.get(area.code), ground) for area in ground.areas)
    return _svg(ground, shapes, f'role="img" aria-label="{escape_html(label)}"')


def _svg(ground: Ground, shapes: str, role: str) -> str:
    box = f"-2 -2 {WIDTH + 4:.0f} {ground.height + 4:.0f}"
    frame = _frame(ground) if ground.islands else ""
    return f'<svg {role} viewBox="{box}">{shapes}{frame}</svg>'


def _linked(area: Area, mark: Mark | None, ground: Ground) -> str:
    if mark is None:
        return _path(area, "absent", ground)
    words = escape_html(mark.words)
    return (
        f'<a href="{escape_html(mark.target)}" '
        f'data-unit="{escape_html(area.code)}"><title>{words}</title>'
        f"{_path(area, mark.tone, ground)}"
        f"{_label(area, f'{mark.number} {mark.symbol}', ground)}</a>"
    )


def _plain(area: Area, mark: Mark | None, ground: Ground) -> str:
    if mark is None:
        return _path(area, "absent", ground)
    shape = _path(area, mark.tone, ground) + _label(area, mark.symbol, ground)
    return f'<g data-unit="{escape_html(area.code)}">{shape}</g>'


def _path(area: Area, tone: str, ground: Ground) -> str:
    lines = "".join(
        f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ground.placed(ring))}Z" for ring in area.rings
    )
    return f'<path class="area {escape_html(tone)}" d="{lines}"/>'


def _label(area: Area, words: str, ground: Ground) -> str:
    ((x, y),) = ground.placed(np.array([area.label]))
    return f'<text aria-hidden="true" x="{x:.1f}" y="{y:.1f}">{escape_html(words)}</text>'


def _frame(ground: Ground) -> str:
    """Dashed frame that says: this island lies elsewhere and is enlarged."""
    corners = np.array(inset_frame(ground.mainland).get_extents().get_points())
    (left, bottom), (right, top) = ground.placed(corners)
    return (
        f'<rect class="inset" x="{left:.1f}" y="{top:.1f}" '
        f'width="{right - left:.1f}" height="{bottom - top:.1f}"/>'
    )
