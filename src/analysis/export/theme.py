"""Colours of a page, said once for the screen and for paper.

Every pair of ink and ground keeps the contrast of WCAG 2.2 AA (4.5:1), and tones differ in
lightness as well as in hue, so that they survive a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Palette = Mapping[str, str]

LIGHT: Palette = MappingProxyType(
    {
        "page": "#FFFFFF",
        "surface": "#F3F7F9",
        "ink": "#17222C",
        "muted": "#4F5D69",
        "hairline": "#D3DCE2",
        "accent": "#0B4F6C",
        "good-ink": "#05594A",
        "good-fill": "#DFF2EC",
        "fair-ink": "#1C4F8F",
        "fair-fill": "#E4EDF8",
        "warn-ink": "#6E4700",
        "warn-fill": "#FBEBC8",
        "bad-ink": "#96260F",
        "bad-fill": "#FBE3DC",
        "neutral-ink": "#36434F",
        "neutral-fill": "#E7ECF0",
        "muted-ink": "#4F5D69",
        "muted-fill": "#F1F4F6",
        "info-ink": "#0B4F6C",
        "info-fill": "#E5F1F5",
    }
)
"""Paper and daylight."""

FORMAL: Palette = MappingProxyType(
    {
        **{name: "#FFFFFF" if name.endswith("-fill") else "#000000" for name in LIGHT},
        "page": "#FFFFFF",
        "surface": "#EFEFEF",
        "hairline": "#A6A6A6",
        "bad-ink": LIGHT["bad-ink"],
    }
)
"""Black on white, as Decree 30/2020/NĐ-CP asks; only what must not be overlooked has a colour."""

DARK: Palette = MappingProxyType(
    {
        "page": "#12191F",
        "surface": "#1B252D",
        "ink": "#E8EEF2",
        "muted": "#A9B7C2",
        "hairline": "#34424D",
        "accent": "#7CC4E0",
        "good-ink": "#8ADCC4",
        "good-fill": "#0F3A31",
        "fair-ink": "#A6CBF7",
        "fair-fill": "#17345A",
        "warn-ink": "#F5CE78",
        "warn-fill": "#443008",
        "bad-ink": "#FFB4A1",
        "bad-fill": "#511B10",
        "neutral-ink": "#CFD9E1",
        "neutral-fill": "#2A3640",
        "muted-ink": "#A9B7C2",
        "muted-fill": "#1F2A32",
        "info-ink": "#9AD4EA",
        "info-fill": "#10384A",
    }
)
"""A reader's dark screen."""


def css_variables(palette: Palette) -> str:
    """Colours as declarations of CSS custom properties."""
    return " ".join(f"--{name}: {colour};" for name, colour in palette.items())


def typst_theme(palette: Palette) -> str:
    """Colours as a Typst dictionary named ``theme``."""
    pairs = ", ".join(f'"{name}": rgb("{colour}")' for name, colour in palette.items())
    return f"#let theme = ({pairs})"
