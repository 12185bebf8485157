"""Colours by what they mean; they differ in grey as well, and none stands alone."""

from __future__ import annotations

from functools import cache

INK = "#1A1A1A"
"""Published figures of the current standard, and all words."""
MUTED = "#595959"
"""Figures of earlier standards, and notes."""
CONTEXT = "#8C8C8C"
"""The province (or nation) behind a unit; other units of a ranking."""
COMPANION = "#8A4B00"
"""A second indicator beside the one that the chart is about."""
PROJECTION = "#0072B2"
PROJECTION_BANDS = {95: "#E1EEF6", 80: "#BBD8EA", 50: "#8FBFDD"}
"""Prediction bands from the widest (lightest) to the narrowest, by percent."""
GOAL = "#007A5A"
GOAL_FILL = "#E3F3EC"
"""What the target asks for."""
SCENARIO = "#6B4A8A"
"""What a change of standard may do: a scenario beside the forecast."""
HIGHLIGHT = "#B34700"
"""The unit that the page is about, among its neighbours."""

SHADE = "#0B4F6C"
"""Darkest class of a map, and bars that stand for amounts."""

Ground = dict[str, str | float]
GROUND: Ground = {"fc": "white", "ec": "none", "pad": 0.6}
"""Ground of words that a line would cross."""

LineStyle = str | tuple[float, tuple[float, ...]]

SEGMENT_MARKERS = ("s", "D", "^", "o")
SEGMENT_LINES: tuple[LineStyle, ...] = (
    (0, (2, 1.4)),
    (0, (5, 1.6)),
    (0, (6, 1.5, 1.5, 1.5)),
    "solid",
)
"""Marker and line of the poverty standards, the last for the one in force."""
COMPANION_LINE: LineStyle = (0, (1, 1.2))
CONTEXT_LINE: LineStyle = "solid"
GOAL_LINE: LineStyle = (0, (4, 2))
WEAK_PROJECTION_LINE: LineStyle = (0, (7, 2, 1.5, 2))
SCENARIO_LINE: LineStyle = (0, (1, 1))
SPLICE_LINE: LineStyle = (0, (3, 2))
BREAK_LINE: LineStyle = (0, (1, 2))


@cache
def shades(count: int) -> tuple[str, ...]:
    """Steps from light to dark for classes on a map, apart in grey as well."""
    import seaborn as sns

    return tuple(sns.light_palette(SHADE, count + 1).as_hex()[1:])
