"""Arithmetic of a form: rows, totals, tables beside each other. Everything found is a remark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from analysis.intake.form import Check, Form
from analysis.intake.remark import Remark, note, wrong
from analysis.intake.rows import Entry, computed_value
from analysis.intake.submission import Sheetful, Submission
from analysis.intake.units import Territory
from analysis.locale import Formatter

LANGUAGE = "vi"
RATE_TOLERANCE_POINTS = 0.01
_DUST = 1e-9
_write = Formatter(LANGUAGE).number


def check(submission: Submission, territory: Territory) -> tuple[Remark, ...]:
    """Every rule of the form over every row."""
    form = submission.form
    if form is None:
        return ()
    remarks = [r for table in submission.tables for r in _check_table(table, form)]
    remarks += _across(submission, form)
    return (*remarks, *_completeness(submission, territory))


def _check_table(table: Sheetful, form: Form) -> Iterator[Remark]:
    for entry in table.entries:
        for rule in form.checks:
            if check_row := _ROW_RULES.get(rule.rule):
                yield from check_row(rule, entry, table, form)
        yield from _missing_values(entry, table, form)
    yield from _duplicates(table)
    yield from _totals(table, form)


def _balance(rule: Check, entry: Entry, table: Sheetful, form: Form) -> Iterator[Remark]:
    yield from _compare("balance", 0.0, rule, entry, table, form)


def _rate(rule: Check, entry: Entry, table: Sheetful, form: Form) -> Iterator[Remark]:
    yield from _compare("rate", RATE_TOLERANCE_POINTS, rule, entry, table, form)


def _compare(
    name: str, tolerance: float, rule: Check, entry: Entry, table: Sheetful, form: Form
) -> Iterator[Remark]:
    found = entry.values.get(rule.result)
    computed = computed_value(rule.rule, rule.plus, rule.minus, entry.values, form)
    if found is None or computed is None or rule.result in entry.computed:
        return
    if abs(found - computed) > tolerance + _DUST:
        decimals = 2 if name == "rate" else 0
        values = {
            "value": _write(found, decimals),
            "expected": _write(computed, decimals),
            "difference": _write(found - computed, decimals),
        }
        yield wrong(name, table.place(entry, rule.result), **values)


def _at_most(rule: Check, entry: Entry, table: Sheetful, form: Form) -> Iterator[Remark]:
    part, whole = entry.values.get(rule.result), entry.values.get(rule.plus[0])
    if part is not None and whole is not None and part > whole:
        names = {"name": _name(form, rule.result), "whole": _name(form, rule.plus[0])}
        values = {"value": _write(part), "expected": _write(whole)}
        yield wrong("at_most", table.place(entry, rule.result), **names, **values)


_ROW_RULES: Mapping[str, Callable[[Check, Entry, Sheetful, Form], Iterator[Remark]]] = {
    "balance": _balance,
    "rate": _rate,
    "at_most": _at_most,
}


def _name(form: Form, code: str) -> str:
    return " / ".join(form.column(code).heading)


def _missing_values(entry: Entry, table: Sheetful, form: Form) -> Iterator[Remark]:
    if entry.role != "unit":
        return
    for column in form.columns:
        if column.required and column.is_number and column.code not in entry.values:
            yield wrong(
                "value_missing", table.place(entry, column.code), name=_name(form, column.code)
            )


def _duplicates(table: Sheetful) -> Iterator[Remark]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in table.entries:
        if entry.unit is not None:
            earlier = first.setdefault((entry.unit.code, entry.block), entry)
            if earlier is not entry:
                values = {"value": entry.unit.full_name_vi, "row": earlier.row}
                yield wrong("unit_twice", table.place(entry), **values)


def _totals(table: Sheetful, form: Form) -> Iterator[Remark]:
    units = [entry for entry in table.entries if entry.role == "unit"]
    for total in (entry for entry in table.entries if entry.role != "unit"):
        parts = units if total.role == "total" else [e for e in units if e.block == total.role]
        for column in (c for c in form.columns if c.adds_up and c.code in total.values):
            known = [e.values[column.code] for e in parts if column.code in e.values]
            stated, computed = total.values[column.code], sum(known)
            if parts and len(known) == len(parts) and stated != computed:
                values = {"value": _write(stated), "expected": _write(computed)}
                values |= {
                    "difference": _write(stated - computed),
                    "name": _name(form, column.code),
                }
                yield wrong("total", table.place(total, column.code), **values)


def _across(submission: Submission, form: Form) -> Iterator[Remark]:
    """Compare rows of the same unit and block in all tables of the form."""
    rules = [rule for rule in form.checks if rule.rule in ("same_across", "sum_across")]
    if len(submission.tables) < 2:
        missing = [t.sheet for t in form.tables if t not in [s.table for s in submission.tables]]
        if missing and submission.tables:
            yield note("table_missing", name=", ".join(missing))
        return
    first, second = submission.tables[:2]
    others = {_key(entry): entry for entry in second.entries}
    for entry in first.entries:
        other = others.get(_key(entry))
        for rule in rules if other else ():
            yield from _compare_tables(rule, (first, entry), (second, other))


def _key(entry: Entry) -> tuple[str, str, str]:
    return (entry.role, entry.unit.code if entry.unit else "", entry.block)


def _compare_tables(
    rule: Check, one: tuple[Sheetful, Entry], two: tuple[Sheetful, Entry | None]
) -> Iterator[Remark]:
    (_, entry), (table, other) = one, two
    if other is None or rule.result not in entry.values or rule.result not in other.values:
        return
    here, there = other.values[rule.result], entry.values[rule.result]
    if rule.rule == "same_across" and here != there:
        values = {"value": _write(here), "expected": _write(there), "sheet": one[0].sheet}
        yield wrong("same_across", table.place(other, rule.result), **values)
    whole = entry.values.get(rule.plus[0]) if rule.plus else None
    if rule.rule == "sum_across" and whole is not None and here + there > whole:
        values = {"value": _write(here + there), "expected": _write(whole)}
        yield wrong("sum_across", table.place(other, rule.result), **values)


def _completeness(submission: Submission, territory: Territory) -> Iterator[Remark]:
    if submission.unit is None:
        return
    expected = territory.parts(submission.unit, submission.year)
    for table in submission.tables:
        found = {entry.unit.code for entry in table.entries if entry.unit}
        missing = [unit.full_name_vi for unit in expected if unit.code not in found]
        if missing and found - {submission.unit.code}:
            yield note("units_missing", table.place(table.entries[0]), name=", ".join(missing))
