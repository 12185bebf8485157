"""Draws a figure to SVG: own fonts, fixed look, the same bytes for the same figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure, SubFigure

from analysis.assets import FONT_DIRECTORY

WIDTH_CM = 16.5
"""Width that figures are drawn for: on an A4 page their letters are as large as its text."""
NARROW_CM = 9.4
"""Width they are drawn for once more: a phone of 360 pixels shows the smallest letters in 11."""
POINTS_PER_INCH = 72
"""Resolution that SVG is written in, so that a pixel of the layout is a point on the page."""
_NEEDLESS = re.compile(r"(?<=\.\d\d)\d+(?=[ \n\"),])")
"""Decimals beyond the hundredth of a point, which nobody sees."""
VALUE_MARK = "value: "
"""What begins the name of an artist that tells the words behind it to whoever points at it."""
_NAME = re.compile(rf'(\bid="(?!{VALUE_MARK})|url\(#|href="#)')
"""What stands before the name of a part of a drawing."""
_REACH_POINTS = 13
"""Width of the place around a point where its value is told: a finger finds it."""
_ABOVE_ALL = 20
_STYLE_FILE = Path(__file__).with_name("style.mplstyle")
_STYLE_LOCK = RLock()


@dataclass(frozen=True)
class Drawing:
    """One figure laid out twice: for paper and wide screens, and for a phone.

    Parameters
    ----------
    wide, narrow : str
        SVG as `draw` writes it.
    """

    wide: str
    narrow: str


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


def draw_both(paint: Callable[[Figure], None], height_cm: Callable[[float], float]) -> Drawing:
    """Draw a figure for paper and once more for a phone.

    Parameters
    ----------
    paint : callable
        Receives the empty figure and lays itself out by `size_cm`.
    height_cm : callable
        Height for a width, both in centimetres.
    """
    widths = (WIDTH_CM, NARROW_CM)
    return Drawing(*(draw(paint, height_cm(width), width) for width in widths))


def layered(*layers: str) -> str:
    """One drawing of several of the same size, the first at the bottom.

    Names within each are made its own, so that the drawing has none twice.
    """
    head, _, _ = layers[0].partition(">")
    return f"{head}>{''.join(_content(layer, n) for n, layer in enumerate(layers))}</svg>"


def _content(svg: str, number: int) -> str:
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return _NAME.sub(rf"\1l{number}-", body)


def size_cm(figure: Figure | SubFigure) -> tuple[float, float]:
    """Width and height of a figure in centimetres."""
    width, height = figure.get_figure(root=True).get_size_inches() * 2.54
    return float(width), float(height)


def is_narrow(figure: Figure | SubFigure) -> bool:
    """Whether the figure is being drawn for a phone."""
    return size_cm(figure)[0] < WIDTH_CM


def axes_at(
    figure: Figure | SubFigure, left: float, bottom: float, width: float, height: float
) -> Axes:
    """Put axes on a figure, their place and size given in centimetres."""
    across, up = size_cm(figure)
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def tell_at(axes: Axes, x: float, y: float, words: str) -> None:
    """Say a value where a reader points at it; nothing is drawn, and paper leaves it out."""
    axes.plot(
        [x],
        [y],
        marker="o",
        markersize=_REACH_POINTS,
        alpha=0,
        gid=f"{VALUE_MARK}{words}",
        zorder=_ABOVE_ALL,
        scalex=False,
        scaley=False,
    )


def _scalable(svg: str) -> str:
    """Keep the ``<svg>`` element alone, with its view box and without a size of its own."""
    body = svg[svg.index("<svg") :]
    head, _, rest = body.partition(">")
    return re.sub(r' (?:width|height)="[^"]*"', "", head) + ">" + _NEEDLESS.sub("", rest).strip()
