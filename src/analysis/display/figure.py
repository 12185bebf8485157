"""A drawing on a page: its caption, the words that stand for it, and the table behind it."""

from __future__ import annotations

from analysis.display.canvas import Drawing
from analysis.display.element import Element
from analysis.display.picture import embeddable
from analysis.markup import escape_html, plain, typst_string


def figure(
    drawing: Drawing | str,
    alt: str,
    caption: str,
    table: Element | None = None,
    *,
    table_label: str = "",
) -> Element:
    """Drawing with the words that stand for it.

    Parameters
    ----------
    drawing : Drawing or str
        SVG with its text as text in the bundled font; a `Drawing` has a form for phones as well.
    alt : str
        What it shows, in a sentence or two, for those who cannot see it.
    caption : str
        Its title on the page.
    table : Element, optional
        The figures behind it; folded away on screen, left out of print.
    table_label : str
        Words that unfold the table; the caption if blank.

    Raises
    ------
    ValueError
        If `alt` or `caption` is blank, or the drawing refers outside itself or can act.
    """
    if not alt.strip() or not caption.strip():
        raise ValueError("a figure needs a caption and a text that stands for it (alt)")
    forms = (drawing, "") if isinstance(drawing, str) else (drawing.wide, drawing.narrow)
    wide, narrow = (embeddable(form) if form else "" for form in forms)
    paper, column = (embeddable(form, tells_values=False) if form else "" for form in forms)
    behind = (
        f"<details><summary>{escape_html(table_label or caption)}</summary>{table.html}</details>"
        if table
        else ""
    )
    return Element(
        html=f"<figure><figcaption>{escape_html(caption)}</figcaption>"
        f'<div class="plot">{_forms(_described(wide, alt), _described(narrow, alt))}</div>'
        f"{behind}</figure>",
        typst=f"#drawing({typst_string(paper)}, narrow: {typst_string(column)}, "
        f"alt: {typst_string(alt)}, caption: {typst_string(caption)})",
        text=f"{plain(caption)}. {plain(alt)}",
        data=table.data if table else {},
    )


def _forms(wide: str, narrow: str) -> str:
    """Both forms: the stylesheet of a page shows one, a page without style the first."""
    if not narrow:
        return wide
    return f'<div class="wide">{wide}</div><div class="narrow" style="display: none">{narrow}</div>'


def _described(svg: str, alt: str) -> str:
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape_html(alt)}"', 1)
