"""Words for those who check, set smaller than the argument."""

from __future__ import annotations

from dataclasses import replace

from analysis.display.element import Element


def small_print(element: Element) -> Element:
    """Set an element in the type of notes below tables, on screen and on paper."""
    return replace(
        element,
        html=f'<div class="table-notes">{element.html}</div>',
        typst=f"#[\n#set text(size: 0.79em)\n#set par(leading: 0.47em)\n{element.typst}\n]",
    )
