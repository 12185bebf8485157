"""The covariance of contrasts against sums written out by hand."""

import numpy as np
import pytest

from analysis.projection.covariance import Cells, Contrasts, base_covariances


def contrasts(share, later, earlier, later_figure=None, earlier_figure=None):
    none = [-1] * len(later)
    return Contrasts(
        np.array(share, dtype=float),
        np.array(later),
        np.array(earlier),
        np.array(later_figure or none),
        np.array(earlier_figure or none),
    )


@pytest.fixture
def cells():
    """Two years in an old standard, two in the new one and one ahead."""
    return Cells(np.array([0, 0, 1, 1, 1]), np.array([2018, 2020, 2022, 2023, 2025]), now=2023)


def test_kernels_of_walk_noise_and_drift(cells):
    walk, noise, drift = cells.kernels()
    assert walk[1, 4] == 2
    assert noise.tolist() == np.eye(5).tolist()
    ahead = 0.95 + 0.95**2
    assert drift[0, 1] == (-5) * (-3)
    assert drift[0, 2] == pytest.approx(0.5 * (-5) * (-1))
    assert drift[4, 2] == pytest.approx(ahead * (-1))


def test_changes_of_a_unit_over_gaps(cells):
    change = contrasts([[1, 0], [1, 0]], later=[1, 3], earlier=[0, 2])
    base = base_covariances(cells.kernels(), change, change, np.array([4.0, 1.0]), np.zeros(0))
    walk, noise, drift, own_walk, own_noise, own_drift, _ = base
    assert walk.tolist() == [[2, 0], [0, 1]]
    assert noise.tolist() == [[2, 0], [0, 2]]
    assert drift == pytest.approx(np.array([[4, 1], [1, 1]]))
    assert own_walk.tolist() == [[8, 0], [0, 4]]
    assert own_noise.tolist() == [[8, 0], [0, 8]]
    assert own_drift == pytest.approx(4 * drift)


def test_a_total_shares_the_own_part_of_its_units(cells):
    rows = contrasts([[1, 0], [0.25, 0.75]], later=[3, 3], earlier=[2, 2])
    base = base_covariances(cells.kernels(), rows, rows, np.ones(2), np.zeros(0))
    assert base[0].tolist() == [[1, 1], [1, 1]]
    assert base[3] == pytest.approx(np.array([[1, 0.25], [0.25, 0.25**2 + 0.75**2]]))


def test_a_revised_figure_enters_both_changes_it_stands_in(cells):
    rows = contrasts([[1], [1]], [3, 4], [2, 3], later_figure=[1, -1], earlier_figure=[0, 1])
    base = base_covariances(cells.kernels(), rows, rows, np.ones(1), np.array([0.5, 2.0]))
    assert base[6].tolist() == [[2.5, -2.0], [-2.0, 2.0]]
