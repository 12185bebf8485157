"""What a form looks like: read from `reference/forms/*.toml`, so that a new one needs no code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from analysis.data.files import DataDirectory
from analysis.errors import DataError, ParameterError, Problem
from analysis.intake.words import Words, fold, read_words
from analysis.locale import message

FORM_FOLDER = "reference/forms"
WORDS_FILE = f"{FORM_FOLDER}/words.toml"
NUMBER_KINDS = ("count", "change", "rate", "amount", "year")
KEY_KINDS = ("unit", "item", "facility")
TEXT_KINDS = ("choice", "day", "text")


@dataclass(frozen=True)
class Column:
    """One column: how its heading is recognised and which indicator it feeds in each table.

    `kind` is ``count`` (whole, not negative), ``change`` (whole), ``rate`` (percent), ``amount``
    (not negative), ``year``, ``choice``, ``day``, ``text`` or ``ignore``; of the one column that
    says what a row is about it is ``unit``, ``item`` (of the plan) or ``facility``. `heading` are
    the levels printed in a template; a column without is only read. What a template fills in
    itself (`prefilled`) makes no row one that says something. `choices` has the words for
    every code, the first printed; `counted` the indicator that counts the rows of a code.
    """

    code: str
    kind: str
    heading: tuple[str, ...]
    matches: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    whole: bool = False
    required: bool = False
    prefilled: bool = False
    formula: str = ""
    note: str = ""
    indicators: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether its cells are figures or words that are kept."""
        return self.is_number or self.kind in TEXT_KINDS

    @property
    def is_number(self) -> bool:
        """Whether its cells are figures."""
        return self.kind in NUMBER_KINDS

    @property
    def adds_up(self) -> bool:
        """Whether the units' figures add up to the total's."""
        return self.kind in ("count", "change")

    def fits(self, heading: str) -> bool:
        """Whether a folded heading is this column's."""
        if self.whole:
            return (heading,) in self.matches
        if any(_has(heading, phrase) for phrase in self.unless):
            return False
        return any(all(_has(heading, word) for word in words) for words in self.matches)


def _has(heading: str, phrase: str) -> bool:
    """Whether a phrase stands in a heading as whole words (``%`` anywhere)."""
    return phrase in heading if phrase == "%" else f" {phrase} " in f" {heading} "


@dataclass(frozen=True)
class Table:
    """One sheet of a form and the phrases that tell it from the others."""

    code: str
    sheet: str
    title: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Whether a folded sheet name or title is this table's."""
        said = any(_has(text, phrase) for phrase in self.phrases)
        return said and not any(_has(text, phrase) for phrase in self.unless)


@dataclass(frozen=True)
class Check:
    """Arithmetic between columns of a row: `rule` says which, see `analysis.intake.checks`."""

    rule: str
    result: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    choice: str = ""


@dataclass(frozen=True)
class Form:
    """A version of an official form and the years it is for."""

    code: str
    version: str
    first_year: int
    last_year: int
    uses_standard: bool
    title: str
    source: str
    tables: tuple[Table, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...]

    def column(self, code: str) -> Column:
        """Column of a code."""
        return self._by_code[code]

    @cached_property
    def key(self) -> Column:
        """Column that says what a row is about: a unit, an item of the plan or a facility."""
        return next(column for column in self.columns if column.kind in KEY_KINDS)

    @cached_property
    def numbers(self) -> tuple[Column, ...]:
        """Columns of figures."""
        return tuple(column for column in self.columns if column.is_number)

    @cached_property
    def _by_code(self) -> Mapping[str, Column]:
        return {column.code: column for column in self.columns}

    def covers(self, year: int) -> bool:
        """Whether the form is in use in a year."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True)
class Forms:
    """All forms there are, and the words they share."""

    forms: tuple[Form, ...]
    words: Words

    def of(self, code: str, year: int) -> Form:
        """Form of a code in use in a year.

        Raises
        ------
        ParameterError
            If there is none, with the codes there are.
        """
        for form in self.forms:
            if form.code == code and form.covers(year):
                return form
        raise self._unknown("no_such_form", code, year=year)

    def check_code(self, code: str) -> None:
        """Refuse a code that no form has.

        Raises
        ------
        ParameterError
            With the codes there are.
        """
        if code not in {form.code for form in self.forms}:
            raise self._unknown("no_such_form_code", code)

    def _unknown(self, key: str, code: str, **values: object) -> ParameterError:
        known = ", ".join(f"{f.code} ({f.first_year}–{f.last_year})" for f in self.forms)
        what = message(f"intake.error.{key}", "vi", value=code, known=known, **values)
        return ParameterError([Problem(what, "form")])


def read_forms(directory: DataDirectory) -> Forms:
    """Read every form below `reference/forms`.

    Raises
    ------
    DataError
        If a file is missing or no valid description of a form.
    """
    words = read_words(_toml(directory, WORDS_FILE))
    paths = sorted((directory.root / FORM_FOLDER).glob("*.toml"))
    names = [f"{FORM_FOLDER}/{path.name}" for path in paths]
    forms = tuple(_form(directory, name) for name in names if name != WORDS_FILE)
    return Forms(forms, words)


def _toml(directory: DataDirectory, path: str) -> dict[str, Any]:
    content = directory.read(path)
    try:
        return tomllib.loads(content.data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _damaged(content.name) from error


def _form(directory: DataDirectory, path: str) -> Form:
    entry = _toml(directory, path)
    try:
        return Form(
            **{name: entry[name] for name in ("code", "version", "first_year", "last_year")},
            **{name: entry[name] for name in ("uses_standard", "title", "source")},
            tables=tuple(_table(table) for table in entry["tables"]),
            columns=tuple(_column(column) for column in entry["columns"]),
            checks=tuple(_check(check) for check in entry.get("checks", ())),
        )
    except (KeyError, TypeError) as error:
        raise _damaged(path) from error


def _table(entry: dict[str, Any]) -> Table:
    folded = {name: tuple(fold(text) for text in entry[name]) for name in ("phrases", "unless")}
    return Table(**{**entry, **folded})


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        **{
            **entry,
            "heading": tuple(entry["heading"]),
            "matches": tuple(tuple(fold(word) for word in words) for words in entry["matches"]),
            "unless": tuple(fold(word) for word in entry.get("unless", ())),
            "choices": {c: tuple(words) for c, words in entry.get("choices", {}).items()},
        }
    )


def _check(entry: dict[str, Any]) -> Check:
    terms = {name: tuple(entry.get(name, ())) for name in ("plus", "minus")}
    return Check(entry["rule"], entry["result"], **terms, choice=entry.get("choice", ""))


def _damaged(path: str) -> DataError:
    return DataError([Problem(message("intake.error.form_damaged", "vi"), path)])
