"""Whether a report is reused or built, and why."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.locale import message
from analysis.run.fingerprint import DataFiles, Parts
from analysis.run.model import Report
from analysis.run.store import Record, Store, changed_ingredients

INGREDIENTS = (
    "new",
    "lost",
    "notebook",
    "parameters",
    "package",
    "messages",
    "environment",
    "source_date",
)
"""Reasons with words of their own; any other reason is the path of a data file."""


@dataclass(frozen=True)
class Decision:
    """What becomes of one planned report.

    Parameters
    ----------
    report : Report
        The planned report.
    parts : mapping of str to str
        Hashes of what it depends on, known before it runs.
    record : Record or None
        The finished report to reuse; ``None`` where it must be built.
    reasons : tuple of str
        What has changed since it was last made; empty where it is reused.
    """

    report: Report
    parts: Parts
    record: Record | None
    reasons: tuple[str, ...] = ()


def decide(report: Report, parts: Parts, data: DataFiles, store: Store) -> Decision:
    """Look for a finished report made of exactly the same; say what differs if there is none."""
    record = store.find(parts, data)
    if record is not None:
        return Decision(report, parts, record)
    return Decision(report, parts, None, changed_ingredients(store.last(report.slug), parts, data))


def explanation(decision: Decision, language: str) -> str:
    """Why a report is reused or built, in words."""
    if decision.record is not None:
        return message("run.explain.reused", language)
    named = [reason for reason in decision.reasons if reason in INGREDIENTS]
    files = [reason for reason in decision.reasons if reason not in INGREDIENTS]
    words = [message(f"run.explain.{name}", language) for name in named]
    words += [message("run.explain.data", language, files=", ".join(files))] if files else []
    return message("run.explain.built", language, reasons="; ".join(words))
