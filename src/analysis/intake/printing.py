"""How the sheets of a workbook print."""

from __future__ import annotations

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
"""Number of the paper in a workbook (ECMA-376, 18.3.1.63)."""


def fit_to_page(sheet: Worksheet) -> None:
    """Print a sheet on A4, lying, as wide as one page and as long as it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
