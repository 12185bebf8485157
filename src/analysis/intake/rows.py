"""Rows of a sheet as figures of units, each number read or refused with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.data.model import Unit
from analysis.intake.form import Column, Form
from analysis.intake.isolation import Row, Sheet
from analysis.intake.layout import Heading, is_numbering, text_of, texts_of
from analysis.intake.numerals import NotANumberError, parse_number
from analysis.intake.remark import Place, Remark, refused
from analysis.intake.units import Finder
from analysis.intake.words import fold

MOST_COUNT = 100_000_000


@dataclass(frozen=True)
class Entry:
    """One row: figures by column; `role` tells a unit's row from sums, `block` where it stands.

    `computed` are the columns that were blank and follow from the others.
    """

    role: str
    unit: Unit | None
    block: str
    row: int
    values: Mapping[str, float]
    computed: frozenset[str]


def read_entries(
    sheet: Sheet, heading: Heading, finder: Finder
) -> tuple[tuple[Entry, ...], list[Remark]]:
    """Rows below the heading; repeated headings, numberings and trailing notes are left out."""
    entries: list[Entry] = []
    remarks: list[Remark] = []
    block = ""
    for number in sorted(n for n in sheet.rows if n >= heading.first_row):
        row = sheet.rows[number]
        texts = texts_of(row)
        if is_numbering(texts) or tuple(map(fold, texts)) in heading.texts:
            continue
        name = (
            texts[heading.columns["unit"]]
            if heading.columns.get("unit", len(texts)) < len(texts)
            else ""
        )
        role = finder.words.role(name)
        block = role if role in ("urban", "rural") else "" if role == "total" else block
        values, wrong = _values(sheet.name, number, row, heading, finder)
        if not values and not wrong:
            continue
        remarks += wrong
        place = Place(sheet.name, number, heading.columns.get("unit", 0) + 1)
        unit, unclear = (None, None) if role != "unit" else _unit(name, place, finder)
        remarks += [unclear] if unclear else []
        filled = fill_computed(values, heading.form)
        entries.append(
            Entry(role, unit, block, number, filled, frozenset(filled.keys() - values.keys()))
        )
    return tuple(entries), remarks


def _unit(name: str, place: Place, finder: Finder) -> tuple[Unit | None, Remark | None]:
    if not name:
        return None, refused("row_without_unit", place)
    units = finder.find(name)
    if len(units) == 1:
        return units[0], None
    if not units and (present := finder.present(name)):
        now = ", ".join(f"{u.code} {u.full_name_vi}" for u in present)
        return None, refused("unit_former", place, value=name, present=now)
    if not units:
        return None, refused("unit_unknown", place, value=name, nearest=finder.nearest(name))
    names = ", ".join(f"{u.code} {u.full_name_vi}" for u in units)
    return None, refused("unit_ambiguous", place, value=name, nearest=names)


def _values(
    sheet: str, number: int, row: Row, heading: Heading, finder: Finder
) -> tuple[dict[str, float], list[Remark]]:
    values: dict[str, float] = {}
    remarks: list[Remark] = []
    for code, index in heading.columns.items():
        column = heading.form.column(code)
        if not column.is_number or index >= len(row) or row[index] is None:
            continue
        place = Place(sheet, number, index + 1)
        try:
            value = parse_number(row[index], column.kind, finder.words)
        except NotANumberError:
            remarks.append(refused("not_a_number", place, value=text_of(row[index])))
            continue
        rule = _broken_rule(column, value)
        if rule:
            remarks.append(refused(rule, place, value=text_of(row[index])))
        elif value is not None:
            values[code] = value
    return values, remarks


def _broken_rule(column: Column, value: float | None) -> str:
    if value is None:
        return ""
    if column.kind == "rate":
        return "" if 0 <= value <= 100 else "rate_out_of_bounds"
    if not value.is_integer():
        return "not_whole"
    if column.kind == "count" and value < 0:
        return "negative"
    return "too_large" if abs(value) > MOST_COUNT else ""


def fill_computed(values: Mapping[str, float], form: Form) -> dict[str, float]:
    """Blank ends of the year and rates where the row has all they follow from."""
    filled = dict(values)
    for check in form.checks:
        if check.result in filled or check.rule not in ("balance", "rate"):
            continue
        computed = computed_value(check.rule, check.plus, check.minus, filled, form)
        if computed is not None and computed >= 0:
            filled[check.result] = computed
    return filled


def computed_value(
    rule: str,
    plus: tuple[str, ...],
    minus: tuple[str, ...],
    values: Mapping[str, float],
    form: Form,
) -> float | None:
    """What a column must be by its rule; ``None`` where a required figure is missing.

    ``balance`` is the sum of `plus` less that of `minus`; ``rate`` is 100 * plus / minus with two
    decimals.
    """
    needed = [code for code in (*plus, *minus) if form.column(code).required]
    if any(code not in values for code in needed):
        return None
    if rule == "balance":
        return sum(values.get(c, 0.0) for c in plus) - sum(values.get(c, 0.0) for c in minus)
    base = values[minus[0]]
    return round(100 * values[plus[0]] / base, 2) if base else None
