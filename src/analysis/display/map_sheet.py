"""Lays out a map of units with its key, in which each unit has its number, shade and figure."""

from __future__ import annotations

from collections.abc import Iterator
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
from analysis.display.labels import wrap
from analysis.display.map_ground import (
    MapRow,
    UnitMap,
    islands_of,
    mainland_of,
    map_shape_cm,
    number_units,
    outline_own,
    shade_units,
    tell_figures,
)
from analysis.display.map_paint import NUMBER_SIZE, fill_of, frame_areas, patch_style
from analysis.locale import Formatter

_MAP_CM, _NARROW_MAP_CM = 5.1, 6.6
_ROW_CM, _LINE_CM, _HEAD_CM, _AXIS_CM, _GAP_CM = 0.42, 0.38, 0.5, 0.6, 0.25
_NAME_CM, _VALUE_CM, _SWATCH_CM = 2.9, 1.5, 0.34
_SIZE = 8.5
NO_BREAK = "\N{NO-BREAK SPACE}"


def map_height_cm(sheet: UnitMap, width_cm: float) -> float:
    """Height that map and key take, beside each other or, on a phone, one below the other."""
    key = _key_height_cm(sheet, width_cm)
    if width_cm < WIDTH_CM:
        return map_shape_cm(sheet, _NARROW_MAP_CM) + _GAP_CM + key
    return max(map_shape_cm(sheet, _MAP_CM), key)


def paint_ground(figure: Figure, sheet: UnitMap) -> None:
    """Put the shaded units on an empty figure, which is the same on the pages of all of them."""
    shade_units(_map_axes(figure, sheet), sheet)


def paint_numbers_of(figure: Figure, sheet: UnitMap, formatter: Formatter) -> None:
    """Number the units and say their figures, which also is the same on all pages."""
    axes = _map_axes(figure, sheet)
    number_units(axes, sheet, NUMBER_SIZE)
    tell_figures(axes, sheet, formatter)


def paint_own(figure: Figure, sheet: UnitMap, formatter: Formatter) -> None:
    """Outline the page's unit and put the key, in which it stands out, on an empty figure."""
    outline_own(_map_axes(figure, sheet), sheet)
    _paint_key(figure, sheet, formatter, *_key_place(sheet, *size_cm(figure)))


def _map_axes(figure: Figure, sheet: UnitMap) -> Axes:
    width, height = size_cm(figure)
    across = _NARROW_MAP_CM if is_narrow(figure) else _MAP_CM
    map_height = map_shape_cm(sheet, across)
    left = (width - across) / 2 if is_narrow(figure) else 0.0
    axes = axes_at(figure, left, height - map_height, across, map_height)
    frame_areas(axes, [*mainland_of(sheet), *islands_of(sheet)])
    return axes


def _key_place(sheet: UnitMap, width: float, height: float) -> tuple[float, float]:
    if width < WIDTH_CM:
        return 0.1, height - map_shape_cm(sheet, _NARROW_MAP_CM) - _GAP_CM
    return _MAP_CM + 2 * _GAP_CM, height


def _key_height_cm(sheet: UnitMap, width: float) -> float:
    left, _ = _key_place(sheet, width, 0.0)
    lines = sum(len(lines) for _, lines in _groups_without(sheet, width - left))
    return _HEAD_CM + len(sheet.ranked) * _ROW_CM + _AXIS_CM + lines * _LINE_CM + 0.2


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
