"""Plans, builds, keeps and publishes reports over many units."""

from analysis.run.secrets import read_secret

__all__ = ["read_secret"]
