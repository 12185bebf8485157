"""Forms of a year as the office in charge looks at them: by unit, in time or late, accepted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.data.calendar import Occurrence, due_of_form
from analysis.data.plan import Plan
from analysis.data.receipts import Receipt
from analysis.data.workdays import working_days_between


@dataclass(frozen=True)
class Submission:
    """One form of one unit, however often it was sent.

    Parameters
    ----------
    unit, form : str
        Who sent what.
    received_on : date
        Day on which it first came in: that decides whether it was late.
    due : Occurrence or None
        When it was due; ``None`` where the calendar has no day for it.
    is_accepted : bool
        Whether its figures were taken in; else it waits for a correction.
    times : int
        How often it was sent.
    """

    unit: str
    form: str
    received_on: dt.date
    due: Occurrence | None
    is_accepted: bool
    times: int

    @property
    def is_late(self) -> bool:
        """Whether it came in after its day."""
        return self.due is not None and self.due.is_over(self.received_on)

    @property
    def working_days_late(self) -> int:
        """Working days from the last one in time to the day of receipt; 0 where it was in time."""
        if self.due is None or not self.is_late:
            return 0
        return working_days_between(self.due.last_working_day, self.received_on)


def submissions(
    receipts: Iterable[Receipt], plan: Plan, year: int, day: dt.date
) -> Mapping[tuple[str, str], Submission]:
    """Forms of a year that had come in by a day and were not withdrawn, by unit and form.

    Parameters
    ----------
    receipts : iterable of Receipt
        The receipt log.
    plan : Plan
        Register of the plan, with the calendar.
    year : int
        Year of the figures.
    day : date
        Day on which it is looked at.
    """
    found: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        is_known = receipt.received_on <= day and receipt.status(day) != "withdrawn"
        if receipt.year == year and is_known:
            found[receipt.unit, receipt.form].append(receipt)
    return {
        (unit, form): Submission(
            unit=unit,
            form=form,
            received_on=min(receipt.received_on for receipt in sent),
            due=due_of_form(plan.calendar, form, year),
            is_accepted=any(receipt.status(day) == "accepted" for receipt in sent),
            times=len(sent),
        )
        for (unit, form), sent in sorted(found.items())
    }
