"""What a template needs to know: form, unit, its parts and the standard of the year."""

from __future__ import annotations

from analysis.data.files import open_directory
from analysis.errors import ParameterError, Problem
from analysis.intake.acceptance import current_register
from analysis.intake.form import read_forms
from analysis.intake.intake import read_territory
from analysis.intake.template import Blank
from analysis.intake.units import Finder
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
    finder = Finder(register.units, forms.words, year=year)
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
    parts = read_territory(directory, register.units).parts(found[0], year)
    return Blank(chosen, found[0], parts, year, standards[0] if chosen.uses_standard else None)
