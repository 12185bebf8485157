"""Fills the caches that reports share: fonts, page template, parsed data and projections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nbformat
from matplotlib.figure import Figure

from analysis.data import Dataset, load_dataset
from analysis.data.known import POVERTY
from analysis.display import Outlook, Report, outlooks, unit_map
from analysis.display.canvas import draw
from analysis.export import BriefingHTMLExporter


def warm(questions: Sequence[dict[str, Any]]) -> None:
    """Draw one letter, export an empty page and answer what all reports ask.

    Parameters
    ----------
    questions : sequence of dict
        As `analysis.run.shared.shared_questions` gives them.
    """
    draw(_paint_letter, height_cm=1)
    BriefingHTMLExporter().from_notebook_node(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]
    for question in questions:
        _answer(question)


def _paint_letter(figure: Figure) -> None:
    figure.text(0.5, 0.5, "0", weight="semibold")


def _answer(question: dict[str, Any]) -> None:
    place = {name: question[name] for name in ("as_of", "directory", "level", "period")}
    dataset = load_dataset(question["dataset"], **place)
    if question["projection"]:
        for family in dataset.description.families:
            found = outlooks(dataset, family, **question["projection"])
            if family == POVERTY:
                _draw_shared(dataset, found[0], question["language"])


def _draw_shared(dataset: Dataset, outlook: Outlook, language: str) -> None:
    """Draw one map: its ground, shades, letters and lines are those of every page."""
    unit_map(Report(dataset, dataset.reporting_units[0], language), outlook)
