"""Documents that would supply figures a unit lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from analysis.data.model import Observation, Vintage
from analysis.data.reference import MissingDocument


def missing_documents(
    documents: Sequence[MissingDocument],
    place: tuple[str, str, str],
    figures: Collection[Observation],
    this_year: int,
) -> Iterator[MissingDocument]:
    """Documents of a data set, family and level whose figures a unit lacks.

    Parameters
    ----------
    documents : sequence of MissingDocument
        All that are known to be wanted.
    place : tuple of str
        Data set, family of indicators and level of the unit.
    figures : collection of Observation
        What is known of the unit in the family.
    this_year : int
        Year of the report's day: only years that are over can be missing.
    """
    found = {o.year for o in figures if o.is_usable and o.vintage > Vintage.ESTIMATE}
    for document in documents:
        if (document.data_set, document.family, document.level) != place:
            continue
        year = document.year
        if not found if year is None else year < this_year and year not in found:
            yield document
