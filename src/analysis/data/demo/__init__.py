"""A complete panel of invented districts that add up to the published province, to show the pages.

Run ``python -m analysis.data.demo`` to write it again; the same design gives the same bytes.
"""
