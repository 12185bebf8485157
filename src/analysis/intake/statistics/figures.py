"""Cells of a table as figures of the register, and what is new among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.data.model import Observation, Vintage
from analysis.errors import DataError, Problem
from analysis.intake.statistics.json_stat import Cell, Dimension, StatTable
from analysis.intake.statistics.layout import TableLayout
from analysis.intake.words import fold
from analysis.locale import message

YEAR = re.compile(r"(?:(so bo|prel|preliminary|uoc tinh|uoc|est|estimate) )?([12][0-9]{3})")
"""A folded year as the office writes it: ``2020``, ``Sơ bộ 2021``."""

PROVISIONAL = {"s": Vintage.PRELIMINARY, "p": Vintage.PRELIMINARY}
PROVISIONAL |= {"u": Vintage.ESTIMATE, "e": Vintage.ESTIMATE}
NO_MARK = ("", "A", "a")


@dataclass(frozen=True)
class TableFigure:
    """One figure of a table, in the unit of measure of its indicator."""

    unit: str
    year: int
    vintage: Vintage
    value: float


class Kind(StrEnum):
    """What a figure of a table is to the register."""

    NEW = "new"
    REVISED = "revised"
    SAME = "same"
    OUTRANKED = "outranked"


@dataclass(frozen=True)
class Change:
    """A figure and what the register had in its place."""

    kind: Kind
    figure: TableFigure
    known: Observation | None = None


@dataclass(frozen=True)
class Reading:
    """What a table says: its figures, and the cells from which none was taken."""

    table: StatTable
    layout: TableLayout
    figures: tuple[TableFigure, ...]
    empty_cells: int
    cells_without_unit: int
    later_cells: int


def read_figures(table: StatTable, layout: TableLayout) -> Reading:
    """Figures of a table by its layout.

    Raises
    ------
    DataError
        If a dimension or category is missing or unknown, or a mark on a figure is; all at once.
    """
    if problems := list(_problems(table, layout)):
        raise DataError([Problem(what, layout.name) for what in dict.fromkeys(problems)])
    figures, counts = [], {"empty": 0, "no_unit": 0, "later": 0}
    for cell in _meant(table, layout):
        year, vintage = _year(cell.labels[_code(table, layout.year_dimension)])
        area = cell.labels[_code(table, layout.area_dimension)] if layout.area_dimension else ""
        unit = layout.areas[fold(area)]
        reason = _reason(cell, unit, year, layout)
        if reason:
            counts[reason] += 1
            continue
        of_cell = PROVISIONAL.get(cell.mark.casefold(), vintage)
        figures.append(TableFigure(unit, year, of_cell, _scaled(cell, layout)))
    return Reading(
        table, layout, tuple(figures), counts["empty"], counts["no_unit"], counts["later"]
    )


def _reason(cell: Cell, unit: str, year: int, layout: TableLayout) -> str:
    """Why no figure is taken from a cell; empty where one is."""
    if not unit:
        return "no_unit"
    if cell.value is None:
        return "empty"
    return "later" if year > layout.last_year else ""


def _scaled(cell: Cell, layout: TableLayout) -> float:
    """Value in units of the indicator, without what binary fractions add at the end."""
    return float(f"{(cell.value or 0) * layout.factor:.12g}")


def _code(table: StatTable, name: str) -> str:
    dimension = table.dimension(name)
    assert dimension is not None  # noqa: S101 (checked with the layout)
    return dimension.code


def _meant(table: StatTable, layout: TableLayout) -> Iterator[Cell]:
    """Cells of the categories that the layout selects."""
    chosen = {_code(table, name): fold(label) for name, label in layout.select.items()}
    for cell in table.cells():
        if all(fold(cell.labels[code]) == label for code, label in chosen.items()):
            yield cell


def _year(label: str) -> tuple[int, Vintage]:
    match = YEAR.fullmatch(fold(label))
    assert match is not None  # noqa: S101 (checked with the labels)
    return int(match[2]), PROVISIONAL.get((match[1] or " ")[0], Vintage.REPORTED)


def _problems(table: StatTable, layout: TableLayout) -> Iterator[str]:
    """Everything about a table that its layout does not expect."""
    named = (layout.year_dimension, layout.area_dimension, *layout.select)
    known = ", ".join(dimension.label for dimension in table.dimensions)
    missing = [name for name in named if name and table.dimension(name) is None]
    for name in missing:
        yield _say("no_dimension", value=name, known=known)
    for other in table.dimensions:
        if not {other.code, other.label} & set(named):
            yield _say("other_dimension", value=other.label)
    if missing:
        return
    for name, label in layout.select.items():
        if fold(label) not in map(fold, _labels(table, name)):
            yield _say("no_category", value=label, dimension=name)
    years = _labels(table, layout.year_dimension)
    yield from (_say("no_year", value=y) for y in years if not YEAR.fullmatch(fold(y)))
    if layout.area_dimension:
        yield from _area_problems(_labels(table, layout.area_dimension), layout)
    yield from _mark_problems(table)


def _labels(table: StatTable, name: str) -> tuple[str, ...]:
    dimension: Dimension | None = table.dimension(name)
    return dimension.labels if dimension else ()


def _area_problems(labels: Iterable[str], layout: TableLayout) -> Iterator[str]:
    """Areas that are unknown, or missing: a list after a merger calls other areas the same."""
    found = [fold(label) for label in labels]
    for label in labels:
        if fold(label) not in layout.areas:
            yield _say("unknown_area", value=label)
    if missing := [area for area in layout.areas if area not in found]:
        yield _say("missing_areas", value=", ".join(missing[:5]), count=len(missing))
    if len(set(found)) < len(found):
        yield _say("repeated_area")


def _mark_problems(table: StatTable) -> Iterator[str]:
    for cell in table.cells():
        is_known = cell.mark in NO_MARK or cell.mark.casefold() in PROVISIONAL
        if cell.value is not None and not is_known:
            yield _say("unknown_mark", value=cell.mark, cell=", ".join(cell.labels.values()))


def _say(key: str, **values: object) -> str:
    return message(f"fetch.error.{key}", "vi", **values)


def compare(reading: Reading, standing: Iterable[Observation]) -> tuple[Change, ...]:
    """What is new in a table against the standing figures of the register."""
    layout = reading.layout
    known: dict[tuple[str, int], dict[Vintage, Observation]] = {}
    for o in standing:
        if (o.indicator, o.standard) == (layout.indicator, layout.standard):
            known.setdefault((o.unit, o.year), {})[o.vintage] = o
    places = [(figure, known.get((figure.unit, figure.year), {})) for figure in reading.figures]
    return tuple(_change(figure, found, layout) for figure, found in places)


def _change(
    figure: TableFigure, known: Mapping[Vintage, Observation], layout: TableLayout
) -> Change:
    """A figure of a kind already known is the same, or revised: then it is a re-check."""
    higher = [o for vintage, o in known.items() if vintage > figure.vintage]
    if any(_agree(o.value, figure.value, layout) for o in higher):
        return Change(Kind.SAME, figure)
    if figure.vintage not in known:
        is_late = any(o.vintage is not Vintage.RECHECK for o in higher)
        return Change(Kind.OUTRANKED if is_late else Kind.NEW, figure)
    if _agree(known[figure.vintage].value, figure.value, layout) and not higher:
        return Change(Kind.SAME, figure)
    before = known.get(Vintage.RECHECK, known[figure.vintage])
    return Change(Kind.REVISED, replace(figure, vintage=Vintage.RECHECK), before)


def _agree(known: float, value: float, layout: TableLayout) -> bool:
    """Whether two figures differ by no more than half of the last decimal that is vouched for."""
    half = layout.factor * 0.5 / 10**layout.decimals
    return bool(abs(known - value) <= half * (1 + 1e-9))
