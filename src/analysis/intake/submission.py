"""A received file understood: form, year, standard, unit and one table of figures a sheet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.data.model import Level, Standard, Unit
from analysis.data.plan import Plan
from analysis.intake.form import Form, Forms, Table
from analysis.intake.isolation import Book, Sheet
from analysis.intake.layout import Heading, find_heading, text_of
from analysis.intake.legacy import choose_decoder
from analysis.intake.remark import Place, Remark, refused
from analysis.intake.rows import Rows, read_rows
from analysis.intake.subjects import FacilitySubjects, ItemSubjects, Subjects, UnitSubjects
from analysis.intake.units import Finder, Territory, days_of
from analysis.intake.words import Words, fold

_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_DECREE = re.compile(r"\b([0-9]{1,4}/20[0-9]{2})\b")


@dataclass(frozen=True)
class Asked:
    """What the caller says of a file; what is left out is read from the file."""

    form: str = ""
    unit: str = ""
    year: int | None = None
    standard: str = ""


@dataclass(frozen=True)
class Context:
    """What is known before a file is opened."""

    forms: Forms
    territory: Territory
    standards: Mapping[str, Standard]
    plan: Plan


@dataclass(frozen=True, eq=False)
class Sheetful:
    """Rows of one table of a form and where its columns lie."""

    table: Table
    sheet: str
    columns: Mapping[str, int]
    key: str
    rows: Rows

    def place(self, row: Hashable, column: str = "") -> Place:
        """Cell of a row, by default the one that names what it is about."""
        index = self.columns.get(column or self.key, self.columns.get(self.key, 0))
        return Place(self.sheet, int(str(row)), index + 1)


@dataclass(frozen=True, eq=False)
class Submission:
    """What a file says, and everything to be said about it so far.

    `day` is the one whose units the rows are about.
    """

    form: Form | None
    unit: Unit | None
    year: int
    day: dt.date
    standard: str
    tables: tuple[Sheetful, ...]
    remarks: tuple[Remark, ...]

    @property
    def row_count(self) -> int:
        """Rows of figures in all tables."""
        return sum(len(table.rows.frame) for table in self.tables)


def understand(book: Book, asked: Asked, context: Context) -> Submission:
    """Read the sheets of a book as a form; whatever is not understood is a remark."""
    forms = [f for f in context.forms.forms if asked.form in ("", f.code)]
    ours = context.forms.words.own_sheets
    received = [s for s in book.sheets if fold(s.name) not in ours] or book.sheets
    sheets = [_in_unicode(sheet, forms) for sheet in received]
    found = [(s, h) for s in sheets if (h := find_heading(s, forms)) is not None]
    if not found:
        extra = () if book.remarks and not book.sheets else (refused("form_unknown"),)
        facts = _Facts(asked, context, ())
        unit = facts.unit(asked.year)
        said = (*book.remarks, *extra, *facts.remarks)
        return Submission(None, unit, asked.year or 0, dt.date.max, "", (), said)
    facts = _Facts(asked, context, [(s, h.row) for s, h in found])
    form = next((h.form for _, h in found), forms[0])
    year = facts.year()
    unit, standard = facts.unit(year), facts.standard(form, year or 0)
    finder = _finder(found, unit, year, context)
    tables, remarks = _tables(found, form, _subjects(form, unit, finder, context))
    remarks += list(_unread(sheets, [sheet for sheet, _ in found], form))
    if year and not form.covers(year):
        remarks.append(refused("form_year", year=year, first=form.first_year, last=form.last_year))
    if unit is None and form.key.kind != "unit" and not facts.remarks:
        remarks.append(refused("reporting_unit_missing"))
    all_remarks = (*book.remarks, *facts.remarks, *remarks)
    return Submission(form, unit, year or 0, finder.day, standard, tuple(tables), all_remarks)


def _subjects(form: Form, unit: Unit | None, finder: Finder, context: Context) -> Subjects:
    """Find what the rows of a form are about."""
    words = context.forms.words
    if form.key.kind == "item":
        is_province = unit is not None and unit.level is Level.PROVINCE
        return ItemSubjects(context.plan.items, words, is_province)
    if form.key.kind == "facility":
        return FacilitySubjects(context.plan.facilities, words)
    return UnitSubjects(finder)


def _finder(
    found: Sequence[tuple[Sheet, Heading]], unit: Unit | None, year: int | None, context: Context
) -> Finder:
    """Finder for the units of the day that the rows fit best, the earlier one where both do."""
    finders = [_finder_of(day, unit, context) for day in (days_of(year) if year else [dt.date.max])]
    if len({finder.standing_codes for finder in finders}) == 1:
        return finders[0]
    rows = {
        text_of(row[index])
        for sheet, heading in found
        if (index := heading.columns.get(heading.form.key.code)) is not None
        for number, row in sheet.rows.items()
        if number >= heading.first_row and index < len(row)
    }
    return min(finders, key=lambda finder: finder.strays(rows))


def _finder_of(day: dt.date, unit: Unit | None, context: Context) -> Finder:
    parts = context.territory.parts(unit, day) if unit else ()
    expected = frozenset(u.code for u in parts) | ({unit.code} if unit else set())
    return Finder(context.territory, context.forms.words, expected, day)


def _tables(
    found: Sequence[tuple[Sheet, Heading]], form: Form, subjects: Subjects
) -> tuple[list[Sheetful], list[Remark]]:
    tables: list[Sheetful] = []
    remarks: list[Remark] = []
    for sheet, heading in found:
        remarks += heading.remarks
        fitting = _fitting(sheet, heading, form)
        if len(fitting) != 1 or heading.form is not form:
            remarks.append(refused("table_unclear", Place(sheet.name)))
        elif fitting[0] in [t.table for t in tables]:
            remarks.append(refused("table_twice", Place(sheet.name)))
        else:
            rows, more = read_rows(sheet, heading, subjects)
            remarks += more
            key = form.key.code
            tables.append(Sheetful(fitting[0], sheet.name, heading.columns, key, rows))
    return tables, remarks


def _unread(sheets: Sequence[Sheet], read: Sequence[Sheet], form: Form) -> Iterator[Remark]:
    """Sheets named like a table of the form in which no heading was found."""
    for sheet in sheets:
        if sheet not in read and any(table.fits(fold(sheet.name)) for table in form.tables):
            yield refused("sheet_unread", Place(sheet.name))


def _fitting(sheet: Sheet, heading: Heading, form: Form) -> list[Table]:
    """Tables a sheet may be: by its name, else its titles, else its headings."""
    if len(form.tables) == 1:
        return list(form.tables)
    above = [text_of(c) for n, row in sheet.rows.items() if n < heading.row for c in row]
    for text in (fold(sheet.name), *map(fold, above), heading.path):
        if fitting := [table for table in form.tables if table.fits(text)]:
            return fitting
    return []


def _in_unicode(sheet: Sheet, forms: Sequence[Form]) -> Sheet:
    known = {
        w for f in forms for c in f.columns for words in c.matches for w in " ".join(words).split()
    }
    texts = [c for n in sorted(sheet.rows)[:100] for c in sheet.rows[n] if isinstance(c, str)]
    decode = choose_decoder(texts, frozenset(known))
    if decode is None:
        return sheet
    rows = {
        number: tuple(decode(cell) if isinstance(cell, str) else cell for cell in row)
        for number, row in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


class _Facts:
    """Unit, year and standard: what the caller says, else what stands above the tables."""

    def __init__(self, asked: Asked, context: Context, sheets: Sequence[tuple[Sheet, int]]) -> None:
        self._asked, self._context = asked, context
        self._lines = [
            [text_of(cell) for cell in row if text_of(cell)]
            for sheet, top in sheets
            for number, row in sorted(sheet.rows.items())
            if number < top
        ]
        self.remarks: list[Remark] = []

    @property
    def _words(self) -> Words:
        return self._context.forms.words

    def _labelled(self, labels: frozenset[str]) -> Iterator[str]:
        """Yield what stands behind a label: after its colon, or in the next cell."""
        for line in self._lines:
            label, _, rest = line[0].partition(":")
            if fold(label) in labels and (rest.strip() or len(line) > 1):
                yield rest.strip() or line[1]

    def year(self) -> int | None:
        """Year of the figures."""
        said = {
            int(y)
            for text in self._labelled(self._words.reporting_year)
            for y in _YEAR.findall(text)
        }
        title = [text for line in self._lines for text in line if " nam 20" in f" {fold(text)}"]
        said = said or {int(y) for t in title for y in re.findall(r"nam (20[0-9]{2})", fold(t))}
        if self._asked.year and said and said != {self._asked.year}:
            stated = ", ".join(map(str, sorted(said)))
            self.remarks.append(refused("year_differs", value=stated, expected=self._asked.year))
        if self._asked.year or len(said) == 1:
            return self._asked.year or said.pop()
        self.remarks.append(refused("year_unknown"))
        return None

    def unit(self, year: int | None) -> Unit | None:
        """Unit that reports for a year, where it is said."""
        finders = [
            Finder(self._context.territory, self._words, day=day)
            for day in (days_of(year) if year else [dt.date.max])
        ]
        names = [self._asked.unit] if self._asked.unit else []
        names = names or sorted(set(self._labelled(self._words.reporting_unit)))
        found = [next(filter(None, (f.find(name) for f in finders)), ()) for name in names]
        for name, units in zip(names, found, strict=True):
            if len(units) != 1:
                nearest = ", ".join(u.full_name_vi for u in units) or finders[0].nearest(name)
                self.remarks.append(refused("unit_unknown", value=name, nearest=nearest))
        codes = {units[0].code: units[0] for units in found if len(units) == 1}
        if len(codes) > 1:
            self.remarks.append(refused("unit_differs", value=", ".join(names)))
        return next(iter(codes.values()), None)

    def standard(self, form: Form, year: int) -> str:
        """Code of the poverty standard: the one in force, unless another is named.

        The year before a standard begins may be counted by it as well, to bridge the two.
        """
        if not form.uses_standard:
            return "n/a"
        usable = {c: s for c, s in self._context.standards.items() if s.segment.startswith("S")}
        current = [c for c, s in usable.items() if s.first_year <= year <= (s.last_year or year)]
        named = self._asked.standard or next(self._labelled(self._words.standard), "")
        chosen = [c for c, s in usable.items() if named and _names(named, s)] if named else current
        if len(chosen) != 1:
            self.remarks.append(
                refused("standard_unknown", value=named or "–", known=", ".join(usable))
            )
            return ""
        standard = usable[chosen[0]]
        if not standard.first_year - 1 <= year <= (standard.last_year or year):
            self.remarks.append(refused("standard_year", value=standard.name_vi, year=year))
        return chosen[0]


def _names(text: str, standard: Standard) -> bool:
    decrees = set(_DECREE.findall(standard.document.split(";")[0]))
    exact = fold(text) in (fold(standard.code), fold(standard.name_vi))
    return exact or bool(decrees & set(_DECREE.findall(text)))
