"""Draws a map of units in layers, of which those that all pages share are drawn once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from analysis.display.canvas import NARROW_CM, WIDTH_CM, Drawing, draw, layered
from analysis.display.map_ground import UnitMap
from analysis.display.map_sheet import (
    map_height_cm,
    paint_ground,
    paint_numbers_of,
    paint_own,
)
from analysis.locale import Formatter

_REMEMBERED = 32


@dataclass(frozen=True)
class _Shared:
    """What decides the layers below and above the page's own: all but whose page it is."""

    shown: tuple[object, ...]
    width_cm: float
    height_cm: float
    formatter: Formatter
    sheet: UnitMap = field(compare=False)


def draw_map(sheet: UnitMap, formatter: Formatter) -> Drawing:
    """Map and key for paper and for a phone."""
    return Drawing(*(_draw(sheet, formatter, width) for width in (WIDTH_CM, NARROW_CM)))


def _draw(sheet: UnitMap, formatter: Formatter, width: float) -> str:
    height = map_height_cm(sheet, width)
    ground, numbers = _shared(_Shared(_shown(sheet), width, height, formatter, sheet))
    own = draw(lambda empty: paint_own(empty, sheet, formatter), height, width)
    return layered(ground, own, numbers)


def _shown(sheet: UnitMap) -> tuple[object, ...]:
    lines = tuple((area.code, area.label, area.bounds) for area in sheet.areas)
    return (
        lines,
        *(sheet.ranked, sheet.missing, sheet.small),
        *(sheet.missing_words, sheet.small_words),
    )


@lru_cache(maxsize=_REMEMBERED)
def _shared(asked: _Shared) -> tuple[str, str]:
    sheet, size = asked.sheet, (asked.height_cm, asked.width_cm)
    return (
        draw(lambda empty: paint_ground(empty, sheet), *size),
        draw(lambda empty: paint_numbers_of(empty, sheet, asked.formatter), *size),
    )
