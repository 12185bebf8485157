"""A complete panel of invented districts that add up to the published province, to show the pages.

Present units add up to their districts exactly, and the other province of the merger is invented
as well.

Run ``python -m analysis.data.demo`` to write it again; the same design gives the same bytes.
"""
