"""Writes the record of past projections that pages quote: python benchmarks/track_record.py"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import analysis.assessment
from analysis.assessment.past import written, written_days
from analysis.data import load_dataset

FOLDER = Path(analysis.assessment.__file__).parent


def main() -> None:
    dataset = load_dataset("provinces")
    write("track_record.csv", written(dataset))
    write("track_record_days.csv", written_days(dataset))


def write(name: str, found: Iterable[Mapping[str, object]]) -> None:
    rows = list(found)
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
