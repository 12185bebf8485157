"""Figures, units, indicators, standards and targets, as known on a day."""

from analysis.data.base import Base
from analysis.data.dataset import Dataset, load_dataset
from analysis.data.model import (
    Indicator,
    Level,
    Observation,
    ObservationStatus,
    Panel,
    Standard,
    Target,
    TargetKind,
    Unit,
    Vintage,
)

__all__ = [
    "Base",
    "Dataset",
    "Indicator",
    "Level",
    "Observation",
    "ObservationStatus",
    "Panel",
    "Standard",
    "Target",
    "TargetKind",
    "Unit",
    "Vintage",
    "load_dataset",
]
