"""Panels to joint sample paths: what may come, and how well that is known."""

from analysis.projection.methods import METHODS, project
from analysis.projection.model import Basis, Evidence, Projection

__all__ = ["METHODS", "Basis", "Evidence", "Projection", "project"]
