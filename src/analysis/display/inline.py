"""Pieces of a line: words, badges, links, each safe to put into a page.

Whatever comes in is text, never markup: names and notes come from files that others write.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Tone = Literal["good", "fair", "warn", "bad", "neutral", "muted", "info"]
"""What a colour means; the colour itself is the stylesheet's, and never stands alone."""

TONES: tuple[Tone, ...] = get_args(Tone)

# Control characters, unpaired surrogates, and the marks that turn the direction of writing around.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)
_LINK_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True)
class Inline:
    """A piece of a line in its HTML, Typst and plain form."""

    html: str
    typst: str
    text: str

    def __add__(self, other: Inline) -> Inline:
        return Inline(self.html + other.html, self.typst + other.typst, self.text + other.text)


Words: TypeAlias = str | Inline
"""Text, or text with a badge, a link or emphasis in it."""


def plain(text: str) -> str:
    """Text in composed form (NFC) on one line, without characters that cannot be printed."""
    return _UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text))


def escape_html(text: str) -> str:
    """Text as HTML character data, safe in attributes too."""
    return html.escape(plain(text), quote=True)


def typst_string(text: str) -> str:
    r"""Text as a Typst string literal, in which only ``\`` and ``"`` mean anything.

    Examples
    --------
    >>> print(typst_string('#eval("1")'))
    "#eval(\"1\")"
    """
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_array(items: Sequence[str]) -> str:
    """Typst array of finished expressions; the closing comma keeps one item an array."""
    return f"({', '.join(items)},)" if items else "()"


def inline(words: Words) -> Inline:
    """Words ready to be put into a line."""
    if isinstance(words, Inline):
        return words
    return Inline(escape_html(words), f"#{typst_string(words)};", plain(words))


def join(*words: Words) -> Inline:
    """Several pieces in one line, without anything between them."""
    return sum(map(inline, words), Inline("", "", ""))


def strong(text: str) -> Inline:
    """Words that carry weight."""
    return Inline(
        f"<strong>{escape_html(text)}</strong>", f"#strong({typst_string(text)});", plain(text)
    )


def link(text: str, url: str) -> Inline:
    """Words that lead to a web page or an address.

    Raises
    ------
    ValueError
        If `url` is not an http, https or mailto address: anything else could run a script.
    """
    if not url.startswith(_LINK_SCHEMES):
        raise ValueError(f"not a web address: {url!r}")
    return Inline(
        f'<a href="{escape_html(url)}">{escape_html(text)}</a>',
        f"#link({typst_string(url)}, {typst_string(text)});",
        f"{plain(text)} ({plain(url)})",
    )


def badge(tone: Tone, symbol: str, word: str) -> Inline:
    """State in a symbol, a word and a colour, so that no reader depends on the colour.

    Raises
    ------
    ValueError
        If the symbol or the word is blank, or the tone unknown.
    """
    if tone not in TONES:
        raise ValueError(f"unknown tone {tone!r}; one of {', '.join(TONES)}")
    if not symbol.strip() or not word.strip():
        raise ValueError("a badge needs a symbol and a word beside its colour")
    return Inline(
        f'<span class="badge {tone}"><span class="symbol" aria-hidden="true">{escape_html(symbol)}'
        f"</span> {escape_html(word)}</span>",
        f"#badge({', '.join(map(typst_string, (tone, symbol, word)))});",
        f"{plain(symbol)} {plain(word)}",
    )
