"""Pages as pictures: rendered, kept, and compared the way an eye at some distance would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
Blocks = NDArray[np.float64]

FOLDER = Path(__file__).parent
DOTS_PER_INCH = 36
"""Of a kept page: letters are specks, lines of text are lines."""
SHADES = 16
"""A kept picture has as many greys: its file is a few kB a page."""
BLOCK_DOTS = 6
"""Side of the blocks whose mean greys are compared: on paper 4 mm, a line of text."""
LARGEST_DIFFERENCE = 24
"""Of 255 in one block: what the few greys of a kept picture, and a screen's letters, may differ."""


def pages_of(pdf: bytes, scale: float = DOTS_PER_INCH / 72) -> list[Grey]:
    """Every page of a PDF in greys."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=scale, grayscale=True).to_numpy() for page in document]
    grey = [np.array(page).reshape(page.shape[:2]) for page in pages]
    document.close()
    return grey


def sheet(pages: list[Grey]) -> Grey:
    """Pages side by side, the lower ones filled up with white."""
    height = max(page.shape[0] for page in pages)
    filled = [
        np.pad(page, ((0, height - page.shape[0]), (0, 0)), constant_values=255) for page in pages
    ]
    return np.hstack(filled)


def blocks(picture: Grey) -> Blocks:
    """Mean greys of the blocks of a picture; what is left over at its edges does not count."""
    rows, columns = (side // BLOCK_DOTS for side in picture.shape)
    whole = picture[: rows * BLOCK_DOTS, : columns * BLOCK_DOTS].astype(float)
    return whole.reshape(rows, BLOCK_DOTS, columns, BLOCK_DOTS).mean(axis=(1, 3))


def difference(one: Grey, other: Grey) -> str:
    """Where two pictures differ the most, in words; blank where they look alike."""
    if one.shape != other.shape:
        return f"the size is {one.shape} and was {other.shape}"
    apart = np.abs(blocks(one) - blocks(other))
    if apart.max() <= LARGEST_DIFFERENCE:
        return ""
    row, column = np.unravel_index(apart.argmax(), apart.shape)
    share = (apart > LARGEST_DIFFERENCE).mean()
    at = f"most {column * BLOCK_DOTS} right and {row * BLOCK_DOTS} down"
    return f"{share:.1%} of the picture differs, {at} ({apart.max():.0f} of 255)"


def kept_greys(picture: Grey) -> Grey:
    """A picture in the few even greys that it is kept in."""
    step = 255 // (SHADES - 1)
    return ((picture.astype(int) + step // 2) // step * step).astype(np.uint8)


@dataclass(frozen=True)
class Golden:
    """Pictures and texts as last looked at; the option ``--write-golden`` replaces them."""

    writes: bool

    def check_picture(self, name: str, picture: Grey) -> None:
        path = FOLDER / f"{name}.png"
        if self.writes:
            Image.fromarray(kept_greys(picture)).quantize(SHADES).save(path, optimize=True)
            return
        with Image.open(path) as kept:
            found = difference(picture, np.array(kept.convert("L")))
        assert not found, f"{path.name}: {found}. Meant? Then `make golden`, and look at it."

    def check_text(self, name: str, text: str) -> None:
        path = FOLDER / f"{name}.txt"
        if self.writes:
            path.write_text(text, encoding="utf-8")
            return
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(bool(request.config.getoption("--write-golden", default=False)))
