"""Lays out a map of units with its key, in which each unit has its number, shade and figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.display import palette
from analysis.display.canvas import (
    POINTS_PER_INCH,
    WIDTH_CM,
    axes_at,
    is_narrow,
    size_cm,
    tell_at,
)
from analysis.display.geography import Area, joint_bounds
from analysis.display.labels import wrap
from analysis.display.map_paint import (
    NUMBER_SIZE,
    class_edges,
    fill_of,
    inset_frame,
    moved_into_view,
    paint_areas,
    paint_numbers,
    paint_outline,
    patch_style,
)
from analysis.locale import Formatter

_MAP_CM, _NARROW_MAP_CM = 5.1, 6.6
_ROW_CM, _LINE_CM, _HEAD_CM, _AXIS_CM, _GAP_CM = 0.42, 0.38, 0.5, 0.6, 0.25
_NAME_CM, _VALUE_CM, _SWATCH_CM = 2.9, 1.5, 0.34
_SIZE = 8.5
_ISLAND_SHARE = 0.2
NO_BREAK = "\N{NO-BREAK SPACE}"


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


def map_height_cm(sheet: UnitMap, width_cm: float) -> float:
    """Height that map and key take, beside each other or, on a phone, one below the other."""
    key = _key_height_cm(sheet, width_cm)
    if width_cm < WIDTH_CM:
        return map_shape_cm(sheet, _NARROW_MAP_CM) + _GAP_CM + key
    return max(map_shape_cm(sheet, _MAP_CM), key)


def paint_unit_map(figure: Figure, sheet: UnitMap, formatter: Formatter) -> None:
    """Put the map and its key on an empty figure."""
    width, height = size_cm(figure)
    across = _NARROW_MAP_CM if is_narrow(figure) else _MAP_CM
    map_height = map_shape_cm(sheet, across)
    left = (width - across) / 2 if is_narrow(figure) else 0.0
    axes = axes_at(figure, left, height - map_height, across, map_height)
    paint_map(axes, sheet)
    tell_figures(axes, sheet, formatter)
    key_left, key_top = _key_place(sheet, width, height)
    _paint_key(figure, sheet, formatter, key_left, key_top)


def _key_place(sheet: UnitMap, width: float, height: float) -> tuple[float, float]:
    if width < WIDTH_CM:
        return 0.1, height - map_shape_cm(sheet, _NARROW_MAP_CM) - _GAP_CM
    return _MAP_CM + 2 * _GAP_CM, height


def _key_height_cm(sheet: UnitMap, width: float) -> float:
    left, _ = _key_place(sheet, width, 0.0)
    lines = sum(len(lines) for _, lines in _groups_without(sheet, width - left))
    return _HEAD_CM + len(sheet.ranked) * _ROW_CM + _AXIS_CM + lines * _LINE_CM + 0.2


def map_shape_cm(sheet: UnitMap, across: float) -> float:
    """Height of the map alone at a width."""
    left, right, bottom, top = joint_bounds(_mainland(sheet))
    return across * (top - bottom) / (right - left)


def _mainland(sheet: UnitMap) -> list[Area]:
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


def _islands(sheet: UnitMap) -> list[Area]:
    """The other areas, where the map shows them."""
    mainland = _mainland(sheet)
    return [moved_into_view(area, mainland) for area in sheet.areas if area not in mainland]


def tell_figures(axes: Axes, sheet: UnitMap, formatter: Formatter) -> None:
    """Say the name and figure of a unit where a reader points at its number."""
    places = {area.code: area.label for area in (*_mainland(sheet), *_islands(sheet))}
    told = {row.code: f"{row.name}: {formatter.percent(row.value or 0.0)}" for row in sheet.ranked}
    told |= {row.code: f"{row.name}: {sheet.missing_words}" for row in sheet.missing}
    told |= {row.code: f"{row.name}: {sheet.small_words}" for row in sheet.small}
    for code, words in told.items():
        if code in places:
            tell_at(axes, *places[code], words)


def paint_map(axes: Axes, sheet: UnitMap, number_size: float = NUMBER_SIZE) -> None:
    """Put the units on axes: shaded, hatched or blank, numbered, the page's own outlined."""
    mainland, islands = _mainland(sheet), _islands(sheet)
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
    numbers = {row.code: row.number for row in (*sheet.ranked, *sheet.missing, *sheet.small)}
    paint_numbers(axes, shown, numbers, number_size)
    own = next((area for area in shown if area.code == sheet.own), None)
    if own is not None:
        paint_outline(axes, own)


def _paint_key(
    figure: Figure, sheet: UnitMap, formatter: Formatter, left: float, top: float
) -> None:
    width, _ = size_cm(figure)
    rows_cm = len(sheet.ranked) * _ROW_CM
    bottom = top - _HEAD_CM - rows_cm
    dots_left = left + _NAME_CM
    dots = axes_at(figure, dots_left, bottom, width - dots_left - _VALUE_CM, rows_cm)
    _scale(dots, sheet, formatter)
    names = axes_at(figure, left, bottom, _NAME_CM, rows_cm)
    names.set_axis_off()
    names.set_xlim(0, _NAME_CM)
    names.set_ylim(len(sheet.ranked) - 0.5, -0.5)
    for place, row in enumerate(sheet.ranked):
        _paint_row(dots, names, sheet, formatter, place, row)
    _paint_without(figure, sheet, left, bottom - _AXIS_CM)


def _scale(axes: Axes, sheet: UnitMap, formatter: Formatter) -> None:
    largest = max([row.value or 0.0 for row in sheet.ranked] + [sheet.reference or 0.0])
    axes.set_xlim(0, largest * 1.04)
    axes.set_ylim(len(sheet.ranked) - 0.5, -0.5)
    axes.set_yticks(range(len(sheet.ranked)), [""] * len(sheet.ranked))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    decimals = 0 if largest > 5 else 1
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: formatter.percent(v, decimals)))
    if sheet.reference is None:
        return
    axes.axvline(sheet.reference, color=palette.MUTED, lw=0.9, ls=(0, (3, 2)), zorder=1)
    is_left = sheet.reference < largest / 2
    axes.annotate(
        f"{sheet.whole}: {formatter.percent(sheet.reference)}",
        (sheet.reference, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0 if is_left else 3, 3),
        textcoords="offset points",
        ha="left" if is_left else "right",
        color=palette.MUTED,
        annotation_clip=False,
    )


def _paint_row(
    dots: Axes, names: Axes, sheet: UnitMap, formatter: Formatter, place: int, row: MapRow
) -> None:
    is_own = row.code == sheet.own
    color = palette.HIGHLIGHT if is_own else palette.INK
    weight = "semibold" if is_own else "normal"
    style: dict[str, Any] = {"va": "center_baseline", "color": color, "weight": weight}
    _paint_swatch(names, 0.42, place, fill_of(row.value, sheet.edges))
    names.text(0.32, place, str(row.number), ha="right", **style)
    names.text(0.9, place, row.name, **style)
    marker = "D" if is_own else "s" if row.code in sheet.peers else "o"
    mark = color if is_own or row.code in sheet.peers else palette.CONTEXT
    dots.plot([row.value or 0.0], [place], marker, color=mark, ms=5.5, clip_on=False, zorder=3)
    dots.annotate(
        formatter.percent(row.value),
        (1, place),
        xycoords=("axes fraction", "data"),
        xytext=(_points(_VALUE_CM), 0),
        textcoords="offset points",
        ha="right",
        annotation_clip=False,
        **style,
    )
    tell_at(dots, row.value or 0.0, place, f"{row.name}: {formatter.percent(row.value or 0.0)}")


def _points(centimetres: float) -> float:
    return centimetres / 2.54 * POINTS_PER_INCH


def _paint_swatch(axes: Axes, left: float, place: float, fill: str | None) -> None:
    corner = (left, place - 0.3)
    axes.add_patch(Rectangle(corner, _SWATCH_CM, 0.6, clip_on=False, **patch_style(fill)))


def _groups_without(sheet: UnitMap, width: float) -> Iterator[tuple[bool, list[str]]]:
    """Lines that name the units without a figure, and those too small for one."""
    points = _points(width - 0.9)
    for is_small, label, rows in (
        (False, sheet.missing_words, sheet.missing),
        (True, sheet.small_words, sheet.small),
    ):
        if rows:
            names = ", ".join(f"{row.number} {row.name}".replace(" ", NO_BREAK) for row in rows)
            yield is_small, wrap(f"{label}: {names}", points, _SIZE)


def _paint_without(figure: Figure, sheet: UnitMap, left: float, top: float) -> None:
    width, _ = size_cm(figure)
    axes = axes_at(figure, left, 0, width - left, top)
    axes.set_axis_off()
    axes.set_xlim(0, width - left)
    axes.set_ylim(top, 0)
    place = 0.2
    for is_small, lines in _groups_without(sheet, width - left):
        style = patch_style(None, is_small=is_small)
        axes.add_patch(Rectangle((0.42, place - 0.13), _SWATCH_CM, 0.27, **style))
        for line in lines:
            axes.text(0.9, place, line, va="center_baseline", color=palette.MUTED)
            place += _LINE_CM
