"""Compares two editions: which numbers moved, and what had changed behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.locale import Formatter, message
from analysis.run.between import Between, between
from analysis.run.manifest import MANIFEST

CODE_PARTS = ("notebook", "package", "messages", "environment")
SHOWN_DECIMALS = 2


@dataclass(frozen=True)
class Move:
    """A number that differs; ``None`` on the side that does not have it.

    `causes` are those of its report: ``data``, ``code``, ``method`` (any parameter but the day
    of knowledge, which counts as data).
    """

    report: str
    name: str
    before: float | None
    after: float | None
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between two editions.

    Parameters
    ----------
    before, after : str
        Names of the editions.
    moves : tuple of Move
        Numbers that differ.
    only_before, only_after : tuple of str
        Reports that one of them lacks.
    between : Between or None
        What became known between their days, where these differ.
    """

    before: str
    after: str
    moves: tuple[Move, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    between: Between | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything, for a machine."""
        return asdict(self)

    def lines(self, language: str) -> Iterator[str]:
        """Table of the moves, then the reports that one edition lacks."""
        yield message("run.diff.heading", language, before=self.before, after=self.after)
        if self.between is not None:
            yield from self.between.lines(language)
        for move in self.moves:
            yield self._line(move, language)
        if not self.moves:
            yield message("run.diff.none", language)
        for key in ("only_before", "only_after"):
            for slug in getattr(self, key):
                yield message(f"run.diff.{key}", language, slug=slug)

    @staticmethod
    def _line(move: Move, language: str) -> str:
        number = Formatter(language).number
        causes = ", ".join(message(f"run.diff.cause.{cause}", language) for cause in move.causes)
        before, after = number(move.before, SHOWN_DECIMALS), number(move.after, SHOWN_DECIMALS)
        return f"{move.report:<36} {move.name:<44} {before:>10} → {after:<10} {causes}"


def compare_editions(before: Path, after: Path, directory: str = "") -> Comparison:
    """Compare the manifests of two editions.

    Parameters
    ----------
    before, after : Path
        Folders of the editions.
    directory : str
        Data directory to look into for what became known between their days.
    """
    old, new = _manifest(before), _manifest(after)
    old_reports, new_reports = _by_slug(old), _by_slug(new)
    shared = [slug for slug in old_reports if slug in new_reports]
    moves = (move for slug in shared for move in _moves(old_reports[slug], new_reports[slug]))
    return Comparison(
        before=old["edition"],
        after=new["edition"],
        moves=tuple(moves),
        only_before=tuple(slug for slug in old_reports if slug not in new_reports),
        only_after=tuple(slug for slug in new_reports if slug not in old_reports),
        between=between(old, new, directory),
    )


def _manifest(folder: Path) -> Any:
    return json.loads((folder / MANIFEST).read_bytes())


def _by_slug(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {entry["slug"]: entry for entry in manifest["reports"]}


def _moves(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Move]:
    before, after = (entry["report"].get("numbers", {}) for entry in (old, new))
    causes = tuple(_causes(old, new))
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Move(new["slug"], name, before.get(name), after.get(name), causes)


def _causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    parameters = [dict(entry["parameters"]) for entry in (old, new)]
    days = [values.pop("as_of", None) for values in parameters]
    if old["inputs"] != new["inputs"] or days[0] != days[1]:
        yield "data"
    if any(old["parts"][part] != new["parts"][part] for part in CODE_PARTS):
        yield "code"
    if parameters[0] != parameters[1]:
        yield "method"
