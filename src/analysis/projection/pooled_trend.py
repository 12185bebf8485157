"""One joint model of all units of a panel, for few, irregular, bounded and broken series.

Rates are modelled on the offset logit. All units share a drift and a random walk; each has a
departure from both and noise of its own. A change of standard breaks the level, and drifts of
two standards correlate. The published total is an observation of the weighted sum of its parts.
"""

from __future__ import annotations

import numpy as np

from analysis.projection.frame import Frame
from analysis.projection.hyperprior import default_hyperprior
from analysis.projection.known_total import match_total
from analysis.projection.method import Paths, Task
from analysis.projection.model import FloatArray
from analysis.projection.posterior import learn
from analysis.projection.sampling import Batch, sample
from analysis.projection.scale import to_percent


def pooled_trend(task: Task) -> Paths:
    """Joint paths of all units with figures, and estimates of those without.

    Notes
    -----
    Levels are unknown, so the likelihood holds only changes within a standard. The dynamics are
    integrated over a grid learnt from other panels, the overall variance analytically.
    """
    generator = np.random.Generator(np.random.PCG64(task.seed))
    frame = Frame(task)
    posterior = learn(frame.changes, default_hyperprior())
    batches = sample(frame.changes, posterior, frame.wanted, task.draws, generator)
    logit = np.concatenate([_paths(frame, batch, generator) for batch in batches])
    shuffled = logit[generator.permutation(task.draws)][:, :, frame.asked]
    return dict(zip(frame.units, to_percent(shuffled.transpose(1, 2, 0)), strict=True))


def _paths(frame: Frame, batch: Batch, generator: np.random.Generator) -> FloatArray:
    """Levels plus changes, moved to the published total where some part has no figure."""
    levels = frame.levels.draw(len(batch.paths), generator)
    paths = levels[:, :, None] + batch.paths
    if frame.total is None:
        return paths
    covariance = batch.covariance + frame.levels.covariance[:, None, :, None]
    return match_total(paths, covariance, frame.total, generator)
