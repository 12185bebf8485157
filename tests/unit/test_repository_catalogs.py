"""Both languages say the same things, and say all that the code asks for."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from analysis.locale.catalog import CATALOG_DIRECTORY, LANGUAGES

ROOT = Path(__file__).parents[2]
DOMAINS = sorted({path.stem for path in CATALOG_DIRECTORY.glob("*/*.po")})
KEY = re.compile(rf"(?:{'|'.join(DOMAINS)})(?:\.[a-z0-9_]+){{2,}}")
each_domain = pytest.mark.parametrize("domain", DOMAINS)


def catalog_path(domain: str, language: str) -> Path:
    return CATALOG_DIRECTORY / language / f"{domain}.po"


@cache
def read_catalog(domain: str, language: str) -> Catalog:
    with catalog_path(domain, language).open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def sentences(domain: str, language: str) -> dict[str, str]:
    return {entry.id: entry.string for entry in read_catalog(domain, language) if entry.id}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def code() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield ast.parse("".join(cell["source"]))


def literals() -> Iterator[str]:
    """Whole strings of the code; the pieces of an f-string are no strings of their own."""
    for module in code():
        nodes = list(ast.walk(module))
        pieces = {
            id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in nodes:
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in pieces
            ):
                yield node.value


def patterns() -> Iterator[re.Pattern[str]]:
    """Keys put together at run time, such as ``f"data.unit.{code}"``, as regular expressions."""
    for module in code():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+"
                    for part in node.values
                ]
                if "." in "".join(parts).replace(r"[\w.]+", ""):
                    yield re.compile("".join(parts))


@each_domain
def test_catalog_is_there_in_both_languages(domain: str) -> None:
    assert [language for language in LANGUAGES if not catalog_path(domain, language).exists()] == []


@each_domain
def test_languages_have_the_same_keys(domain: str) -> None:
    vietnamese, english = (set(sentences(domain, language)) for language in LANGUAGES)

    assert vietnamese ^ english == set()


@each_domain
def test_languages_have_the_same_placeholders(domain: str) -> None:
    vietnamese, english = (sentences(domain, language) for language in LANGUAGES)

    assert {
        key: (vietnamese[key], english[key])
        for key in vietnamese.keys() & english.keys()
        if placeholders(vietnamese[key]) != placeholders(english[key])
    } == {}


@each_domain
@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_complete(domain: str, language: str) -> None:
    text = catalog_path(domain, language).read_text(encoding="utf-8")
    keys = Counter(re.findall(r'^msgid "(.+)"$', text, flags=re.MULTILINE))

    assert [key for key, times in keys.items() if times > 1] == []
    assert [key for key in keys if not key.startswith(f"{domain}.")] == []
    assert [key for key, sentence in sentences(domain, language).items() if not sentence] == []
    assert [entry.id for entry in read_catalog(domain, language) if entry.id and entry.fuzzy] == []


def test_every_key_the_code_names_is_translated() -> None:
    translated = {key for domain in DOMAINS for key in sentences(domain, LANGUAGES[0])}

    assert {text for text in literals() if KEY.fullmatch(text)} - translated == set()


def test_no_translation_is_left_over() -> None:
    named = set(literals())
    built = list(patterns())
    data = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.toml"))

    assert [
        key
        for domain in DOMAINS
        for key in sentences(domain, LANGUAGES[0])
        if key not in named
        and key not in data
        and not any(pattern.fullmatch(key) for pattern in built)
    ] == []
