"""Does the verdict depend on the method: our status beside the other bodies' readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.assessment.model import Assessment, Reading, Status

ON_TRACK = frozenset({Status.EXCEED, Status.MET, Status.DONE})
"""Statuses that other bodies would call on track."""


@dataclass(frozen=True)
class SensitivityRow:
    """One unit's verdict beside the readings of the same figures.

    `depends_on_method` is ``None`` where there are no readings to compare with.
    """

    unit: str
    status: Status
    readings: tuple[Reading, ...]
    depends_on_method: bool | None


def method_sensitivity(assessments: Iterable[Assessment]) -> tuple[SensitivityRow, ...]:
    """Table of verdicts and readings, one row an assessment.

    A verdict depends on the method where some rule calls the unit on track and another does not.
    """
    return tuple(_row(assessment) for assessment in assessments)


def _row(assessment: Assessment) -> SensitivityRow:
    others = {reading.is_on_track for reading in assessment.readings}
    verdicts = {assessment.status in ON_TRACK, *others}
    return SensitivityRow(
        assessment.unit,
        assessment.status,
        assessment.readings,
        len(verdicts) > 1 if others else None,
    )
