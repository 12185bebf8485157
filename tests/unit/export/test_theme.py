import itertools

import pytest

from analysis.display.inline import TONES
from analysis.export.theme import DARK, LIGHT, Palette, css_variables, typst_theme

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_defined() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@PALETTES
def test_every_tone_can_be_read(palette: Palette) -> None:
    for tone in TONES:
        assert contrast(palette[f"{tone}-ink"], palette[f"{tone}-fill"]) >= 4.5
        assert contrast(palette["ink"], palette[f"{tone}-fill"]) >= 4.5


@PALETTES
def test_words_can_be_read_on_every_ground(palette: Palette) -> None:
    for words, ground in itertools.product(("ink", "muted", "accent"), ("page", "surface")):
        assert contrast(palette[words], palette[ground]) >= 4.5
    assert contrast(palette["bad-ink"], palette["page"]) >= 4.5


def test_both_palettes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_screen_and_paper_get_the_same_colours() -> None:
    assert "--good-ink: #05594A;" in css_variables(LIGHT)
    assert '"good-ink": rgb("#05594A")' in typst_theme(LIGHT)
