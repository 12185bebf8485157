"""Exports an executed notebook as a briefing in one HTML file that needs nothing but itself."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

import jinja2
from nbformat import NotebookNode

from analysis.assets import FONT_DIRECTORY, FORMAL_FONT, SYMBOL_FONT, TEXT_FONT
from analysis.export.document import Document
from analysis.export.exporter import BriefingExporter
from analysis.export.foreign import clean
from analysis.export.fragments import Fragment, fragments, has_title
from analysis.export.markdown import markdown_html
from analysis.export.theme import DARK, FORMAL, LIGHT, css_variables
from analysis.locale import message


class BriefingHTMLExporter(BriefingExporter):
    """nbconvert exporter ``briefing_html``: outputs and text of a notebook, without code."""

    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"
    ending = "html"

    def content(self, notebook: NotebookNode, document: Document) -> str:
        """Text of the page."""
        return page(notebook, document)


class IndexHTMLExporter(BriefingHTMLExporter):
    """Exporter of the index of all reports: a page of the same style that finds and filters."""

    export_from_notebook = ""

    def content(self, notebook: NotebookNode, document: Document) -> str:
        """Text of the page."""
        return page(notebook, document, "index", scripts=("page", "index"))


def page(
    notebook: NotebookNode,
    document: Document,
    template: str = "briefing",
    scripts: Sequence[str] = ("page",),
) -> str:
    """Whole page: style, fonts and the notebook's pieces in order.

    The page is read without its script, which only adds comforts; the page's policy allows
    that one script, by its hash.

    Parameters
    ----------
    notebook, document
        What to show, and what it says of itself.
    template : str
        Name of the page's template.
    scripts : sequence of str
        Names of the scripts that the page holds.
    """
    script = "".join(map(_script, scripts))
    pieces = list(fragments(notebook))
    body = "\n".join(map(_piece, pieces))
    return (
        _templates()
        .get_template(f"{template}.html.j2")
        .render(
            document=document,
            body=body,
            has_title=has_title(pieces),
            light=css_variables(FORMAL if document.is_administrative else LIGHT),
            dark=css_variables(DARK),
            fonts=[_font_face(*font) for font in _fonts(body, document)],
            say=lambda key: message(key, document.language),
            script=script,
            script_hash=_digest(script),
        )
    )


@cache
def _script(name: str) -> str:
    return (files("analysis.export") / "templates" / f"{name}.js").read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """Name under which a policy allows a script."""
    return f"sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}"


def _piece(fragment: Fragment) -> str:
    if fragment.kind == "markdown":
        return markdown_html(fragment.text)
    return fragment.html if fragment.kind == "typst" else clean(fragment.html)


_FORMAL_FONTS = (
    (FORMAL_FONT, 400, "normal", "Tinos-Regular.woff2"),
    (FORMAL_FONT, 700, "normal", "Tinos-Bold.woff2"),
    (FORMAL_FONT, 400, "italic", "Tinos-Italic.woff2"),
    (FORMAL_FONT, 700, "italic", "Tinos-BoldItalic.woff2"),
)


def _fonts(body: str, document: Document) -> list[tuple[str, int, str, str]]:
    """Family, weight, style and file of the fonts that the page really uses."""
    fonts = [
        (TEXT_FONT, 400, "normal", "Inter-Regular.woff2"),
        (TEXT_FONT, 600, "normal", "Inter-SemiBold.woff2"),
        (SYMBOL_FONT, 400, "normal", "NotoSansSymbols2-Status.ttf"),
    ]
    is_formal = document.is_administrative
    if not is_formal and ("<em>" in body or "<i>" in body or "italic" in body):
        fonts.append((TEXT_FONT, 400, "italic", "Inter-Italic.woff2"))
    return [*fonts, *_FORMAL_FONTS] if is_formal else fonts


@cache
def _font_face(family: str, weight: int, style: str, file_name: str) -> str:
    data = base64.b64encode((FONT_DIRECTORY / file_name).read_bytes()).decode()
    kind = file_name.rpartition(".")[2]
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("data:font/{kind};base64,{data}"); }}'
    )


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.export"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
