"""What a command does when it is asked to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STOPS = (signal.SIGINT, signal.SIGTERM)
"""Signals of the keyboard and of the system that ask for an end."""


@contextmanager
def asked_to_stop(answer: Callable[[], None]) -> Iterator[None]:
    """Answer each request to stop within the block; afterwards all is as it was."""
    before = {number: signal.signal(number, lambda *_: answer()) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
