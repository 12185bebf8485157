"""Rolling-origin windows of real panels: up to ten units, one origin, one length of history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

PANELS = Path(__file__).parent / "data" / "panels.csv.gz"
LENGTHS = (4, 6, 8, 10, 13)
HORIZON = 7
PANEL_SIZE = 10
SMALLEST_PANEL = 4
GOOD_DIRECTION = {
    "saipe_county_dev": -1,
    "saipe_state": -1,
    "wb_lmic": -1,
    "vn_poverty": -1,
    "vn_trained": +1,
    "vn_employed": +1,
    "id_unemp": -1,
    "id_lfp": +1,
    "id_water": +1,
}
"""Panels and the direction in which each is good, for the probability of reaching a target."""


@dataclass(frozen=True, eq=False)
class Window:
    """History and what followed; `future` holds NaN where nothing was published."""

    dataset: str
    years: np.ndarray
    history: np.ndarray
    future_years: np.ndarray
    future: np.ndarray
    weights: np.ndarray

    @property
    def length(self) -> int:
        return len(self.years)

    @property
    def direction(self) -> int:
        return GOOD_DIRECTION[self.dataset]


def windows(cap: int, seed: int = 0) -> list[Window]:
    """Windows of every dataset and length, at most about `cap` series each, spread over origins."""
    table = pd.read_csv(PANELS, dtype={"unit": str}, keep_default_na=False, na_values=[""])
    table = table[~table["unit"].str.startswith("__")]
    return [
        window
        for dataset in GOOD_DIRECTION
        for length in LENGTHS
        for window in _capped(table[table["dataset"] == dataset], dataset, length, cap, seed)
    ]


def _capped(
    table: pd.DataFrame, dataset: str, length: int, cap: int, seed: int
) -> Iterator[Window]:
    generator = np.random.default_rng([seed, length, sum(dataset.encode())])
    by_origin = _candidates(table, dataset, length, generator)
    series = 0
    while any(by_origin) and series < cap:
        for origin in by_origin:
            if origin and series < cap:
                series += len(origin[-1].history)
                yield origin.pop()


def _candidates(
    table: pd.DataFrame, dataset: str, length: int, generator: np.random.Generator
) -> list[list[Window]]:
    """Shuffled windows of every origin."""
    wide = table.pivot_table(index=["group", "unit"], columns="year", values="value")
    wide = wide.reindex(columns=range(wide.columns.min(), wide.columns.max() + 1))
    weights = table.groupby(["group", "unit"])["weight"].last().reindex(wide.index).to_numpy()
    groups, years, values = wide.index.get_level_values("group"), wide.columns, wide.to_numpy()
    found = []
    for origin in range(length - 1, len(years) - 1):
        past = slice(origin - length + 1, origin + 1)
        ahead = slice(origin + 1, origin + 1 + HORIZON)
        whole = np.isfinite(values[:, past]).all(axis=1) & np.isfinite(values[:, origin + 1])
        panels = _panels(np.flatnonzero(whole), groups, dataset, generator)
        of_origin = [
            Window(
                dataset,
                years[past].to_numpy(),
                values[rows, past],
                years[ahead].to_numpy(),
                values[rows, ahead],
                weights[rows],
            )
            for rows in panels
        ]
        found.append([of_origin[i] for i in generator.permutation(len(of_origin))])
    return found


def _panels(
    rows: np.ndarray, groups: pd.Index, dataset: str, generator: np.random.Generator
) -> list[np.ndarray]:
    """Rows of one group in random panels of about ten; of counties one panel a state."""
    panels = []
    for group in np.unique(groups[rows]):
        mine = generator.permutation(rows[groups[rows] == group])
        if dataset.startswith("saipe_county"):
            panels += [mine[:PANEL_SIZE]] if len(mine) >= PANEL_SIZE else []
        elif len(mine) >= SMALLEST_PANEL:
            panels += np.array_split(mine, max(1, round(len(mine) / PANEL_SIZE)))
    return [np.sort(panel) for panel in panels]
