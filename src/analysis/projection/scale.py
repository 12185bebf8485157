"""The scale on which rates are modelled: an offset logit that accepts 0 % and 100 %."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from analysis.projection.model import FloatArray

OFFSET_PCT = 0.5
"""Added on both sides, so that a published 0.0 % stays finite; results hardly depend on it."""


def to_logit(rate_pct: FloatArray | float) -> FloatArray:
    """Offset logit of a rate: ln((y + c) / (100 - y + c)), with c in percentage points."""
    rate = np.asarray(rate_pct, dtype=np.float64)
    return np.asarray(np.log((rate + OFFSET_PCT) / (100 - rate + OFFSET_PCT)))


def to_percent(logit: FloatArray) -> FloatArray:
    """Rate in percent, between 0 and 100, of an offset logit."""
    rate = (100 + 2 * OFFSET_PCT) * expit(logit) - OFFSET_PCT
    return np.asarray(np.clip(rate, 0.0, 100.0))


def percent_and_slope(logit: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Rate in percent of an offset logit, and percentage points per logit unit there."""
    share = expit(logit)
    rate = np.clip((100 + 2 * OFFSET_PCT) * share - OFFSET_PCT, 0.0, 100.0)
    return rate, (100 + 2 * OFFSET_PCT) * share * (1 - share)


def slope(rate_pct: FloatArray | float) -> FloatArray:
    """Logit units per percentage point at a rate: the derivative of `to_logit`."""
    rate = np.asarray(rate_pct, dtype=np.float64)
    return np.asarray(1 / (rate + OFFSET_PCT) + 1 / (100 - rate + OFFSET_PCT))


def rate_slope(logit: FloatArray) -> FloatArray:
    """Percentage points per logit unit at an offset logit: the derivative of `to_percent`."""
    share = expit(logit)
    return np.asarray((100 + 2 * OFFSET_PCT) * share * (1 - share))
