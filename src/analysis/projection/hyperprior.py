"""Which dynamics are likely before a panel is seen, learnt from panels of other places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from analysis.projection.model import FloatArray


@dataclass(frozen=True, eq=False)
class Hyperprior:
    """Grid of dynamics, one entry per point; every variance is a multiple of the unit's own.

    Parameters
    ----------
    unit_noise, common_noise : array
        Share of the variance of a yearly change that is noise of one year and not a lasting
        step, for a unit's own part and for the part all units share.
    common : array
        Variance of the common yearly change.
    common_drift, unit_drift : array
        Variance of the drift that all units share, and of a unit's departure from it.
    weight : array
        Prior probability; adds up to 1.
    """

    unit_noise: FloatArray
    common_noise: FloatArray
    common: FloatArray
    common_drift: FloatArray
    unit_drift: FloatArray
    weight: FloatArray

    def __len__(self) -> int:
        return len(self.weight)

    def with_widest_common_part(self) -> Hyperprior:
        """Keep the points on which units share most: what to suppose where it cannot be learnt."""
        widest = self.common == self.common.max()
        widest &= self.common_drift == self.common_drift.max()
        return Hyperprior(
            self.unit_noise[widest],
            self.common_noise[widest],
            self.common[widest],
            self.common_drift[widest],
            self.unit_drift[widest],
            self.weight[widest] / self.weight[widest].sum(),
        )

    @property
    def coefficients(self) -> FloatArray:
        """Weights of the kernels, shape (point, 6): common walk, noise and drift, then a unit's."""
        return np.column_stack(
            [
                self.common * (1 - self.common_noise),
                self.common * self.common_noise / 2,
                self.common_drift,
                1 - self.unit_noise,
                self.unit_noise / 2,
                self.unit_drift,
            ]
        )


@cache
def default_hyperprior() -> Hyperprior:
    """Prior that ships with the package; `benchmarks/hyperprior.py` writes its table."""
    table = resources.files("analysis.projection") / "hyperprior.csv"
    with table.open() as stream:
        rows = np.loadtxt(stream, delimiter=",", skiprows=1)
    return Hyperprior(*rows.T)
