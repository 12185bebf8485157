"""Areas to draw on a map: their lines, and where their label stands."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.assets import MAP_DIRECTORY
from analysis.data import Level
from analysis.data.territory import CODE_SUFFIX_2025

KILOMETRES_A_DEGREE = 111.2
"""Length of a degree of latitude."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Area:
    """One unit on a map; positions are in kilometres east and north of a point of the map.

    Parameters
    ----------
    code : str
        Code of the unit.
    parent : str
        Code of the former district it lies in; blank where the map says nothing of it.
    label : (float, float)
        Centre of the largest circle within it.
    rings : tuple of array
        Outlines, one (points, 2) array for each part.
    """

    code: str
    parent: str
    label: tuple[float, float]
    rings: tuple[FloatArray, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least and greatest x, then least and greatest y."""
        points = np.concatenate(self.rings)
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        return float(left), float(right), float(bottom), float(top)


@cache
def areas_of(level: Level) -> tuple[Area, ...]:
    """Areas of a level of units in the order of their codes; none where no lines are at hand.

    Degrees are turned into kilometres with the length that a degree of longitude has in the
    middle of the map: on maps of this size nobody sees the difference to a projection.
    """
    path = MAP_DIRECTORY / f"{level.value}.geojson"
    if not path.is_file():
        return ()
    features = json.loads(path.read_bytes())["features"]
    labels = np.array([feature["properties"]["label"] for feature in features], dtype=float)
    middle = labels.mean(axis=0)
    scale = np.array([math.cos(math.radians(middle[1])), 1.0]) * KILOMETRES_A_DEGREE
    return tuple(
        Area(
            code=feature["properties"]["code"],
            parent=feature["properties"]["parent"],
            label=tuple((label - middle) * scale),
            rings=_rings(feature["geometry"]["coordinates"], middle, scale),
        )
        for feature, label in zip(features, labels, strict=True)
    )


def areas_under(level: Level, codes: Collection[str]) -> tuple[Area, ...]:
    """Areas of a level under the codes of the register, which tells units since 2025 apart."""
    areas = areas_of(level)
    later = {area.code: f"{area.code}{CODE_SUFFIX_2025}" for area in areas}
    return tuple(
        replace(area, code=later[area.code]) if later[area.code] in codes else area
        for area in areas
    )


def _rings(
    polygons: Sequence[Sequence[Sequence[Sequence[float]]]], middle: FloatArray, scale: FloatArray
) -> tuple[FloatArray, ...]:
    return tuple((np.array(ring) - middle) * scale for polygon in polygons for ring in polygon)


def joint_bounds(areas: Sequence[Area]) -> tuple[float, float, float, float]:
    """Least and greatest x, then least and greatest y, of several areas together."""
    bounds = np.array([area.bounds for area in areas])
    lows, highs = bounds.min(axis=0), bounds.max(axis=0)
    return float(lows[0]), float(highs[1]), float(lows[2]), float(highs[3])
