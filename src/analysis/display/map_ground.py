"""A map of units: how each is shaded, numbered and outlined, without its key."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from matplotlib.axes import Axes

from analysis.display.canvas import tell_at
from analysis.display.geography import Area, joint_bounds
from analysis.display.map_paint import (
    class_edges,
    fill_of,
    frame_areas,
    inset_frame,
    moved_into_view,
    paint_areas,
    paint_numbers,
    paint_outline,
    patch_style,
)
from analysis.locale import Formatter

_ISLAND_SHARE = 0.2


@dataclass(frozen=True)
class MapRow:
    """A unit on the map: its number there, and its figure in percent if there is one to show."""

    code: str
    number: int
    name: str
    value: float | None


@dataclass(frozen=True, eq=False)
class UnitMap:
    """All that a map and its key show.

    Parameters
    ----------
    areas : tuple of Area
        Lines of every unit.
    ranked, missing, small : tuple of MapRow
        Units with a figure, best first; without one; too small for one.
    own : str
        Code of the page's unit.
    peers : tuple of str
        Codes of the units like it.
    whole : str
        Name of what the units add up to.
    reference : float or None
        Its figure, in percent.
    missing_words, small_words : str
        What hatched and what blank areas mean.
    """

    areas: tuple[Area, ...]
    ranked: tuple[MapRow, ...]
    missing: tuple[MapRow, ...]
    small: tuple[MapRow, ...]
    own: str
    peers: tuple[str, ...]
    whole: str
    reference: float | None
    missing_words: str
    small_words: str

    @property
    def edges(self) -> list[float]:
        """Bounds of the classes of shade."""
        return class_edges([row.value or 0.0 for row in self.ranked])


def map_shape_cm(sheet: UnitMap, across: float) -> float:
    """Height of the map alone at a width."""
    left, right, bottom, top = joint_bounds(mainland_of(sheet))
    return across * (top - bottom) / (right - left)


def mainland_of(sheet: UnitMap) -> list[Area]:
    """All areas but those too small for a rate, and islands that would be a dot out at sea."""
    small = {row.code for row in sheet.small}
    sizes = {area.code: _size(area) for area in sheet.areas}
    least = _ISLAND_SHARE * median(sizes.values())
    return [
        area for area in sheet.areas if area.code not in small and sizes[area.code] >= least
    ] or list(sheet.areas)


def _size(area: Area) -> float:
    left, right, bottom, top = area.bounds
    return max(right - left, top - bottom)


def islands_of(sheet: UnitMap) -> list[Area]:
    """The other areas, where the map shows them."""
    mainland = mainland_of(sheet)
    return [moved_into_view(area, mainland) for area in sheet.areas if area not in mainland]


def tell_figures(axes: Axes, sheet: UnitMap, formatter: Formatter) -> None:
    """Say the name and figure of a unit where a reader points at its number."""
    places = {area.code: area.label for area in (*mainland_of(sheet), *islands_of(sheet))}
    told = {row.code: f"{row.name}: {formatter.percent(row.value or 0.0)}" for row in sheet.ranked}
    told |= {row.code: f"{row.name}: {sheet.missing_words}" for row in sheet.missing}
    told |= {row.code: f"{row.name}: {sheet.small_words}" for row in sheet.small}
    for code, words in told.items():
        if code in places:
            tell_at(axes, *places[code], words)


def paint_map(axes: Axes, sheet: UnitMap, number_size: float) -> None:
    """Put the units on axes: shaded, hatched or blank, numbered, the page's own outlined."""
    frame_areas(axes, [*mainland_of(sheet), *islands_of(sheet)])
    shade_units(axes, sheet)
    number_units(axes, sheet, number_size)
    outline_own(axes, sheet)


def shade_units(axes: Axes, sheet: UnitMap) -> None:
    """Put the units on axes: shaded, hatched or blank."""
    mainland, islands = mainland_of(sheet), islands_of(sheet)
    shown = [*mainland, *islands]
    values = {row.code: row.value for row in sheet.ranked}
    small = {row.code for row in sheet.small}
    styles = {
        area.code: patch_style(
            fill_of(values.get(area.code), sheet.edges), is_small=area.code in small
        )
        for area in shown
    }
    paint_areas(axes, shown, styles)
    for _ in islands:
        axes.add_patch(inset_frame(mainland))


def number_units(axes: Axes, sheet: UnitMap, size: float) -> None:
    """Write the number of each unit."""
    shown = [*mainland_of(sheet), *islands_of(sheet)]
    numbers = {row.code: row.number for row in (*sheet.ranked, *sheet.missing, *sheet.small)}
    paint_numbers(axes, shown, numbers, size)


def outline_own(axes: Axes, sheet: UnitMap) -> None:
    """Outline the page's own unit."""
    shown = [*mainland_of(sheet), *islands_of(sheet)]
    own = next((area for area in shown if area.code == sheet.own), None)
    if own is not None:
        paint_outline(axes, own)
