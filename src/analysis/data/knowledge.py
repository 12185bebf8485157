"""Fingerprint of what was known on a day: what becomes known later never changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.data.model import Observation

if TYPE_CHECKING:
    from analysis.data.dataset import Dataset

_DATED = (
    "datapackage.json",
    "demo/",
    "explanations/",
    "published/",
    "received/",
    "reference/facilities.csv",
    "reference/plan_evidence.csv",
    "reference/programmes.csv",
    "reference/vintages.csv",
)
"""Files whose rows carry the day on which they became known, or that only list other files."""


def knowledge_digest(dataset: Dataset, figures: Iterable[Observation]) -> str:
    """SHA-256 of everything that the reports of a data set can say.

    Parameters
    ----------
    dataset : Dataset
        Data set as known on its day. Of its files those whose rows are dated count by their rows.
    figures : iterable of Observation
        All figures known on the day, those of other levels and places among them.
    """
    total = hashlib.sha256()
    for line in _lines(dataset, figures):
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def _lines(dataset: Dataset, figures: Iterable[Observation]) -> Iterator[str]:
    day, plan = dataset.as_of, dataset.register.plan
    yield repr((day, dataset.description, dataset.period))
    undated = (path for path in sorted(dataset.inputs) if not path.startswith(_DATED))
    yield from (f"{path} {dataset.inputs[path]}" for path in undated)
    yield from sorted(repr(replace(figure, withdrawn_on=None)) for figure in figures)
    yield from (repr(replace(e, withdrawn_on=None)) for e in plan.evidence if e.is_known(day))
    yield from (repr(replace(f, withdrawn_on=None)) for f in plan.facilities if f.is_known(day))
    yield from (repr(p) for p in plan.programmes if p.known_on <= day)
    yield from (repr(e) for e in dataset.explained if e.reviewed_on <= day)
    for receipt in dataset.register.receipts:
        if receipt.received_on <= day:
            yield repr((replace(receipt, withdrawn_on=None), receipt.status(day)))
