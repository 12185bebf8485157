"""Children, drugs, trafficking: totals of the province alone, small ones nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import display as show
from analysis.data import Dataset, load_dataset
from analysis.data.model import Observation, ObservationStatus, Vintage
from analysis.data.plan import EventKind, Evidence
from analysis.display.plan_items import plan_rows
from analysis.run.register_export import export_register

ITEM, INDICATOR, DAY = "28", "trafficked_returnees_supported", dt.date(2024, 11, 20)


def figure(dataset: Dataset, unit: str, value: float) -> Observation:
    sample = dataset.register.observations[0]
    return replace(
        sample, indicator=INDICATOR, unit=unit, year=2023, value=value, known_on=DAY,
        vintage=Vintage.REPORTED, status=ObservationStatus.NORMAL, withdrawn_on=None,
        source_title="made here", source_reference="", parts=(),
    )  # fmt: skip


def with_counts(**counts: float) -> Dataset:
    """Data set with counts of a sensitive indicator, by unit (``u45``, ``u467``)."""
    dataset = load_dataset(as_of="2024-12-01")
    register = dataset.register
    sample = register.indicators["jobs_created"]
    indicator = replace(sample, code=INDICATOR, unit_of_measure="persons")
    plan = register.plan
    items = tuple(
        replace(item, indicators=(INDICATOR,)) if item.code == ITEM else item for item in plan.items
    )
    told = Evidence(
        ITEM,
        EventKind.FIGURE,
        DAY,
        DAY,
        "467",
        None,
        "high",
        "Có 7 người",
        "Seven",
        "made here",
        "",
    )
    figures = tuple(figure(dataset, name[1:], value) for name, value in counts.items())
    return replace(
        dataset,
        register=replace(
            register,
            indicators={**register.indicators, INDICATOR: indicator},
            observations=(*register.observations, *figures),
            plan=replace(plan, items=items, evidence=(*plan.evidence, told)),
        ),
    )


def row_text(dataset: Dataset) -> str:
    board = show.plan_board(show.Report(dataset, "45"))
    (line,) = (x for x in board.text.splitlines() if x.strip().startswith(f"{ITEM}. "))
    return line


@pytest.mark.parametrize(("count", "word"), [(3, "dưới 5 nên không nêu"), (12, "12 người (2023)")])
def test_total_is_told_unless_it_is_small(count: float, word: str) -> None:
    assert word in row_text(with_counts(u45=count))


def test_no_unit_below_the_province_is_told() -> None:
    dataset = with_counts(u467=7)

    (row,) = (r for r in plan_rows(show.Report(dataset, "45")) if r.item.code == ITEM)
    assert (row.figures, row.evidence) == ((), ())
    assert "7 người" not in row_text(dataset)


def test_exports_hold_neither_small_totals_nor_units(tmp_path: Path) -> None:
    export_register(with_counts(u45=3, u467=7), tmp_path / "export")

    lines = [
        line
        for path in (tmp_path / "export").glob("*.csv")
        for line in path.read_text(encoding="utf-8").splitlines()
        if INDICATOR in line
    ]
    assert lines
    assert all(",Q" in line for line in lines)
    assert not any(f",{value}," in line for line in lines for value in ("3", "3.0", "7", "7.0"))
