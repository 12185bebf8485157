"""The Typst compiler with the bundled fonts alone: whole documents, and single drawings."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from functools import cache

import typst
from matplotlib.ft2font import FT2Font

from analysis.assets import FONT_DIRECTORY
from analysis.markup import typst_string

PDF_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
"""For the archive (fonts, colours and data inside, tagged) and for screen readers."""

DRAWING_PIXELS_PER_INCH = 220
"""Sharp on an office printer; files of Word cannot hold a drawing that every program shows."""

REPLACEMENT = "□"
"""Stands for a character that the bundled fonts do not have."""


def compile_pdf(source: str, dated: dt.datetime) -> bytes:
    """PDF of a Typst document, in the bundled fonts alone.

    Parameters
    ----------
    source : str
        The document.
    dated : datetime
        Moment written into the file, in UTC.

    Raises
    ------
    RuntimeError
        In a process forked from one that has compiled before, where it would wait for ever.
    """
    pdf = _compiler().compile(
        printable(source).encode(), format="pdf", pdf_standards=PDF_STANDARDS, timestamp=dated
    )
    return _single(pdf)


def drawing_png(svg: str, width_cm: float) -> bytes:
    """Picture of a drawing, as wide as given when printed.

    Parameters
    ----------
    svg : str
        Drawing of a figure.
    width_cm : float
        Width that it is made for.

    Raises
    ------
    RuntimeError
        As `compile_pdf`.
    """
    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        f'#image(bytes({typst_string(svg)}), format: "svg", width: {width_cm}cm)'
    )
    png = _compiler().compile(
        printable(source).encode(), format="png", ppi=float(DRAWING_PIXELS_PER_INCH)
    )
    return _single(png)


def printable(text: str) -> str:
    """Text with what the bundled fonts lack replaced, so that one letter cannot stop a document.

    Examples
    --------
    >>> printable("Đakrông 漢")
    'Đakrông □'
    """
    lacking = {ord(letter) for letter in text} - _letters()
    return text.translate(
        {code: "" if unicodedata.category(chr(code)) == "Cf" else REPLACEMENT for code in lacking}
    )


def _single(content: object) -> bytes:
    if not isinstance(content, bytes):
        raise TypeError("the compiler returned no single document")
    return content


def _compiler() -> typst.Compiler:
    if _home_process() != os.getpid():
        raise RuntimeError("the compiler's threads stay behind in a fork: first compile after it")
    return _new_compiler()


@cache
def _new_compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_DIRECTORY]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


@cache
def _home_process() -> int:
    return os.getpid()


@cache
def _letters() -> frozenset[int]:
    fonts = [FT2Font(path) for path in sorted(FONT_DIRECTORY.glob("*.[ot]tf"))]
    return frozenset({ord("\n")}.union(*(font.get_charmap() for font in fonts)))
