"""Secrets are named by reference, read where they are used, and never kept in what is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from analysis.run.parameters import SECRET, Parameter

REFERENCE_PREFIX = "env:"
HIDDEN = b"***"


def read_secret(reference: str) -> str:
    """Read a secret from the environment variable that a reference names; blank if it is unset.

    Parameters
    ----------
    reference : str
        ``env:NAME``, the value of a parameter of type ``secret``.
    """
    return os.environ.get(reference.removeprefix(REFERENCE_PREFIX), "") if reference else ""


def secret_values(
    parameters: Iterable[Parameter], values: Mapping[str, object]
) -> dict[str, bytes]:
    """Secrets that a report's parameters refer to, by the parameter's name; unset ones left out."""
    references = {
        p.name: str(values.get(p.name, p.default)) for p in parameters if p.type == SECRET
    }
    found = {name: read_secret(reference).encode() for name, reference in references.items()}
    return {name: value for name, value in found.items() if value}


def leaked(secrets: Mapping[str, bytes], artefacts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of the parameters whose secret stands in an artefact.

    The PDF is compressed, but holds nothing that is not in the notebook it was made from.
    """
    contents = tuple(artefacts.values())
    return tuple(name for name, value in secrets.items() if any(value in c for c in contents))


def hidden(secrets: Mapping[str, bytes], content: bytes) -> bytes:
    """Content with every secret replaced, for logs."""
    for value in secrets.values():
        content = content.replace(value, HIDDEN)
    return content
