"""Which territory a page speaks of, and what stands in where that territory has no figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from analysis.data import Level, Observation, Unit
from analysis.data.known import POVERTY
from analysis.display.components import bullets, note, paragraph
from analysis.display.element import Element
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.small_print import small_print

ROLLED_UP = "‡"
"""Sign behind a figure that was summed from the units of a territory."""


def territory_fact(report: Report) -> list[tuple[str, str]]:
    """Label and words of the head of a page: since or until when its boundaries stand."""
    unit = report.unit
    if unit.level is Level.GROUP or (unit.valid_from is None and unit.valid_to is None):
        return []
    if _ends_later(report):
        return []
    time = "former" if unit.valid_to else "present"
    date = report.format.date(_change(unit))
    words = report.tell(f"territory.fact.{unit.level}_{time}", date=date)
    return [(report.tell("territory.fact.label"), words)]


def _change(unit: Unit) -> dt.date:
    """Day of the change that ended a unit or made it."""
    if unit.valid_to is not None:
        return unit.valid_to + dt.timedelta(days=1)
    return unit.valid_from or dt.date.min


def _ends_later(report: Report) -> bool:
    """Whether the unit still stood on the day of the page, which tells nothing that came after."""
    return report.unit.valid_to is not None and report.dataset.as_of < _change(report.unit)


def territory_note(report: Report) -> Element | None:
    """Say what the territory is made of and, if it has no figures, what is known around it.

    Parameters
    ----------
    report : Report
        Page it opens.

    Returns
    -------
    Element or None
        A box for a unit without figures, else a line in small print; nothing for a territory that
        no change of boundaries concerns.
    """
    lines = list(_made_of(report))
    if report.unit.level is Level.UNIT_2025 and not _has_figures(report):
        unit = report.name_in_sentence(report.unit.code)
        title = report.tell("territory.note.no_figures", unit=unit)
        return note(title, bullets([*lines, *_around(report), report.tell("territory.note.how")]))
    return small_print(paragraph(" ".join(lines))) if lines else None


def _has_figures(report: Report) -> bool:
    return any(_figures(report, report.unit.code))


def _figures(report: Report, code: str) -> Iterator[Observation]:
    for family in report.dataset.description.families:
        for indicator in report.dataset.indicators_of(family):
            yield from report.dataset.figures(indicator.code, code)


def _made_of(report: Report) -> Iterator[str]:
    """What a unit was made of, and which units stand in its territory now."""
    former = report.dataset.formed_from(report.unit.code)
    if former:
        yield report.tell("territory.note.formed_from", names=", ".join(former))
    parts = report.dataset.parts_of(report.unit.code)
    if report.unit.level is Level.DISTRICT and parts and not _ends_later(report):
        yield report.tell("territory.note.now", names=_names(report, parts))
    elif report.is_total and report.dataset.level is not Level.DISTRICT and parts:
        units = report.dataset.reporting_units
        kind = report.tell(f"territory.kind.{report.dataset.level}")
        yield report.tell("territory.note.reported_by", count=len(units), kind=kind)
    yield from _refused(report)


def _names(report: Report, codes: Iterable[str]) -> str:
    return ", ".join(_name(report, code) for code in codes)


def _name(report: Report, code: str) -> str:
    """Name within a sentence of any unit, also of one that the data set does not report on."""
    if code in report.dataset.units:
        return report.name_in_sentence(code)
    unit = report.dataset.any_unit(code)
    name = unit.full_name_vi if report.language == "vi" else unit.name_en
    return name[0].lower() + name[1:] if report.language == "vi" else name


def _refused(report: Report) -> Iterator[str]:
    """Years whose main rate cannot be worked out for want of a few parts, and which those are."""
    indicator = report.dataset.indicators_of(POVERTY)[0]
    known = {figure.year for figure in report.dataset.figures(indicator.code, report.unit.code)}
    missing: dict[int, dict[str, None]] = {}
    for gap in report.dataset.gaps(report.unit.code, indicator.code):
        if gap.year not in known and 2 * len(gap.missing) <= gap.part_count:
            missing.setdefault(gap.year, {}).update(dict.fromkeys(gap.missing))
    years = [
        report.tell("territory.note.lacks", year=year, names=_names(report, lacking))
        for year, lacking in missing.items()
    ]
    if years:
        name = short_name(report, indicator)
        yield report.tell("territory.note.refused", indicator=name, years="; ".join(years))


def rolled_up_legend(report: Report, figures: Iterable[Observation]) -> Iterator[str]:
    """Say of figures that were summed over a territory which units they were summed from."""
    parts = dict.fromkeys(part for figure in figures for part in figure.parts)
    if parts:
        yield report.tell("territory.note.rolled_up", mark=ROLLED_UP, names=_names(report, parts))


def _around(report: Report) -> Iterator[str]:
    """Last figures of the former district that a unit lies in, and of the whole."""
    own = report.dataset.at("")
    around = [c for c in own.around(report.unit.code) if c in own.units]
    for code in around:
        place = Report(own, code, report.language)
        known = list(_last_figures(place))
        name = place.name_in_sentence(code)
        key = "territory.note.around" if known else "territory.note.around_nothing"
        yield report.tell(key, unit=name, figures="; ".join(known))


def _last_figures(place: Report) -> Iterator[str]:
    """Last usable figure of each indicator that a territory has, in words."""
    for family in place.dataset.description.families:
        for indicator in place.dataset.indicators_of(family):
            figures = [
                f for f in place.dataset.figures(indicator.code, place.unit.code) if f.is_usable
            ]
            if figures:
                last = max(figures, key=lambda f: (f.year, f.standard, f.known_on))
                yield place.tell(
                    "territory.note.figure",
                    indicator=short_name(place, indicator),
                    value=place.format.percent(last.value),
                    year=last.year,
                )
