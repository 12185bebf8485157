"""Unattended runs: files for five schedulers, and the run that any of them starts."""
