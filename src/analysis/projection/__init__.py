"""Panels to joint sample paths: what may come, and how well that is known."""

from analysis.projection.information import (
    Figure,
    Knowledge,
    Width,
    figures_missing,
    knowledge,
)
from analysis.projection.methods import METHODS, project
from analysis.projection.model import Basis, Evidence, Projection
from analysis.projection.scenarios import SeenPace, bridged_paths, fastest_pace, stress_band
from analysis.projection.track_record import Said, Summary, TrackRecord, replay

__all__ = [
    "METHODS",
    "Basis",
    "Evidence",
    "Figure",
    "Knowledge",
    "Projection",
    "Said",
    "SeenPace",
    "Summary",
    "TrackRecord",
    "Width",
    "bridged_paths",
    "fastest_pace",
    "figures_missing",
    "knowledge",
    "project",
    "replay",
    "stress_band",
]
