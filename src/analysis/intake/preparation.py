"""What a template needs to know: form, unit, its parts and the standard of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from analysis.data.facility import FacilityState
from analysis.data.files import open_directory
from analysis.data.model import Level, Unit
from analysis.data.plan import Plan
from analysis.errors import ParameterError, Problem
from analysis.intake.acceptance import current_register
from analysis.intake.blank import Blank
from analysis.intake.form import Form, read_forms
from analysis.intake.template import SPARE_ROWS
from analysis.intake.units import Finder, Territory, days_of
from analysis.locale import message


def prepare(data_directory: str, form: str, unit: str, year: int, standard: str) -> Blank:
    """Find out all a template prints.

    Raises
    ------
    ParameterError
        If form, unit or standard are unknown.
    """
    directory = open_directory(data_directory)
    register = current_register(directory)
    forms = read_forms(directory)
    chosen = forms.of(form, year)
    territory, day = Territory(register.units, register.territories), days_of(year)[0]
    finder = Finder(territory, forms.words, day=day)
    found = finder.find(unit)
    if len(found) != 1:
        nearest = ", ".join(f"{u.code} {u.full_name_vi}" for u in found) or finder.nearest(unit)
        what = message("intake.rule.unit_unknown", "vi", value=unit, nearest=nearest)
        raise ParameterError([Problem(what, "--unit")])
    standards = [
        s
        for s in register.standards.values()
        if s.segment.startswith("S")
        if (s.code == standard if standard else s.first_year <= year <= (s.last_year or year))
    ]
    if chosen.uses_standard and len(standards) != 1:
        known = ", ".join(s.code for s in register.standards.values() if s.segment.startswith("S"))
        what = message("intake.rule.standard_unknown", "vi", value=standard or "–", known=known)
        raise ParameterError([Problem(what, "--standard")])
    parts = territory.parts(found[0], day) or (found[0],)
    lines = tuple(_lines(chosen, found[0], parts, register.plan))
    return Blank(chosen, found[0], lines, year, standards[0] if chosen.uses_standard else None)


def _lines(
    form: Form, unit: Unit, parts: Iterable[Unit], plan: Plan
) -> Iterator[Mapping[str, str]]:
    """Words of the rows: units that report or their parts, items of the plan, or facilities."""
    key = form.key
    if key.kind == "unit":
        for part in parts:
            yield {key.code: part.full_name_vi}
    elif key.kind == "item":
        for item in plan.items:
            if item.form == form.code and (
                unit.level is Level.PROVINCE or not item.is_aggregate_only
            ):
                yield {key.code: f"{item.code}. {item.name_vi}"}
    else:
        for facility in plan.facilities_on(dt.date.today()):
            if facility.state is not FacilityState.UNNAMED:
                ownership = form.column("ownership").choices[facility.ownership][0]
                yield {key.code: facility.name_vi, "ownership": ownership}
        yield from ({} for _ in range(SPARE_ROWS))
