"""A blank form: what a template prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.data.model import Standard, Unit
from analysis.intake.form import Form


@dataclass(frozen=True)
class Blank:
    """What a template is for: the unit that reports, the rows it fills in, year and standard.

    `lines` are the words printed in a row by column; a row may be named by whoever fills it in.
    """

    form: Form
    unit: Unit
    lines: tuple[Mapping[str, str], ...]
    year: int
    standard: Standard | None

    @property
    def is_open(self) -> bool:
        """Whether rows may be added and named: a list of facilities, not of units or items."""
        return self.form.key.kind == "facility"
