"""Markdown cells as HTML and as Typst; markup inside them counts as text in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import mistune
from mistune.core import BaseRenderer, BlockState
from mistune.renderers.html import HTMLRenderer

from analysis.markup import LINK_SCHEMES, escape_html, typst_array, typst_string, typst_text

Token = dict[str, Any]


class _PageRenderer(HTMLRenderer):
    """HTML without pictures: a page fetches nothing, so their words stand for them."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return escape_html(text)


class _TypstRenderer(BaseRenderer):
    """Typst for headings, paragraphs, lists, emphasis, links, code and tables."""

    NAME = "typst"

    def _children(self, token: Token, state: BlockState) -> str:
        return self.render_tokens(token["children"], state)

    def render_token(self, token: Token, state: BlockState) -> str:
        return str(getattr(self, token["type"], self._raw)(token, state))

    def _raw(self, token: Token, state: BlockState) -> str:
        if "children" in token:
            return self._children(token, state)
        return typst_text(token.get("raw", ""))

    def blank_line(self, token: Token, state: BlockState) -> str:
        return ""

    def softbreak(self, token: Token, state: BlockState) -> str:
        return " "

    def linebreak(self, token: Token, state: BlockState) -> str:
        return "#linebreak();"

    def thematic_break(self, token: Token, state: BlockState) -> str:
        return "#line(length: 100%)\n\n"

    def heading(self, token: Token, state: BlockState) -> str:
        level = token["attrs"]["level"]
        return f"#heading(level: {level})[{self._children(token, state)}]\n\n"

    def paragraph(self, token: Token, state: BlockState) -> str:
        return f"{self._children(token, state)}\n\n"

    def block_text(self, token: Token, state: BlockState) -> str:
        return self._children(token, state)

    def emphasis(self, token: Token, state: BlockState) -> str:
        return f"#emph[{self._children(token, state)}];"

    def strong(self, token: Token, state: BlockState) -> str:
        return f"#strong[{self._children(token, state)}];"

    def codespan(self, token: Token, state: BlockState) -> str:
        return f"#raw({typst_string(token['raw'])});"

    def block_code(self, token: Token, state: BlockState) -> str:
        return verbatim_typst(token["raw"]) + "\n\n"

    def block_quote(self, token: Token, state: BlockState) -> str:
        return f"#quote(block: true)[{self._children(token, state)}]\n\n"

    def link(self, token: Token, state: BlockState) -> str:
        url, words = token["attrs"]["url"], self._children(token, state)
        return f"#link({typst_string(url)})[{words}];" if url.startswith(LINK_SCHEMES) else words

    def image(self, token: Token, state: BlockState) -> str:
        return self._children(token, state)

    def list(self, token: Token, state: BlockState) -> str:
        items = ", ".join(f"[{self._children(item, state)}]" for item in token["children"])
        return f"#{'enum' if token['attrs']['ordered'] else 'list'}({items})\n\n"

    def table(self, token: Token, state: BlockState) -> str:
        head, *bodies = token["children"]
        cells = [cell for body in bodies for row in body["children"] for cell in row["children"]]
        return (
            f"#plain-table({typst_array(self._cells(head['children'], state))}, "
            f"{typst_array(self._cells(cells, state))})\n\n"
        )

    def _cells(self, cells: Iterable[Token], state: BlockState) -> Iterable[str]:
        return (f"[{self._children(cell, state)}]" for cell in cells)


_to_html = mistune.create_markdown(renderer=_PageRenderer(escape=True), plugins=["table"])
_to_typst = mistune.create_markdown(renderer=_TypstRenderer(), plugins=["table"])


def markdown_html(source: str) -> str:
    """HTML of a markdown cell; tags written in it are shown, not obeyed."""
    return str(_to_html(source))


def markdown_typst(source: str) -> str:
    """Typst of a markdown cell."""
    return str(_to_typst(source))


def verbatim_typst(text: str) -> str:
    """Words as they stand, line by line."""
    lines = ' + "\\n" + '.join(map(typst_string, text.rstrip("\n").split("\n")))
    return f"#raw({lines}, block: true)"
