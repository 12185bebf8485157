"""Fonts and map lines that pages carry with them, so that no reader's machine has to have them."""

from pathlib import Path

FONT_DIRECTORY = Path(__file__).parent / "fonts"
"""Folder of the bundled fonts: subsets with all Vietnamese letters and the status symbols."""

TEXT_FONT = "Inter"
FORMAL_FONT = "Tinos"
"""Has the widths of Times New Roman, which Decree 30/2020/NĐ-CP asks for."""
SYMBOL_FONT = "Noto Sans Symbols2"

MAP_DIRECTORY = Path(__file__).parent / "maps"
"""Folder of the boundaries for drawing, one file a level; their origin is in the README there."""
