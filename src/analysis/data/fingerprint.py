"""Fingerprints of values: the same in every process for the same content, and for no other."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

FINGERPRINT_LETTERS = 32


def fingerprint(answer: object) -> str:
    """Hash of what an answer says, the same in every process.

    Raises
    ------
    TypeError
        If an answer holds an object that does not say what it holds.
    """
    digest = hashlib.sha256()
    for part in _parts(answer):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()[:FINGERPRINT_LETTERS]


def _parts(value: object) -> Iterator[str]:
    """All that a value says, piece by piece; pieces of different values are never the same."""
    kind: Any = type(value)
    if value is None or isinstance(value, (str, int, float, dt.date)):
        yield f"{kind.__name__} {value!r}"
    elif is_dataclass(value):
        yield f"{kind.__name__}("
        for name in _field_names(kind):
            yield from _parts(getattr(value, name))
        yield ")"
    elif isinstance(value, Mapping):
        yield "{"
        for name, content in value.items():
            yield from _parts(name)
            yield from _parts(content)
        yield "}"
    elif isinstance(value, (tuple, list)):
        yield "("
        for content in value:
            yield from _parts(content)
        yield ")"
    else:
        raise TypeError(f"an answer that cannot be compared: {value!r:.200}")


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
