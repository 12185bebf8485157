"""Verdict as a symbol, a word and a tone."""

from __future__ import annotations

from analysis.assessment import Status, status_symbol, status_word
from analysis.display.inline import Inline, Tone, badge

TONES: dict[Status, Tone] = {
    Status.EXCEED: "good",
    Status.MET: "good",
    Status.DONE: "good",
    Status.FLOOR: "fair",
    Status.NEAR: "warn",
    Status.SLOW: "warn",
    Status.WORSE: "bad",
    Status.NODATA: "muted",
    Status.BREAK: "muted",
}
"""Tone of each verdict; words and symbols tell apart what shares one."""


def verdict_badge(status: Status, language: str, *, direction: int) -> Inline:
    """Badge of a verdict; `direction` is that of the indicator."""
    word = status_word(status, language, direction=direction)
    return badge(TONES[status], status_symbol(status), word)
