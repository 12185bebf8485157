"""Whole pages in words, as last looked at and found right.

`make golden` writes the pages anew after a change that is meant; read what changed before
committing it. Paths are straight lines, so that no method of projection shows here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis import display as show
from analysis.data import load_dataset
from analysis.display import Outlook

from .conftest import Golden

PAGES = [("467", "vi"), ("467", "en"), ("466", "vi"), ("471", "vi"), ("45", "vi")]


def straightened(outlook: Outlook) -> Outlook:
    """The same paths without chance: half a point less every year."""
    projection = outlook.projection
    figures = [outlook.panel.latest(unit) for unit in projection.units]
    starts = np.array([figure.value if figure else 0.0 for figure in figures])
    steps = -0.5 * np.arange(1, len(projection.years) + 1)
    draws = np.clip(starts[:, None, None] + steps[None, :, None], 0, 100)
    assessments = tuple(
        replace(a, probability=None if a.probability is None else 0.5) for a in outlook.assessments
    )
    return replace(
        outlook,
        projection=replace(projection, draws=draws, method="straight"),
        assessments=assessments,
    )


def page(unit: str, language: str) -> str:
    """Text of a briefing in the order of its parts, without the provenance that names versions."""
    data = load_dataset("published", as_of="2025-08-22")
    report = show.Report(data, unit, language)
    method = "hierarchical_random_walk"
    poverty = [straightened(o) for o in show.outlooks(data, "poverty", method=method)]
    labour = [straightened(o) for o in show.outlooks(data, "trained_labour", method=method)]
    parts = [
        show.masthead(report, *poverty, *labour),
        show.key_figures(report, poverty[0]),
        show.verdicts(report, *poverty, *labour),
        show.fan_chart(report, *poverty[:2]),
        show.target_ladder(report, poverty[0]),
        show.fan_chart(report, *labour[:2]),
        show.needs_table(report, *poverty, *labour),
        show.unit_map(report, poverty[0]),
        show.figures_table(report, "poverty", most_rows=5),
        show.data_notes(report, *poverty, *labour),
        show.method_note(report, *poverty),
        show.glossary(report, *poverty, *labour),
    ]
    return show.stack(*parts).text + "\n"


@pytest.mark.parametrize(("unit", "language"), PAGES)
def test_page_reads_as_it_was_found_right(golden: Golden, unit: str, language: str) -> None:
    golden.check_text(f"briefing_{unit}_{language}", page(unit, language))
