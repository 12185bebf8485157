"""Rows of a sheet as figures by column, each number read or refused with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.cells import Broken, cells_of, read_column
from analysis.intake.form import Column, Form
from analysis.intake.isolation import Row, Sheet
from analysis.intake.layout import Heading, is_numbering, looks_like_number, text_of, texts_of
from analysis.intake.remark import Place, Remark, note, refused
from analysis.intake.subjects import Found, Subjects
from analysis.intake.words import fold

BLOCKS = ("urban", "rural")
_HIGHEST_SHARE = 1.0
"""A rate that a spreadsheet shows as 13.16 % is 0.1316 in the file."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one table, indexed by their number in the sheet.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``role`` (``unit`` for what the form lists, else ``total``, ``urban`` or ``rural``),
        ``subject`` (code of the unit, item or facility, blank where unknown), ``name`` as written,
        ``block`` the row stands in, and a column for each of the form's that is read.
    computed, unread : pandas.DataFrame
        Figures that were blank and follow from others, and cells that were refused.
    """

    frame: pd.DataFrame
    computed: pd.DataFrame
    unread: pd.DataFrame


def read_rows(sheet: Sheet, heading: Heading, subjects: Subjects) -> tuple[Rows, list[Remark]]:
    """Rows below the heading; repeated headings, numberings and trailing notes are left out."""
    numbers, lines = _lines(sheet, heading)
    frame, unread, remarks = _columns(sheet.name, numbers, lines, heading, subjects)
    names = [text_of(c) for c in cells_of(lines, heading.columns.get(heading.form.key.code))]
    roles = {name: subjects.words.role(name) for name in set(names)}
    frame.insert(0, "name", pd.Series(names, frame.index, object))
    frame.insert(0, "role", pd.Series([roles[name] for name in names], frame.index, object))
    frame.insert(0, "block", _blocks(frame["role"]))
    kept = _kept(frame, unread, heading.form)
    frame, unread = frame[kept], unread[kept]
    remarks = [remark for remark in remarks if remark.place.row in unread.index]
    found, more = _subjects(sheet.name, frame, heading, subjects)
    frame = frame.assign(subject=found)
    rows, shares = fill_computed(frame, unread, heading)
    return rows, [*remarks, *more, *shares]


def _kept(frame: pd.DataFrame, unread: pd.DataFrame, form: Form) -> pd.Series:
    """Rows that say something: not blank ones, trailing notes or the signatures below the table.

    Words alone make a row only where it has a name; below the total, what has no figure is a note.
    """
    figures = [c.code for c in form.columns if c.is_read and not c.prefilled and c.kind != "text"]
    words = [column.code for column in form.columns if column.kind == "text"]
    has_figures = frame[figures].notna().any(axis=1)
    has_words = frame[words].notna().any(axis=1) | unread.any(axis=1)
    totals = frame.index[frame["role"] == "total"]
    is_listed = (frame["name"] != "") & (frame.index < totals.max() if len(totals) else True)
    return has_figures | (has_words & is_listed)


def _lines(sheet: Sheet, heading: Heading) -> tuple[list[int], list[Row]]:
    """Numbers and cells of the rows that are no repeated heading and no numbering."""
    index = heading.columns.get(heading.form.key.code, 0)
    numbers = sorted(number for number in sheet.rows if number >= heading.first_row)
    names = [text_of(c) for c in cells_of([sheet.rows[n] for n in numbers], index)]
    heads = {text[index] for text in heading.texts if index < len(text)}
    suspects = {n for n in set(names) if not n or fold(n) in heads or looks_like_number(n)}
    kept = [
        number
        for number, name in zip(numbers, names, strict=True)
        if name not in suspects or not _repeats(sheet.rows[number], heading)
    ]
    return kept, [sheet.rows[number] for number in kept]


def _repeats(row: Row, heading: Heading) -> bool:
    texts = texts_of(row)
    return is_numbering(texts) or tuple(map(fold, texts)) in heading.texts


def _columns(
    sheet: str, numbers: list[int], lines: Sequence[Row], heading: Heading, subjects: Subjects
) -> tuple[pd.DataFrame, pd.DataFrame, list[Remark]]:
    """Read columns of the form, and which of their cells were refused."""
    columns = [column for column in heading.form.columns if column.is_read]
    frame = pd.DataFrame(index=pd.Index(numbers, dtype="int64"))
    unread = pd.DataFrame(False, frame.index, [column.code for column in columns])
    remarks: list[tuple[int, Remark]] = []
    for column in columns:
        index = heading.columns.get(column.code)
        cells = cells_of(lines, index)
        values, broken = read_column(column, cells, subjects.words)
        kind = "float64" if column.is_number else "object"
        frame[column.code] = pd.Series(values, frame.index, kind)
        unread[column.code] = [i in broken for i in range(len(cells))]
        for i, reason in broken.items():
            place = Place(sheet, numbers[i], (index or 0) + 1)
            remarks.append((i, _refused(reason, place, cells[i])))
    ordered = sorted(remarks, key=lambda found: found[0])
    return frame, unread, [remark for _, remark in ordered]


def _refused(broken: Broken, place: Place, cell: object) -> Remark:
    values = {"known": broken.known} if broken.known else {}
    return refused(broken.rule, place, value=text_of(cell), **values)  # type: ignore[arg-type]


def _blocks(roles: pd.Series) -> pd.Series:
    """Urban or rural block that each row stands in; a total ends the block before it."""
    starts = roles.where(roles.isin(BLOCKS), None).mask(roles == "total", "")
    return starts.ffill().fillna("")


def _subjects(
    sheet: str, frame: pd.DataFrame, heading: Heading, subjects: Subjects
) -> tuple[pd.Series, list[Remark]]:
    """Subject of every row that lists one, and what is to be said of the names."""
    listed = frame.loc[frame["role"] == "unit", "name"]
    found = {name: subjects.find(name) for name in set(listed)}
    codes = listed.map({name: each.code for name, each in found.items()})
    unclear = {name for name, each in found.items() if each.rule}
    column = heading.columns.get(heading.form.key.code, 0) + 1
    remarks = [
        _said(found[name], Place(sheet, int(str(number)), column))
        for number, name in listed[listed.isin(unclear)].items()
    ]
    return codes.reindex(frame.index).fillna(""), remarks


def _said(found: Found, place: Place) -> Remark:
    make = refused if found.is_refused else note
    return make(found.rule, place, **found.values)


def fill_computed(
    frame: pd.DataFrame, unread: pd.DataFrame, heading: Heading
) -> tuple[Rows, list[Remark]]:
    """Blank ends of the year and rates where the row has all they follow from."""
    form = heading.form
    filled = frame.copy()
    computed = pd.DataFrame(False, frame.index, [column.code for column in form.numbers])
    remarks: list[Remark] = []
    for rule in (check for check in form.checks if check.rule in ("balance", "rate")):
        code = rule.result
        expected = computed_values(rule.rule, rule.plus, rule.minus, filled, form)
        if rule.rule == "rate":
            is_share = _shares(filled[code], expected)
            filled[code] = filled[code].where(~is_share, filled[code] * 100)
            remarks += _share_remark(is_share, form.column(code), heading)
        blank = filled[code].isna() & (expected >= 0) & ~unread[code]
        filled[code] = filled[code].where(~blank, expected)
        computed[code] = blank
    return Rows(filled, computed, unread), remarks


def _shares(rates: pd.Series, expected: pd.Series) -> pd.Series:
    """Which rates are shares of one: a hundred times as much fits the figures of the row better.

    Where a row tells no rate, the others of the column decide.
    """
    small = rates.between(0, _HIGHEST_SHARE, inclusive="right")
    better = small & ((100 * rates - expected).abs() < (rates - expected).abs())
    return better | (small & expected.isna()) if better.any() else better


def _share_remark(is_share: pd.Series, column: Column, heading: Heading) -> Iterator[Remark]:
    if is_share.any():
        place = Place(heading.sheet, int(str(is_share.idxmax())), heading.columns[column.code] + 1)
        yield note("rate_as_share", place, name=" / ".join(column.heading))


def computed_values(
    rule: str, plus: tuple[str, ...], minus: tuple[str, ...], frame: pd.DataFrame, form: Form
) -> pd.Series:
    """What a column must be by its rule; missing where a required figure is.

    ``balance`` is the sum of `plus` less that of `minus`; ``rate`` is 100 * plus / minus with two
    decimals.
    """
    needed = [code for code in (*plus, *minus) if form.column(code).required]
    known = frame[needed].notna().all(axis=1)
    if rule == "balance":
        value = frame[list(plus)].sum(axis=1) - frame[list(minus)].sum(axis=1)
    else:
        base = frame[minus[0]].where(frame[minus[0]] != 0)
        value = (100 * frame[plus[0]] / base).round(2)
    return value.where(known, np.nan)
