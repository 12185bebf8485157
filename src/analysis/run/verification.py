"""Checks an edition against its own checksums: any changed, missing or added byte shows."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from analysis.run.manifest import CHECKSUMS, checksums


class Damage(StrEnum):
    """What can be wrong with a file of an edition."""

    MISSING = "missing"
    CHANGED = "changed"
    ADDED = "added"


def find_damage(folder: Path) -> dict[str, Damage]:
    """Damaged files of an edition by name; empty where every byte is as published.

    Parameters
    ----------
    folder : Path
        Folder of the edition.
    """
    expected = _expected(folder)
    actual = {path.name: _hash(path) for path in folder.iterdir() if path.name != CHECKSUMS}
    damage = dict.fromkeys(expected.keys() - actual.keys(), Damage.MISSING)
    damage |= dict.fromkeys(actual.keys() - expected.keys(), Damage.ADDED)
    damage |= {
        name: Damage.CHANGED
        for name in expected.keys() & actual.keys()
        if expected[name] != actual[name]
    }
    if not damage and checksums(actual) != (folder / CHECKSUMS).read_bytes():
        damage[CHECKSUMS] = Damage.CHANGED
    return dict(sorted(damage.items()))


def is_intact(folder: Path) -> bool:
    """Whether the edition stands in full as it was published."""
    return (folder / CHECKSUMS).is_file() and not find_damage(folder)


def _expected(folder: Path) -> dict[str, str]:
    path = folder / CHECKSUMS
    if not path.is_file():
        return {CHECKSUMS: ""}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
