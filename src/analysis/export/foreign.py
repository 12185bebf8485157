"""Outputs that another package made, such as a data frame shown by pandas."""

from __future__ import annotations

import re
from functools import cache

from nbconvert.preprocessors.sanitize import SanitizeHTML

_TEXT_TAGS = [
    "abbr",
    "b",
    "br",
    "code",
    "em",
    "i",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
]
_BLOCK_TAGS = ["blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "ul"]
_TABLE_TAGS = ["caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"]

# What a sanitizer would leave as words once their tags are gone.
_NOT_WORDS = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def clean(html: str) -> str:
    """Markup without script, style, pictures, links and forms.

    Examples
    --------
    >>> clean('<style>td {}</style><b onclick="x()">1</b><img src="//e.org/a.png">')
    '<div class="foreign"><b>1</b></div>'
    """
    words = _NOT_WORDS.sub("", html)
    cleaned = _sanitizer().sanitize_html_tags(words)  # type: ignore[no-untyped-call]
    return f'<div class="foreign">{cleaned}</div>'


@cache
def _sanitizer() -> SanitizeHTML:
    return SanitizeHTML(  # type: ignore[no-untyped-call]
        tags=_TEXT_TAGS + _BLOCK_TAGS + _TABLE_TAGS,
        attributes=["colspan", "rowspan", "scope"],
        strip=True,
    )
