"""The algebra of units in blocks against the covariance of everything, laid out whole."""

from dataclasses import dataclass

import numpy as np
import pytest

from analysis.projection.blocks import (
    FEW,
    Rows,
    Spread,
    Targets,
    Values,
    factorised,
    predicted,
)

UNITS, ROWS, TARGETS, TOTALS, FACTORS = 4, 3, 2, 2, 3
STATE = 5


@dataclass(frozen=True)
class Problem:
    """A random problem in blocks, and the same as one matrix: seen rows, total rows, targets."""

    rows: Rows
    targets: Targets
    values: Values
    whole: np.ndarray

    @property
    def seen(self):
        return slice(0, UNITS * ROWS + TOTALS)

    @property
    def wanted(self):
        return slice(UNITS * ROWS + TOTALS, None)

    @property
    def column(self):
        return np.concatenate([self.values.own.ravel(), self.values.total.ravel()])


@pytest.fixture(params=range(3))
def problem(request):
    """Units of a state each, seen and wanted through random rows; a total that weighs the units."""
    generator = np.random.default_rng(request.param)
    root = generator.normal(size=(UNITS, STATE, STATE))
    own, shared = root @ root.swapaxes(1, 2), generator.normal(size=(UNITS, STATE, FACTORS))
    seen = generator.normal(size=(UNITS, ROWS, STATE))
    wanted = generator.normal(size=(UNITS, TARGETS, STATE))
    total = generator.normal(size=(TOTALS, STATE))
    weight = generator.dirichlet(np.ones(UNITS))
    noise, total_noise = 0.3, 0.2
    weighted = weight[:, None, None]
    rows = Rows(
        seen @ own @ seen.swapaxes(1, 2) + noise * np.eye(ROWS),
        seen @ shared,
        total @ own @ seen.swapaxes(1, 2) * weighted,
        (total @ own @ total.T * weighted**2).sum(axis=0) + total_noise * np.eye(TOTALS),
        (total @ shared * weighted).sum(axis=0),
    )
    targets = Targets(
        wanted @ own @ wanted.swapaxes(1, 2),
        wanted @ own @ seen.swapaxes(1, 2),
        wanted @ own @ total.T * weighted,
        wanted @ shared,
    )
    values = Values(generator.normal(size=(UNITS, ROWS, 1)), generator.normal(size=(TOTALS, 1)))
    return Problem(rows, targets, values, laid_out(own, shared, seen, total, wanted, weight))


def laid_out(own, shared, seen, total, wanted, weight):
    state = np.zeros((UNITS * STATE, UNITS * STATE))
    for i in range(UNITS):
        state[i * STATE : (i + 1) * STATE, i * STATE : (i + 1) * STATE] = own[i]
    flat = shared.reshape(-1, FACTORS)
    state += flat @ flat.T

    def placed(blocks):
        result = np.zeros((UNITS, blocks.shape[1], UNITS, STATE))
        result[np.arange(UNITS), :, np.arange(UNITS)] = blocks
        return result.reshape(-1, UNITS * STATE)

    rows = np.concatenate(
        [placed(seen), np.concatenate([w * total for w in weight], axis=1), placed(wanted)]
    )
    noise = np.repeat([0.3, 0.2, 0.0], [UNITS * ROWS, TOTALS, UNITS * TARGETS])
    return rows @ state @ rows.T + np.diag(noise)


def test_solutions_and_the_determinant(problem):
    seen = factorised(problem.rows)
    solved = seen.solved(problem.values)
    whole = problem.whole[problem.seen, problem.seen]
    expected = np.linalg.solve(whole, problem.column)
    assert np.append(solved.own.ravel(), solved.total.ravel()) == pytest.approx(expected)
    assert float(seen.log_determinant) == pytest.approx(np.linalg.slogdet(whole)[1])


def test_predictions_and_what_they_leave_open(problem):
    prediction = predicted(factorised(problem.rows), problem.targets)
    seen, wanted = problem.seen, problem.wanted
    weights = np.linalg.solve(problem.whole[seen, seen], problem.whole[seen, wanted]).T
    assert prediction.mean(problem.values).ravel() == pytest.approx(weights @ problem.column)
    expected = problem.whole[wanted, wanted] - weights @ problem.whole[seen, wanted]
    vectors = np.eye(UNITS * TARGETS).reshape(UNITS, TARGETS, -1)
    left = prediction.spread.times(vectors).reshape(UNITS * TARGETS, -1)
    assert left == pytest.approx(expected)


def test_what_the_total_adds_is_told_apart(problem):
    """Without the rows of the total there is more left, and draws have that covariance."""
    prediction = predicted(factorised(problem.rows), problem.targets)
    seen, wanted = slice(0, UNITS * ROWS), problem.wanted
    weights = np.linalg.solve(problem.whole[seen, seen], problem.whole[seen, wanted]).T
    expected = problem.whole[wanted, wanted] - weights @ problem.whole[seen, wanted]
    draws = prediction.before_total.draw(200_000, np.random.default_rng(5))
    found = np.cov(draws.reshape(UNITS * TARGETS, -1))
    scale = np.sqrt(np.outer(expected.diagonal(), expected.diagonal()))
    assert np.abs((found - expected) / scale).max() < 0.02


def test_many_points_are_those_one_by_one(problem):
    twice = Rows(*(np.stack([part, 2 * part]) for part in vars(problem.rows).values()))
    twice = Rows(
        twice.own,
        twice.shared / [[[[1]]], [[[2**0.5]]]],
        twice.link,
        twice.total,
        twice.total_shared / [[[1]], [[2**0.5]]],
    )
    both, one = factorised(twice), factorised(problem.rows)
    solved, alone = both.solved(problem.values), one.solved(problem.values)
    assert solved.own[0] == pytest.approx(alone.own)
    assert solved.own[1] == pytest.approx(alone.own / 2)
    rows = UNITS * ROWS + TOTALS
    difference = both.log_determinant[1] - both.log_determinant[0]
    assert float(difference) == pytest.approx(rows * np.log(2))


def test_some_targets_are_those_of_all(problem):
    spread = predicted(factorised(problem.rows), problem.targets).spread
    vectors = np.random.default_rng(9).normal(size=(UNITS, 1, 4))
    padded = np.zeros((UNITS, TARGETS, 4))
    padded[:, [1]] = vectors
    assert spread.at(np.array([1])).times(vectors) == pytest.approx(spread.times(padded)[:, [1]])


@pytest.mark.parametrize("units", [3, FEW])
def test_covariance_of_sums_is_that_of_the_whole_laid_out(units):
    """Few units are multiplied as a whole, many block by block."""
    generator = np.random.default_rng(4)
    roots = generator.normal(size=(units, TARGETS, TARGETS))
    own = roots @ roots.swapaxes(1, 2)
    spread = Spread(own, generator.normal(size=(units, TARGETS, 2)), np.array([1.0, -1.0]))
    whole = np.einsum("ukf,f,vlf->ukvl", spread.loadings, spread.sign, spread.loadings)
    whole[np.arange(units), :, np.arange(units)] += own
    weights = generator.normal(size=(units, TARGETS, 5))
    expected = np.einsum("ukd,ukvl,vld->kld", weights, whole, weights)
    assert spread.of_sums(weights) == pytest.approx(expected)
