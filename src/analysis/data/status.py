"""How final figures are, in the four words of official reports."""

from __future__ import annotations

from enum import StrEnum


class DataStatus(StrEnum):
    """From an estimate before the year is over to a re-check after the decision."""

    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
    RECHECK = "recheck"
