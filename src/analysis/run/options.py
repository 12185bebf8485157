"""Kinds of option values that click does not bring along."""

from __future__ import annotations

from typing import Any

import click


class CommaSeparated(click.ParamType[tuple[str, ...]]):
    """Several values in one word: ``467,464``."""

    name = "a,b"

    def convert(self, value: Any, *_: object) -> tuple[str, ...]:
        """Values without blanks around them and without repeats."""
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
