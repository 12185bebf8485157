"""Panels to joint sample paths: what may come, and how well that is known."""

from analysis.projection.methods import METHODS, project
from analysis.projection.model import Basis, Evidence, Projection
from analysis.projection.scenarios import SeenPace, bridged_paths, fastest_pace, stress_band
from analysis.projection.track_record import Said, Summary, TrackRecord, replay

__all__ = [
    "METHODS",
    "Basis",
    "Evidence",
    "Projection",
    "Said",
    "SeenPace",
    "Summary",
    "TrackRecord",
    "bridged_paths",
    "fastest_pace",
    "project",
    "replay",
    "stress_band",
]
