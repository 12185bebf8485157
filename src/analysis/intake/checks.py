"""Arithmetic of a form: rows, totals, tables beside each other. Everything found is a remark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.intake.form import Check, Form
from analysis.intake.remark import Remark, note, wrong
from analysis.intake.rows import computed_values
from analysis.intake.submission import Sheetful, Submission
from analysis.intake.units import Territory
from analysis.locale import Formatter

LANGUAGE = "vi"
RATE_TOLERANCE_POINTS = 0.01
MOST_NAMES = 8
"""Missing units that one remark names; it counts all."""
_DUST = 1e-9
_KEY = ["role", "subject", "block"]
_write = lru_cache(maxsize=65536)(Formatter(LANGUAGE).number)


def check(submission: Submission, territory: Territory) -> tuple[Remark, ...]:
    """Every rule of the form over every row."""
    form = submission.form
    if form is None:
        return ()
    remarks = [r for table in submission.tables for r in _check_table(table, form)]
    remarks += _across(submission, form)
    return (*remarks, *_completeness(submission, territory))


def _check_table(table: Sheetful, form: Form) -> Iterator[Remark]:
    for rule in form.checks:
        if check_rows := _ROW_RULES.get(rule.rule):
            yield from check_rows(rule, table, form)
    yield from _missing_values(table, form)
    yield from _duplicates(table)
    yield from _totals(table, form)


def _computed(rule: Check, table: Sheetful, form: Form) -> Iterator[Remark]:
    """Compare what a row says with what follows from the rest of it."""
    frame = table.rows.frame
    expected = computed_values(rule.rule, rule.plus, rule.minus, frame, form)
    found = frame[rule.result].mask(table.rows.computed[rule.result])
    is_rate = rule.rule == "rate"
    tolerance, decimals = (RATE_TOLERANCE_POINTS, 2) if is_rate else (0.0, 0)
    for row in frame.index[(found - expected).abs() > tolerance + _DUST]:
        values = {
            "value": _write(found[row], decimals),
            "expected": _write(expected[row], decimals),
            "difference": _write(found[row] - expected[row], decimals),
            "name": name_of(form, rule.result),
            "terms": _terms(rule, form),
        }
        yield wrong(rule.rule, table.place(row, rule.result), **values)


def _terms(rule: Check, form: Form) -> str:
    """Sum of a rule in the words of the form: ``Đầu năm / Số hộ + Số hộ tái − Số hộ thoát``."""
    plus, minus = ([_short_name(form, code) for code in codes] for codes in (rule.plus, rule.minus))
    return " − ".join([" + ".join(plus), *minus])


def _short_name(form: Form, code: str) -> str:
    """Last words of a heading, or all of it where others end alike."""
    last = form.column(code).heading[-1]
    alike = [c for c in form.columns if c.heading and c.heading[-1] == last]
    return last if len(alike) == 1 else name_of(form, code)


def _at_most(rule: Check, table: Sheetful, form: Form) -> Iterator[Remark]:
    part, whole = table.rows.frame[rule.result], table.rows.frame[rule.plus[0]]
    names = {"name": name_of(form, rule.result), "whole": name_of(form, rule.plus[0])}
    for row in part.index[part > whole]:
        values = {"value": _write(part[row]), "expected": _write(whole[row])}
        yield wrong("at_most", table.place(row, rule.result), **names, **values)


def _needs(rule: Check, table: Sheetful, form: Form) -> Iterator[Remark]:
    """Ask for the columns that a choice calls for: ``completed`` needs the day of completion."""
    frame = table.rows.frame
    chosen = frame[rule.result] == rule.choice
    for code in rule.plus:
        blank = frame[code].isna() & ~table.rows.unread[code]
        for row in frame.index[chosen & blank]:
            said = form.column(rule.result).choices[rule.choice][0]
            values = {"name": name_of(form, code), "value": said}
            yield wrong("needed", table.place(row, code), **values)


_ROW_RULES: Mapping[str, Callable[[Check, Sheetful, Form], Iterator[Remark]]] = {
    "balance": _computed,
    "rate": _computed,
    "at_most": _at_most,
    "needs": _needs,
}


def name_of(form: Form, code: str) -> str:
    """Heading of a column in one line."""
    return " / ".join(form.column(code).heading)


def _missing_values(table: Sheetful, form: Form) -> Iterator[Remark]:
    """Ask for required figures that are blank; what could not be read has its remark already."""
    frame, unread = table.rows.frame, table.rows.unread
    listed = frame["role"] == "unit"
    for column in (c for c in form.columns if c.required and c.is_read):
        told = unread.any(axis=1) if column.formula else unread[column.code]
        blank = listed & frame[column.code].isna() & ~told
        key = "value_missing" if column.is_number else "word_missing"
        for row in frame.index[blank]:
            yield wrong(key, table.place(row, column.code), name=name_of(form, column.code))


def _duplicates(table: Sheetful) -> Iterator[Remark]:
    named = table.rows.frame[table.rows.frame["subject"] != ""]
    twice = named.duplicated(["subject", "block"])
    if not twice.any():
        return
    first = named.index.to_series().groupby([named["subject"], named["block"]]).transform("first")
    for row, name, earlier in zip(
        named.index[twice], named["name"][twice], first[twice], strict=True
    ):
        yield wrong("unit_twice", table.place(row), value=name, row=earlier)


def _totals(table: Sheetful, form: Form) -> Iterator[Remark]:
    frame = table.rows.frame
    listed = frame[frame["role"] == "unit"]
    totals = frame[frame["role"] != "unit"]
    for column in (c for c in form.columns if c.adds_up):
        stated_sums = zip(totals.index, totals["role"], totals[column.code], strict=True)
        for row, role, stated in stated_sums:
            parts = listed if role == "total" else listed[listed["block"] == role]
            computed = parts[column.code].sum(min_count=max(len(parts), 1))
            if abs(stated - computed) > _DUST:
                values = {"value": _write(stated), "expected": _write(computed)}
                values |= {"difference": _write(stated - computed)}
                values |= {"name": name_of(form, column.code)}
                yield wrong("total", table.place(row, column.code), **values)


def _across(submission: Submission, form: Form) -> Iterator[Remark]:
    """Compare rows of the same unit and block in all tables of the form."""
    rules = [rule for rule in form.checks if rule.rule in ("same_across", "sum_across")]
    read = [table.table for table in submission.tables]
    missing = [table.sheet for table in form.tables if table not in read]
    if missing and read:
        yield note("table_missing", name=", ".join(missing))
    if len(read) < 2:
        return
    first, second = submission.tables[:2]
    here = second.rows.frame.reset_index(names="number").drop_duplicates(_KEY)
    there = first.rows.frame.drop_duplicates(_KEY)
    pairs = here.merge(there, on=_KEY, suffixes=("", "_there"))
    for rule in rules:
        yield from _compare_tables(rule, pairs, (first, second))


def _compare_tables(
    rule: Check, pairs: pd.DataFrame, tables: tuple[Sheetful, Sheetful]
) -> Iterator[Remark]:
    here, there = pairs[rule.result], pairs[f"{rule.result}_there"]
    if rule.rule == "same_across":
        found, expected = here, there
        bad = here.notna() & there.notna() & (here != there)
    else:
        found, expected = here + there, pairs[f"{rule.plus[0]}_there"]
        bad = found > expected
    for i in np.flatnonzero(bad):
        values = {"value": _write(found[i]), "expected": _write(expected[i])}
        place = tables[1].place(pairs["number"][i], rule.result)
        yield wrong(rule.rule, place, **values, sheet=tables[0].sheet)


def _completeness(submission: Submission, territory: Territory) -> Iterator[Remark]:
    if submission.unit is None or submission.form is None or submission.form.key.kind != "unit":
        return
    expected = territory.parts(submission.unit, submission.day)
    for table in submission.tables:
        found = set(table.rows.frame["subject"]) - {""}
        missing = [unit.full_name_vi for unit in expected if unit.code not in found]
        if missing and found - {submission.unit.code}:
            place = table.place(table.rows.frame.index[0])
            names = ", ".join(missing[:MOST_NAMES]) + (", …" if missing[MOST_NAMES:] else "")
            yield note("units_missing", place, count=len(missing), names=names)
