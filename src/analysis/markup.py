"""Text made safe for a page, and the names of the forms in which a notebook hands a page on.

Whatever comes in is text, never markup: names and notes come from files that others write.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

MIME_TYPST = "text/vnd.typst"
MIME_DATA = "application/vnd.quang-tri-2030+json"

LINK_SCHEMES = ("https://", "http://", "mailto:")
"""What a link may lead to; anything else could run a script."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would work out instead of showing it."""

# Control characters, unpaired surrogates, and the marks that turn the direction of writing around.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)


def plain(text: str) -> str:
    """Text in composed form (NFC) on one line, without characters that cannot be printed."""
    return _UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text))


def escape_html(text: str) -> str:
    """Text as HTML character data, safe in attributes too."""
    return html.escape(plain(text), quote=True)


def csv_text(cell: object) -> object:
    r"""Cell of a table of text: a spreadsheet must not take words for a formula; numbers stay.

    Examples
    --------
    >>> csv_text('=HYPERLINK("http://e.org")'), csv_text(-1.5)
    ('\'=HYPERLINK("http://e.org")', -1.5)
    """
    if not isinstance(cell, str):
        return cell
    words = plain(cell)
    return f"'{words}" if words.lstrip().startswith(_FORMULA_SIGNS) else words


def typst_string(text: str) -> str:
    r"""Text as a Typst string literal, in which only ``\`` and ``"`` mean anything.

    Examples
    --------
    >>> print(typst_string('#eval("1")'))
    "#eval(\"1\")"
    """
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_bytes(text: str) -> str:
    r"""UTF-8 bytes of a text in Typst, to the letter: nothing is made printable.

    Examples
    --------
    >>> print(typst_bytes('Đ"\n'))
    bytes("\u{110}\u{22}\u{a}")
    """
    escaped = (c if c.isascii() and c.isalnum() else f"\\u{{{ord(c):x}}}" for c in text)
    return f'bytes("{"".join(escaped)}")'


def typst_text(text: str) -> str:
    """Text as a piece of a Typst line; the semicolon ends it whatever follows."""
    return f"#{typst_string(text)};"


def typst_array(items: Iterable[str]) -> str:
    """Typst array of finished expressions; the closing comma keeps one item an array.

    Examples
    --------
    >>> typst_array(["1fr"])
    '(1fr,)'
    """
    joined = ", ".join(items)
    return f"({joined},)" if joined else "()"
