"""One indicator from figures to verdicts, for every unit of a data set at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analysis.assessment import Assessment, Status, assess
from analysis.data import Base, Dataset, Indicator, Level, Observation, Panel
from analysis.data.asked import Key, recorded_questions
from analysis.projection import Projection, project

REMEMBERED_QUESTIONS = 16
"""Families, methods and days whose outlooks are kept: every report of an edition asks the same."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known, what may come and what that means for the targets of one indicator.

    Parameters
    ----------
    panel : Panel
        Figures of all units.
    projection : Projection
        Joint paths, for the units whose evidence carries any.
    assessments : tuple of Assessment
        Verdicts on every target of every unit of the panel.
    bases : mapping of str to Base
        Households or persons of each unit, where known.
    """

    panel: Panel
    projection: Projection
    assessments: tuple[Assessment, ...]
    bases: Mapping[str, Base]

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.panel.indicator

    def of(self, unit: str) -> Assessment | None:
        """Verdict on the target of a unit, ``None`` where it has no target."""
        return next((a for a in self.assessments if a.unit == unit), None)

    def latest_of_total(self) -> Observation | None:
        """Last usable figure of the whole."""
        return self.panel.latest(self.panel.total) if self.panel.total else None


def outlooks(
    dataset: Dataset,
    family: str,
    *,
    method: str = "pooled_trend",
    horizon: int = 0,
    seed: int = 2030,
) -> tuple[Outlook, ...]:
    """Project and assess every indicator of a family.

    Parameters
    ----------
    dataset : Dataset
        Figures as known on a day.
    family : str
        ``"poverty"`` or ``"trained_labour"``.
    method : str
        Name of the projection method.
    horizon : int
        Last year; 0 takes the data set's own.
    seed : int
        The same seed gives the same numbers.

    Returns
    -------
    tuple of Outlook
        The main indicator first; after the units, groups of people that have targets of their own.
        The same figures, method and seed give the same objects, computed once a process.
    """
    place = (dataset.name, dataset.level, dataset.as_of, dataset.period)
    figures = (*place, tuple(sorted(dataset.trace.inputs.items())))
    years = horizon or dataset.horizon
    found, answers = _answers(_Question(dataset, figures, family, method, years, seed))
    # Whoever shares an outlook has asked what it was made from, though others may have made it.
    dataset.trace.answers.update(answers)
    return found


@dataclass(frozen=True)
class _Question:
    """What decides outlooks: the bytes of the data and not the object that holds them."""

    dataset: Dataset = field(compare=False)
    figures: tuple[object, ...]
    family: str
    method: str
    horizon: int
    seed: int


@lru_cache(maxsize=REMEMBERED_QUESTIONS)
def _answers(question: _Question) -> tuple[tuple[Outlook, ...], Mapping[Key, str]]:
    """Work the outlooks out, and say what the data set was asked for them."""
    dataset, family = question.dataset, question.family
    with recorded_questions(dataset.trace) as answers:
        panels = [*_panels_of_units(dataset, family), *_panels_of_groups(dataset, family)]
        found = [_outlook(dataset, family, p, _projection(question, p)) for p in panels]
    return tuple(found), answers


def _projection(question: _Question, panel: Panel) -> Projection:
    return project(panel, method=question.method, horizon=question.horizon, seed=question.seed)


def _panels_of_units(dataset: Dataset, family: str) -> Iterator[Panel]:
    for indicator in dataset.indicators_of(family):
        yield dataset.panel(indicator.code)


def _panels_of_groups(dataset: Dataset, family: str) -> Iterator[Panel]:
    for unit in dataset.units.values():
        if unit.level is Level.GROUP:
            for target, _ in dataset.targets_by_unit(family)[unit.code]:
                yield dataset.panel(target.indicator, units=(unit.code,))


def _outlook(dataset: Dataset, family: str, panel: Panel, projection: Projection) -> Outlook:
    known, targets = dataset.bases(family), dataset.targets_by_unit(family)
    bases = {unit: known[unit] for unit in panel.units if unit in known}
    assessments = (
        assess(panel, projection, target, unit, is_own=is_own, base=_count_of(bases.get(unit)))
        for unit in panel.units
        for target, is_own in targets[unit]
        if target.indicator == panel.indicator.code
    )
    judged = (a if dataset.shows_rates(a.unit) else _withheld(a) for a in assessments)
    return Outlook(panel, projection, tuple(judged), bases)


def _withheld(assessment: Assessment) -> Assessment:
    """No verdict, pace or need of a unit whose rates may not be printed: each would tell them."""
    return replace(
        assessment,
        status=Status.NODATA,
        observed_pace=None,
        required_pace=None,
        need_lower=None,
        need_upper=None,
        probability=None,
        readings=(),
    )


def _count_of(base: Base | None) -> tuple[float, int] | None:
    return None if base is None else (base.value, base.year)
