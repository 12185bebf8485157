"""Pieces of a line: words, badges and links, each safe to put into a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from analysis.markup import LINK_SCHEMES, escape_html, plain, typst_string, typst_text

Tone = Literal["good", "fair", "warn", "bad", "neutral", "muted", "info"]
"""What a colour means; the colour itself is the stylesheet's, and never stands alone."""

TONES: tuple[Tone, ...] = get_args(Tone)


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


def inline(words: Words) -> Inline:
    """Words ready to be put into a line."""
    if isinstance(words, Inline):
        return words
    return Inline(escape_html(words), typst_text(words), plain(words))


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
    if not url.startswith(LINK_SCHEMES):
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
