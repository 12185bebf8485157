"""Writes the record of past projections that pages quote: python benchmarks/track_record.py"""

from __future__ import annotations

import csv
from pathlib import Path

import analysis.assessment
from analysis.assessment.past import written
from analysis.data import load_dataset

TABLE = Path(analysis.assessment.__file__).parent / "track_record.csv"


def main() -> None:
    rows = list(written(load_dataset("provinces")))
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
