"""The covariance of changes against sums written out by hand."""

import numpy as np
import pytest

from analysis.projection.covariance import Cells, Steps, base_rows, square_root

ONE_POINT = np.array([0.5, 0.1, 0.2, 0.7, 0.05, 0.03])


@pytest.fixture
def cells():
    """Two years in an old standard, two in the new one and one ahead."""
    return Cells(np.array([0, 0, 1, 1, 1]), np.array([2018, 2020, 2022, 2023, 2025]), now=2023)


def steps(*changes, revision=(0, 0, 0, 0, 0)):
    rows = np.zeros((len(changes), 5))
    for row, (later, earlier) in zip(rows, changes, strict=True):
        row[[later, earlier]] = 1, -1
    return Steps(rows, np.zeros(len(changes)), np.array(revision, dtype=float))


def of_units(*units):
    return Steps(
        np.stack([unit.cells for unit in units]),
        np.stack([unit.values for unit in units]),
        np.stack([unit.revision for unit in units]),
    )


def test_kernels_of_walk_noise_and_drift(cells):
    walk, noise, drift = cells.kernels()
    assert walk[1, 4] == 2
    assert noise.tolist() == np.eye(5).tolist()
    ahead = 0.95 + 0.95**2
    assert drift[0, 1] == (-5) * (-3)
    assert drift[0, 2] == pytest.approx(0.5 * (-5) * (-1))
    assert drift[4, 2] == pytest.approx(ahead * (-1))


def test_changes_of_a_unit_over_gaps(cells):
    unit = of_units(steps((1, 0), (3, 2)))
    base = base_rows(cells.kernels(), unit, steps(), np.ones(1), np.array([4.0]), 1.0)
    walk, noise, drift = base.own[:, 0] / 4
    assert walk.tolist() == [[2, 0], [0, 1]]
    assert noise.tolist() == [[2, 0], [0, 2]]
    assert drift == pytest.approx(np.array([[4, 1], [1, 1]]))


def test_what_units_share_is_that_of_the_kernels(cells):
    units = of_units(steps((1, 0)), steps((3, 2)))
    base = base_rows(cells.kernels(), units, steps(), np.full(2, 0.5), np.ones(2), 1.0)
    shared = base.at(ONE_POINT).shared[:, 0]
    walk, noise, drift = ONE_POINT[:3]
    assert shared @ shared.T == pytest.approx(
        np.array([[2 * walk + 2 * noise + 4 * drift, drift], [drift, walk + 2 * noise + drift]])
    )


def test_a_total_shares_the_own_part_of_its_units(cells):
    units, pull = of_units(steps((3, 2)), steps((3, 2))), np.array([0.25, 0.75])
    base = base_rows(cells.kernels(), units, steps((3, 2)), pull, np.array([1.0, 2.0]), 1.0)
    assert base.link[0, :, 0, 0].tolist() == [0.25, 1.5]
    assert base.total[0].tolist() == [[0.25**2 + 2 * 0.75**2]]


def test_a_revised_figure_enters_both_changes_it_stands_in():
    noise = steps((3, 2), (4, 3), revision=(0, 0, 1, 4, 0)).noise(revision_unit=2)
    assert noise == pytest.approx(np.array([[2.5, -2.0], [-2.0, 2.0]]), abs=1e-8)


def test_what_fills_up_is_independent_of_all_else():
    filled = steps((3, 2), (1, 1), revision=(0, 0, 1, 0, 0))
    filled = Steps(filled.cells * [[1], [0]], filled.values, filled.revision)
    assert filled.is_change.tolist() == [1, 0]
    assert filled.noise(1.0) == pytest.approx(np.eye(2), abs=1e-8)


def test_square_root_also_of_a_covariance_without_full_rank():
    singular = np.outer([1.0, 2.0], [1.0, 2.0])
    root = square_root(singular)
    assert root @ root.T == pytest.approx(singular)
