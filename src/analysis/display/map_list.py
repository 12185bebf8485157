"""Map of many units with a list as its key: number, name and figure of each, shades by class."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import palette
from analysis.display.canvas import axes_at, is_narrow, size_cm
from analysis.display.map_ground import MapRow, UnitMap, map_shape_cm, paint_map, tell_figures
from analysis.display.map_paint import fill_of, patch_style
from analysis.locale import Formatter

_MAP_CM, _GAP_CM, _LINE_CM, _NARROW_LINE_CM = 6.2, 0.3, 0.3, 0.46
_COLUMNS = 2
_SIZE, _NARROW_SIZE = 7.5, 8.0
_SWATCH_CM, _CLASS_CM = 0.42, 2.1


def list_height_cm(sheet: UnitMap, width_cm: float) -> float:
    """Height of map and list, beside each other or, on a phone, one below the other."""
    narrow = width_cm <= _MAP_CM * 2
    line = _NARROW_LINE_CM if narrow else _LINE_CM
    listed = (_rows_a_column(sheet) + _lines_of_classes(sheet) + 0.6) * line
    across = width_cm if narrow else _MAP_CM
    drawn = map_shape_cm(sheet, across)
    return drawn + _GAP_CM + listed if narrow else max(drawn, listed)


def paint_listed_map(figure: Figure, sheet: UnitMap, formatter: Formatter) -> None:
    """Put the map and its list on an empty figure."""
    width, height = size_cm(figure)
    across = width if is_narrow(figure) else _MAP_CM
    drawn = map_shape_cm(sheet, across)
    ground = axes_at(figure, 0, height - drawn, across, drawn)
    paint_map(ground, sheet, number_size=6.0)
    tell_figures(ground, sheet, formatter)
    left = 0.1 if is_narrow(figure) else _MAP_CM + _GAP_CM
    top = height - drawn - _GAP_CM if is_narrow(figure) else height
    axes = axes_at(figure, left, 0, width - left, top)
    axes.set_axis_off()
    axes.set_xlim(0, width - left)
    axes.set_ylim(top, 0)
    line = _NARROW_LINE_CM if is_narrow(figure) else _LINE_CM
    size = _NARROW_SIZE if is_narrow(figure) else _SIZE
    start = _paint_key(axes, sheet, formatter, line, size)
    _paint_list(axes, sheet, formatter, start, line, size, width - left)


def _rows_a_column(sheet: UnitMap) -> int:
    return math.ceil(len(sheet.areas) / _COLUMNS)


def _classes(sheet: UnitMap, formatter: Formatter) -> Iterator[tuple[str, dict[str, Any]]]:
    """Bounds and look of every class that is on the map."""
    used = {fill_of(row.value, sheet.edges) for row in sheet.ranked}
    for low, high in zip(sheet.edges, sheet.edges[1:], strict=False):
        fill = fill_of(low, sheet.edges)
        if fill in used:
            yield f"{formatter.number(low)}–{formatter.percent(high, 0)}", patch_style(fill)


def _gaps(sheet: UnitMap) -> Iterator[tuple[str, dict[str, Any]]]:
    """Words and look of units without a figure, and of those too small for one."""
    if sheet.missing:
        yield sheet.missing_words, patch_style(None)
    if sheet.small:
        yield sheet.small_words, patch_style(None, is_small=True)


def _lines_of_classes(sheet: UnitMap) -> int:
    return bool(sheet.ranked) + len(list(_gaps(sheet)))


def _paint_key(axes: Axes, sheet: UnitMap, formatter: Formatter, line: float, size: float) -> float:
    """Classes beside each other in one line, then a line for each kind of gap."""
    at = 0.5 * line
    for place, (words, look) in enumerate(_classes(sheet, formatter)):
        _paint_swatch(axes, place * _CLASS_CM, at, words, look, size)
    at += line if sheet.ranked else 0.0
    for words, look in _gaps(sheet):
        _paint_swatch(axes, 0.0, at, words, look, size)
        at += line
    return at + 0.3 * line


def _paint_swatch(
    axes: Axes, left: float, at: float, words: str, look: dict[str, Any], size: float
) -> None:
    axes.add_patch(Rectangle((left, at - 0.13), _SWATCH_CM, 0.26, **look))
    axes.text(left + _SWATCH_CM + 0.15, at, words, va="center_baseline", size=size)


def _paint_list(
    axes: Axes,
    sheet: UnitMap,
    formatter: Formatter,
    start: float,
    line: float,
    size: float,
    width: float,
) -> None:
    rows = sorted((*sheet.ranked, *sheet.missing, *sheet.small), key=lambda row: row.number)
    across = width / _COLUMNS
    for place, row in enumerate(rows):
        column, below = divmod(place, _rows_a_column(sheet))
        style = _style(sheet, row, size)
        at = start + below * line
        left = column * across
        axes.text(left + 0.4, at, str(row.number), ha="right", **style)
        axes.text(left + 0.55, at, row.name, **style)
        if row.value is not None:
            axes.text(left + across - 0.15, at, formatter.percent(row.value), ha="right", **style)


def _style(sheet: UnitMap, row: MapRow, size: float) -> dict[str, Any]:
    is_own = row.code == sheet.own
    return {
        "va": "center_baseline",
        "size": size,
        "color": palette.HIGHLIGHT if is_own else palette.INK,
        "weight": "semibold" if is_own else "normal",
    }
