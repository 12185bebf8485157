"""Message catalogs: one PO file a layer and language, read with Babel.

A message has a key (``assessment.status.met``), never a sentence, so that both languages are
translations of the same thing and neither is the code's own.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOG_DIRECTORY = Path(__file__).parent
LANGUAGES = ("vi", "en")
"""Languages of the reports; the first is the one everything defaults to."""


@cache
def _translations(domain: str, language: str) -> gettext.GNUTranslations:
    path = CATALOG_DIRECTORY / language / f"{domain}.po"
    with path.open("rb") as stream:
        catalog = read_po(stream, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def message(key: str, language: str, /, **values: object) -> str:
    """Sentence of a key in a language, with its placeholders filled.

    Parameters
    ----------
    key : str
        ``<domain>.<rest>``; the domain names the PO file, the whole key is the msgid.
    language : str
        One of `LANGUAGES`.
    **values : object
        Ready-formatted words for the ``{placeholders}`` of the message.

    Returns
    -------
    str
        The sentence.

    Raises
    ------
    KeyError
        If the catalog has no such key: a missing translation is a bug, never a blank.

    Examples
    --------
    >>> message("locale.unit.percentage_points_a_year", "vi", value="1,42")
    '1,42 điểm %/năm'
    """
    domain = key.partition(".")[0]
    text = _translations(domain, language).gettext(key)
    if text == key:
        raise KeyError(f"no message {key!r} in {language}/{domain}.po")
    return text.format(**values)


def message_keys(domain: str, language: str) -> frozenset[str]:
    """Keys that a catalog translates; both languages must have the same."""
    catalog = _translations(domain, language)._catalog  # type: ignore[attr-defined]
    return frozenset(key for key in catalog if key)
