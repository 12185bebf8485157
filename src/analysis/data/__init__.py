"""Figures, units, indicators, standards and targets, as known on a day."""

from analysis.data.administration import Issuer, Owner
from analysis.data.base import Base
from analysis.data.breaks import comparable_change
from analysis.data.checks import Finding
from analysis.data.dataset import Dataset
from analysis.data.disclosure import shows_count, shows_rates
from analysis.data.explanations import Explanation, ExplanationKind
from analysis.data.load import load_dataset
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
    "Explanation",
    "ExplanationKind",
    "Finding",
    "Indicator",
    "Issuer",
    "Level",
    "Observation",
    "ObservationStatus",
    "Owner",
    "Panel",
    "Standard",
    "Target",
    "TargetKind",
    "Unit",
    "Vintage",
    "comparable_change",
    "load_dataset",
    "shows_count",
    "shows_rates",
]
