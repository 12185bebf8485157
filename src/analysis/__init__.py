"""Workbook of Quảng Trị: poverty reduction and trained labour against the 2030 targets."""
