"""Draws a figure to SVG: own fonts, fixed look, the same bytes for the same figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.assets import FONT_DIRECTORY

WIDTH_CM = 14.0
"""Width that figures are drawn for: between a phone and the 17 cm of an A4 page's text."""
POINTS_PER_INCH = 72
"""Resolution that SVG is written in, so that a pixel of the layout is a point on the page."""
_STYLE_FILE = Path(__file__).with_name("style.mplstyle")
_STYLE_LOCK = RLock()


@cache
def _style() -> mpl.RcParams:
    for path in sorted(FONT_DIRECTORY.glob("*.[ot]tf")):
        font_manager.fontManager.addfont(path)
    return mpl.rc_params_from_file(_STYLE_FILE, use_default_template=False)


@contextmanager
def house_style() -> Iterator[None]:
    """Apply the style file for the time of one drawing.

    Matplotlib keeps its settings in one place for the whole process, so drawings take turns.
    """
    with _STYLE_LOCK, mpl.rc_context(_style()):
        yield


def draw(paint: Callable[[Figure], None], height_cm: float, width_cm: float = WIDTH_CM) -> str:
    """SVG of what `paint` puts on a figure of the given size.

    Parameters
    ----------
    paint : callable
        Receives the empty figure.
    height_cm, width_cm : float
        Size that font sizes are meant for; the SVG itself scales to any width.

    Returns
    -------
    str
        One ``<svg>`` element with a view box, without fixed size or date.
    """
    with house_style():
        figure = Figure(figsize=(width_cm / 2.54, height_cm / 2.54), dpi=POINTS_PER_INCH)
        FigureCanvasSVG(figure)
        paint(figure)
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return _scalable(stream.getvalue())


def _scalable(svg: str) -> str:
    """Keep the ``<svg>`` element alone, with its view box and without a size of its own."""
    body = svg[svg.index("<svg") :]
    head, _, rest = body.partition(">")
    return re.sub(r' (?:width|height)="[^"]*"', "", head) + ">" + rest.strip()
