"""What became known between the days of two editions, and what was due and did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.errors import UserError
from analysis.locale import Formatter, message

SHOWN_FIGURES = 12


@dataclass(frozen=True)
class Published:
    """A figure that became known, or was withdrawn, between two days."""

    indicator: str
    indicator_vi: str
    indicator_en: str
    unit: str
    unit_vi: str
    unit_en: str
    year: int
    value: float
    known_on: str
    withdrawn_on: str
    source: str


@dataclass(frozen=True)
class Awaited:
    """A day of the calendar between two days that brings figures."""

    code: str
    name_vi: str
    name_en: str
    day: str


@dataclass(frozen=True)
class Between:
    """What lies between the days of knowledge of two editions.

    Parameters
    ----------
    first, last : str
        The days, ``YYYY-MM-DD``, the earlier one first.
    published : tuple of Published
        Figures of the units and indicators reported on; counts that may not be printed are left
        out.
    awaited : tuple of Awaited
        Where nothing was published: days of the calendar that would have brought figures.
    """

    first: str
    last: str
    published: tuple[Published, ...] = ()
    awaited: tuple[Awaited, ...] = ()

    def sentences(self, language: str) -> Iterator[str]:
        """What is new, or that nothing is and what is waited for."""
        write = Formatter(language)
        days = {
            name: write.date(dt.date.fromisoformat(day))
            for name, day in (("first", self.first), ("last", self.last))
        }
        if self.published:
            yield message("run.diff.published", language, count=len(self.published), **days)
            return
        yield message("run.diff.nothing_published", language, **days)
        if self.awaited:
            names = [
                f"{a.name_vi if language == 'vi' else a.name_en} "
                f"({write.date(dt.date.fromisoformat(a.day))})"
                for a in self.awaited
            ]
            yield message("run.diff.awaited", language, events="; ".join(names))

    def lines(self, language: str) -> Iterator[str]:
        """The sentences, then a line a figure."""
        yield from self.sentences(language)
        write = Formatter(language)
        for figure in self.published[:SHOWN_FIGURES]:
            is_gone = self.first < figure.withdrawn_on <= self.last
            day = figure.withdrawn_on if is_gone else figure.known_on
            yield message(
                f"run.diff.{'withdrawn' if is_gone else 'figure'}",
                language,
                date=write.date(dt.date.fromisoformat(day)),
                indicator=figure.indicator_vi if language == "vi" else figure.indicator_en,
                unit=figure.unit_vi if language == "vi" else figure.unit_en,
                year=figure.year,
                value=write.number(figure.value, 0 if figure.value == int(figure.value) else 2),
                source=figure.source,
            )
        if len(self.published) > SHOWN_FIGURES:
            yield f"(+{len(self.published) - SHOWN_FIGURES})"


def between(
    before: Mapping[str, Any], after: Mapping[str, Any], directory: str = ""
) -> Between | None:
    """Look into the register for what became known between two editions of one data set.

    Parameters
    ----------
    before, after : mapping
        Their manifests.
    directory : str
        Data directory, by default the repository's own.

    Returns
    -------
    Between or None
        ``None`` where both are of one day or of different data sets, or the data cannot be read.
    """
    days = sorted({before["as_of"], after["as_of"]})
    if len(days) != 2 or before["dataset"] != after["dataset"]:
        return None
    from analysis.data import load_dataset

    try:
        dataset = load_dataset(
            after["dataset"], as_of=days[1], directory=directory, level=after.get("level", "")
        )
    except UserError:
        return None
    published = tuple(_published(dataset, *days))
    awaited = () if published else tuple(_awaited(dataset, *days))
    return Between(days[0], days[1], published, awaited)


def _published(dataset: Any, first: str, last: str) -> Iterator[Published]:
    codes = {code for family in dataset.description.families.values() for code in family}
    found = [o for o in dataset.register.observations if o.indicator in codes]
    for figure in sorted(found, key=lambda o: (o.known_on, o.unit, o.indicator, o.year)):
        gone = figure.withdrawn_on.isoformat() if figure.withdrawn_on else ""
        is_new = any(first < day <= last for day in (figure.known_on.isoformat(), gone))
        if figure.unit in dataset.units and is_new and not dataset.is_withheld(figure):
            indicator, unit = dataset.indicator(figure.indicator), dataset.units[figure.unit]
            yield Published(
                indicator=figure.indicator,
                indicator_vi=indicator.name("vi"),
                indicator_en=indicator.name("en"),
                unit=figure.unit,
                unit_vi=unit.name("vi"),
                unit_en=unit.name("en"),
                year=figure.year,
                value=figure.value,
                known_on=figure.known_on.isoformat(),
                withdrawn_on=gone,
                source=figure.source_title,
            )


def _awaited(dataset: Any, first: str, last: str) -> Iterator[Awaited]:
    from analysis.data.calendar import calendar_between

    days = (dt.date.fromisoformat(first) + dt.timedelta(days=1), dt.date.fromisoformat(last))
    for occurrence in calendar_between(dataset.register.plan.calendar, *days):
        event = occurrence.event
        if event.kind == "expected" or event.family or event.owed_to == "ministry":
            yield Awaited(event.code, event.name_vi, event.name_en, occurrence.day.isoformat())
