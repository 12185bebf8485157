"""Shows a run: a bar on a terminal, one line per event in a log, JSON lines for a machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Never, TextIO

from tqdm import tqdm

from analysis.locale import Formatter, message
from analysis.run.events import (
    EditionPublished,
    Event,
    Notify,
    ReportBuilt,
    ReportFailed,
    ReportReused,
    RunStarted,
)

SLOWEST_SHOWN = 3

Write = Callable[[str], None]


def choose_progress(stream: TextIO, language: str, *, as_json: bool) -> Notify:
    """Choose the way of showing that suits where the words go."""
    if as_json:
        return JsonLines(stream)
    return Bar(stream, language) if stream.isatty() else Lines(stream, language)


class JsonLines:
    """One JSON object a line: ``event`` and the fields of the event."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, event: Event) -> None:
        """Write one event."""
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
        line = json.dumps({"event": name, **asdict(event)}, ensure_ascii=False)
        print(line, file=self._stream, flush=True)


class Lines:
    """One line an event, and at the end totals and the slowest reports."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self._stream = stream
        self._language = language
        self._seconds: dict[str, float] = {}

    def __call__(self, event: Event) -> None:
        """Write what one event has to say."""
        if isinstance(event, ReportBuilt):
            self._seconds[event.slug] = event.seconds
        for line in self._lines(event):
            self._write(line)

    def _write(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def _lines(self, event: Event) -> list[str]:
        match event:
            case RunStarted():
                return [self._say("started", reports=event.reports, to_build=event.to_build)]
            case ReportReused():
                return [self._say("reused", slug=event.slug)]
            case ReportBuilt():
                return [self._say("built", slug=event.slug, seconds=self._number(event.seconds))]
            case ReportFailed():
                return [self._say("failed", slug=event.slug, reason=event.reason, log=event.log)]
            case EditionPublished():
                return self._totals(event)

    def _totals(self, event: EditionPublished) -> list[str]:
        slowest = sorted(self._seconds, key=self._seconds.__getitem__, reverse=True)
        times = [f"{s} {self._number(self._seconds[s])} s" for s in slowest[:SLOWEST_SHOWN]]
        values = {"built": event.built, "reused": event.reused, "failed": event.failed}
        return [
            *([self._say("slowest", reports=", ".join(times))] if len(slowest) > 1 else []),
            self._say("totals", seconds=self._number(event.seconds), **values),
            self._say("index", path=event.index),
            self._say("edition" if event.complete else "incomplete", path=event.edition),
            *([] if event.is_current else [self._say("earlier_day")]),
        ]

    def _say(self, key: str, **values: object) -> str:
        return message(f"run.progress.{key}", self._language, **values)

    def _number(self, value: float) -> str:
        return Formatter(self._language).number(value, 1)


class Bar(Lines):
    """A bar with the time left; only what the bar cannot say is written above it."""

    _bar: tqdm[Never] | None = None

    def __call__(self, event: Event) -> None:
        """Move the bar."""
        if isinstance(event, RunStarted) and event.to_build:
            self._bar = tqdm(total=event.to_build, file=self._stream, leave=False, unit="")
        if isinstance(event, ReportBuilt | ReportFailed) and self._bar is not None:
            self._bar.update()
        if isinstance(event, EditionPublished) and self._bar is not None:
            self._bar.close()
        super().__call__(event)

    def _write(self, line: str) -> None:
        tqdm.write(line, file=self._stream)

    def _lines(self, event: Event) -> list[str]:
        return [] if isinstance(event, ReportReused | ReportBuilt) else super()._lines(event)
