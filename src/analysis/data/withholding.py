"""Which counts are withheld: small ones, and those from which a small one could be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from analysis.data.derivation import MULTIDIMENSIONAL_PARTS, Key
from analysis.data.disclosure import SMALLEST_COUNT, shows_count
from analysis.data.model import Observation, Vintage

Cell = TypeVar("Cell", bound=Hashable)
Figure = tuple[str, str, int, str]
"""Indicator, unit, year and standard: a figure whatever its vintage."""


def withheld_cells(
    cells: Mapping[Cell, float], sums: Sequence[Sequence[Cell]], already: Container[Cell] = ()
) -> frozenset[Cell]:
    """Cells of a table that may not be printed.

    Parameters
    ----------
    cells : mapping
        Counts of households or persons.
    sums : sequence of sequence
        A total and its parts each; one with an unknown cell gives nothing away.
    already : container
        Cells withheld before, which stay so.

    Returns
    -------
    frozenset
        Small counts, those withheld before, and as many more of each sum, the smallest first,
        as keep a difference between printed cells from giving a withheld one away.

    Examples
    --------
    >>> cells = {"all": 60, "a": 3, "b": 20, "c": 37}
    >>> sorted(withheld_cells(cells, [("all", "a", "b", "c")]))
    ['a', 'b']
    """
    hidden = {cell for cell, count in cells.items() if cell in already or not shows_count(count)}
    known = [cell_sum for cell_sum in sums if all(cell in cells for cell in cell_sum)]
    while added := {cell for cell_sum in known for cell in _needed(cells, cell_sum, hidden)}:
        hidden |= added
    return frozenset(hidden)


def _needed(
    cells: Mapping[Cell, float], cell_sum: Sequence[Cell], hidden: Container[Cell]
) -> list[Cell]:
    """Cell that must go too, where what is printed of a sum tells what is withheld."""
    total, *parts = cell_sum
    gone = [cell for cell in cell_sum if cell in hidden]
    together = sum(cells[cell] for cell in parts if cell in hidden)
    is_safe = len(gone) > 1 and (total in hidden or together >= SMALLEST_COUNT)
    if not gone or is_safe:
        return []
    left = [cell for cell in cell_sum if cell not in hidden]
    return sorted(left, key=lambda cell: (cells[cell] == 0, cells[cell]))[:1]


def withheld_figures(
    counts: Iterable[Observation], parts: Sequence[str], total: str | None
) -> frozenset[Key]:
    """Keys of the counts that may not be printed, vintage by vintage in order of knowledge.

    Parameters
    ----------
    counts : iterable of Observation
        Counts of households or persons known on the day.
    parts : sequence of str
        Codes of the units that add up.
    total : str or None
        Code of what they add up to.

    Returns
    -------
    frozenset of Key
        A count withheld once stays so in later vintages until a decision makes it official.
    """
    before: set[Figure] = set()
    keys: set[Key] = set()
    for vintage, figures in _publications(counts):
        cells = {figure.key[:4]: figure.value for figure in figures}
        already = before if vintage < Vintage.DECISION else frozenset[Figure]()
        found = withheld_cells(cells, list(_sums(cells, parts, total)), already)
        before |= found
        keys |= {(*figure, vintage) for figure in found}
    return frozenset(keys)


def _publications(counts: Iterable[Observation]) -> Iterator[tuple[Vintage, list[Observation]]]:
    groups: dict[tuple[int, str, Vintage], list[Observation]] = defaultdict(list)
    for count in counts:
        groups[count.year, count.standard, count.vintage].append(count)
    ordered = sorted(groups.items(), key=lambda group: min(o.known_on for o in group[1]))
    return ((vintage, figures) for (_, _, vintage), figures in ordered)


def _sums(
    cells: Iterable[Figure], parts: Sequence[str], total: str | None
) -> Iterator[tuple[Figure, ...]]:
    """Units within the whole, and poor plus near-poor within each unit."""
    for indicator, unit, year, standard in cells:
        if unit == total:
            yield (
                (indicator, unit, year, standard),
                *((indicator, part, year, standard) for part in parts),
            )
        kinds = MULTIDIMENSIONAL_PARTS.get(indicator, ())
        if kinds:
            yield (
                (indicator, unit, year, standard),
                *((kind, unit, year, standard) for kind in kinds),
            )
