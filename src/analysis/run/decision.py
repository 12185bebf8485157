"""Whether a report is reused or built, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.locale import message
from analysis.run.fingerprint import DataFiles, Parts
from analysis.run.inquiry import Inquiry
from analysis.run.model import Report
from analysis.run.store import Record, Store, are_same, changed_ingredients

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
"""Reasons with words of their own; others are paths of data files, or questions put to the data."""

SHOWN_REASONS = 4


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


def decide(
    planned: Sequence[tuple[Report, Parts]], data: DataFiles, store: Store, inquiry: Inquiry
) -> tuple[Decision, ...]:
    """Look for finished reports made of exactly the same; say what differs where there is none."""
    for report, parts in planned:
        _announce(report, parts, data, store, inquiry)
    return tuple(_decide(report, parts, data, store, inquiry) for report, parts in planned)


def _announce(
    report: Report, parts: Parts, data: DataFiles, store: Store, inquiry: Inquiry
) -> None:
    """Collect the questions of reports whose files have changed, so that all are asked at once."""
    records = list(store.candidates(parts, data))
    if not any(are_same(record.files_asked, data) for record in records):
        for record in records:
            inquiry.expect(record.asked)


def _decide(
    report: Report, parts: Parts, data: DataFiles, store: Store, inquiry: Inquiry
) -> Decision:
    record = store.find(parts, data, inquiry)
    if record is not None:
        return Decision(report, parts, record)
    reasons = changed_ingredients(store.last(report.slug), parts, data, inquiry)
    return Decision(report, parts, None, reasons)


def explanation(decision: Decision, language: str) -> str:
    """Why a report is reused or built, in words."""
    if decision.record is not None:
        return message("run.explain.reused", language)
    named = [reason for reason in decision.reasons if reason in INGREDIENTS]
    data = [reason for reason in decision.reasons if reason not in INGREDIENTS]
    words = [message(f"run.explain.{name}", language) for name in named]
    words += [message("run.explain.data", language, files=_shown(data))] if data else []
    return message("run.explain.built", language, reasons="; ".join(words))


def _shown(reasons: Sequence[str]) -> str:
    """Data that changed, as paths and questions: ``panel poor_household_rate``."""
    words = [_in_words(reason) for reason in reasons]
    more = [f"… +{len(words) - SHOWN_REASONS}"] if len(words) > SHOWN_REASONS else []
    return ", ".join([*words[:SHOWN_REASONS], *more])


def _in_words(reason: str) -> str:
    if not reason.startswith("["):
        return reason
    name, arguments, named = json.loads(reason)
    return " ".join(map(str, (name, *arguments, *named.values())))
